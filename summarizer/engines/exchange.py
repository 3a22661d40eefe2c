"""One question to a model: asked over HTTP, tried again after faults, asked again until the answer fits.

instructor drives the exchange: it has the answer read with Pydantic and asks again when that
fails. Every request passes through `_Exchange.send`, which is where this package has its own say:
how the schema is sent, the transport, what counts as an answer, the words of a second question,
and the bill.
"""

import asyncio
import json
import math
import re
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Generic, NoReturn, cast

import instructor
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from instructor.core.hooks import Hooks
from instructor.core.retry import retry_async
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from summarizer import prompts
from summarizer.engines import transport
from summarizer.engines.answers import Answer, AnswerCache
from summarizer.engines.base import Draft, T, Usage
from summarizer.engines.misfit import describe
from summarizer.engines.modes import Mode, Modes, Refusal, Turns, Way, refusal
from summarizer.engines.question_key import numbered, question_key
from summarizer.engines.settings import Settings
from summarizer.engines.strict_schema import response_format
from summarizer.engines.tokens import estimate_tokens
from summarizer.errors import (
    EmptyAnswerError,
    EndpointError,
    EngineError,
    InvalidAnswerError,
    RefusedError,
    SummarizerError,
    TruncatedError,
    UnknownSchemaError,
)
from summarizer.progress import Answered, Asking, emit, heard

_ODD_NUMBER = re.compile(r"NaN|Infinity|\d[eE]\+?\d{3}")  # what JSON does not have, or a float does not hold
_CALL = "/chat/completions"
_LATE = 2  # tries that take too long before no more are made: a slow model is as slow the next time
_SHOWN = 200  # characters of what a validator said
_ECHOED = 40_000  # characters of a wrong answer that are sent back with the second question


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model and how to ask it.

    Attributes:
        client: With its own retries turned off.
        settings: Where it leads to.
        retries: More tries of one request, after faults on the way.
        validation_retries: More questions, after answers that do not fit the schema.
        options: More arguments of every request, such as the temperature.
        turns: How it takes schemas, and who may find that out.
        seconds: For one answer, from the request to its last byte; None sets no limit.
        answers: What models have answered before; None asks every time.
    """

    client: AsyncOpenAI
    settings: Settings
    retries: int
    validation_retries: int
    options: Mapping[str, Any]
    turns: Turns = field(default_factory=lambda: Turns(Modes()))
    seconds: float | None = None
    answers: AnswerCache | None = None


async def ask(
    endpoint: Endpoint,
    schema: type[T],
    messages: tuple[prompts.Message, ...],
    *,
    part: tuple[int, int] = (1, 1),
) -> Draft[T]:
    """Ask for an instance of `schema`, or take the answer that was given before.

    What is kept of the answers is the one that fitted, under the first question: where the model had
    to be asked again before it gave one, that need not happen twice.

    Args:
        endpoint: Whom to ask.
        schema: What is to be filled.
        messages: The question, beginning with what never changes.
        part: Which part of the filing the question is about, of how many; for those who watch.

    Raises:
        EngineError: There is no such answer; `usage` says what it cost to find out.
    """
    if heard():
        tokens = sum(estimate_tokens(message.content) for message in messages)
        emit(Asking(schema.__name__, endpoint.settings.model, tokens, *part))
    draft = await _answered(endpoint.answers, _Exchange(endpoint, schema, messages))
    usage = draft.usage
    emit(Answered(usage.prompt_tokens, usage.completion_tokens, cached=usage.cached > 0))
    return draft


async def _answered(answers: AnswerCache | None, exchange: "_Exchange[T]") -> Draft[T]:
    if answers is None:
        return await exchange.run()
    started = time.monotonic()
    key = numbered(exchange.key())
    kept = answers.recall(key, exchange.read)
    if kept is not None:
        record, answer = kept
        bill = Usage(cached=1, seconds=time.monotonic() - started)
        saved = answer.prompt_tokens + answer.completion_tokens
        return Draft(record, bill, mode=answer.mode, saved=saved)
    draft = await exchange.run()
    answers.put(key, exchange.answer())
    return draft


# instructor's loop of question and answer, without what it does to the request before: none of that is sent.
_ask_until_it_fits = cast("Callable[..., Coroutine[Any, Any, _Answer[Any]]]", retry_async)


class _Halt(IncompleteOutputException):
    """Carries an error of ours through instructor.

    Of all exceptions it lets this class alone pass without wrapping it in one that holds the whole
    conversation, and without writing it to the log.
    """

    def __init__(self, error: SummarizerError) -> None:
        super().__init__(message=str(error))
        self.error = error


@dataclass(frozen=True, slots=True)
class _Answer(Generic[T]):
    """What instructor takes for the record: were it one, the raw completion would be left inside."""

    record: T


@dataclass(frozen=True, slots=True)
class _Reader(Generic[T]):
    """What instructor takes for the class of the record.

    Given the class itself it would, for every request, build another one and its schema, and look
    through all its fields for validators that it does not support.
    """

    schema: type[T]

    def model_validate_json(self, text: str, **_: object) -> _Answer[T]:
        """What instructor calls with each answer."""
        try:
            return _Answer(_read(self.schema, text))
        except UnknownSchemaError as error:
            raise _Halt(error) from None


class _Exchange(Generic[T]):
    def __init__(self, endpoint: Endpoint, schema: type[T], messages: tuple[prompts.Message, ...]) -> None:
        self._endpoint = endpoint
        self._settings = endpoint.settings
        self._schema = schema
        self._messages = [message.as_dict() for message in messages]
        self._usage = Usage()
        self._content = ""
        self._said: ChatCompletion | None = None
        self._questions = 0
        self._misfit: Exception | None = None
        self._way: Way | None = None
        self._tries = 0

    def key(self) -> str:
        """What the answer is kept under: the mode as it was chosen, not as the endpoint took it."""
        asked = {
            "model": self._settings.model,
            "messages": self._messages,
            "schema": response_format(self._schema).as_dict(),
            "options": sorted(self._endpoint.options.items()),
            "mode": self._endpoint.turns.modes.mode.value,
        }
        return question_key(self._settings.base_url, asked)

    def read(self, text: str) -> T:
        """The record in the text of an answer that was kept."""
        try:
            return _read(self._schema, text)
        except ValidationError:
            record = _without_extras(self._schema, text)
            if record is None:
                raise
            return record

    def answer(self) -> Answer:
        """The last answer, to be kept."""
        usage, said = self._usage, self._said
        return Answer(
            self._content,
            str(said.choices[0].finish_reason) if said else "",
            str(said.model) if said else "",
            self._way.value if self._way else "",
            usage.prompt_tokens,
            usage.completion_tokens,
            time.time(),
        )

    async def run(self) -> Draft[T]:
        started = time.monotonic()
        response_format(self._schema)  # raises here where there is none
        try:
            record = await self._converse()
        except EngineError as error:
            error.usage = self._bill(started)
            raise
        return Draft(record, self._bill(started), mode=self._way.value if self._way else "")

    async def send(self, **request: Any) -> ChatCompletion:
        """What instructor calls for each question; the rest of it is this package's."""
        if self._misfit is not None:
            if self._questions > self._endpoint.validation_retries:
                raise _Halt(self._give_up(self._misfit))
            request["messages"] = [*self._messages, *self._second_question(self._misfit)]
        self._questions += 1
        try:
            completion = self._said = await self._deliver(request)
            self._content = _content(completion, self._settings)
            self._check_whole(completion)
        except EngineError as error:
            raise _Halt(error) from None
        completion.choices[0].message.content = self._content  # where instructor reads it
        return completion

    async def _converse(self) -> T:
        hooks = Hooks()
        hooks.on("parse:error", self._note)
        try:
            answer = await _ask_until_it_fits(
                self.send,
                _Reader(self._schema),
                (),
                {"messages": [*self._messages], "model": self._settings.model, **self._endpoint.options},
                # One more than wanted: `send` ends the exchange before instructor would log the answer.
                max_retries=self._endpoint.validation_retries + 1,
                mode=instructor.Mode.JSON_SCHEMA,
                hooks=hooks,
            )
        except _Halt as halt:
            failure: BaseException = halt.error
            if isinstance(failure, InvalidAnswerError):
                record = _without_extras(self._schema, self._content)
                if record is not None:
                    return record
            if isinstance(failure, UnknownSchemaError):  # its cause leads to the line at fault
                raise failure from failure.__cause__
        except InstructorRetryException as error:  # its text holds whole completions: never show it
            failure = error.__cause__ or error
        else:
            return cast("T", answer.record)
        failure.__context__ = None
        raise failure from None

    async def _deliver(self, request: dict[str, Any]) -> ChatCompletion:
        """Send one question in the best way that the endpoint takes."""
        modes, schema = self._endpoint.turns.modes, self._schema
        failure, why = EndpointError(""), Refusal.UNSAID
        tried: list[Way] = []
        # Turned away without a reason: the way is at fault if another one is taken, or the server was broken.
        unsaid: dict[Way, bool] = {}
        self._tries = 0
        async with self._endpoint.turns.turn(schema):
            while (way := modes.best(schema, tried)) is not None:
                tried.append(way)
                broken = False
                try:
                    completion = await self._post(request | way.arguments(schema), way, hasty=bool(unsaid))
                except transport.FAULTS as error:
                    failure = transport.explain(error, self._settings, self._tries)
                    reason = transport.refused(error, way)
                    broken = transport.status_of(error) == HTTPStatus.INTERNAL_SERVER_ERROR
                else:
                    reason, fault = _refused(completion, way)
                    if reason is None:
                        self._way = way
                        if fault is None:
                            modes.take(way, schema, unsaid)
                        return completion
                    failure = _no_completion(completion, self._settings)
                if reason is None or (reason is Refusal.UNSAID and modes.is_taken(way, schema)):
                    raise failure
                why = reason
                if why is Refusal.UNSAID:
                    unsaid[way] = broken
                else:
                    modes.refuse(way, schema, why)
        if modes.mode is not Mode.AUTO and why is not Refusal.UNSAID:
            failure = EndpointError(f"{failure}, or take --mode auto in place of {modes.mode.value}")
        raise failure

    async def _post(self, request: dict[str, Any], way: Way, *, hasty: bool) -> ChatCompletion:
        """Send one request, and again after faults that pass by themselves; count what it costs.

        `hasty`: a server that breaks is no cause for waiting; it got its time to recover.
        """
        # Not through the client's own method for this call: that walks all of the messages by their
        # types, at a fifth of the whole cost of a request, and changes nothing in them.
        extra = request.pop("extra_body", {})
        body = request | extra

        async def once() -> ChatCompletion:
            self._tries += 1
            self._usage += Usage(requests=1)
            async with asyncio.timeout(self._endpoint.seconds):
                return await self._endpoint.client.post(_CALL, cast_to=ChatCompletion, body=body)

        late = 0

        def worth(error: BaseException) -> bool:
            nonlocal late
            late += transport.is_late(error)
            if late >= _LATE:
                return False
            if hasty and transport.status_of(error) == HTTPStatus.INTERNAL_SERVER_ERROR:
                return False
            return transport.is_transient(error) and transport.refused(error, way) in (None, Refusal.UNSAID)

        completion: ChatCompletion = await transport.retrying(self._endpoint.retries, worth)(once)
        # Read here: instructor makes the counts of each answer those of all answers so far.
        usage = getattr(completion, "usage", None)
        self._usage += Usage(
            prompt_tokens=_count(usage, "prompt_tokens"),
            completion_tokens=_count(usage, "completion_tokens"),
            cached_tokens=_count(getattr(usage, "prompt_tokens_details", None), "cached_tokens"),
        )
        return completion

    def _check_whole(self, completion: ChatCompletion) -> None:
        """Some servers call every answer by a tool a whole one, even where it ends at the limit.

        Raises:
            TruncatedError: It is as long as it may be, and no JSON.
        """
        limits = (self._endpoint.options.get(name) for name in ("max_tokens", "max_completion_tokens"))
        limit = next(filter(None, limits), None)
        if limit is None or _count(getattr(completion, "usage", None), "completion_tokens") < limit:
            return
        try:
            json.loads(_bare(self._content), strict=False)
        except (ValueError, RecursionError):
            raise _truncated(self._settings) from None

    def _note(self, error: Exception, **_: object) -> None:
        self._misfit = error

    def _second_question(self, misfit: Exception) -> list[dict[str, str]]:
        """The wrong answer and what is wrong with it; earlier wrong answers are left out."""
        answer = self._content
        if len(answer) > _ECHOED:
            answer = answer[:_ECHOED] + "…"
        question = prompts.load("reask").render(faults=describe(misfit))
        return [
            {"role": "assistant", "content": answer},
            *(message.as_dict() for message in question),
        ]

    def _give_up(self, misfit: Exception) -> InvalidAnswerError:
        faults = describe(misfit)
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        asked = f"{self._questions} questions" if self._questions > 1 else "one question"
        reason = transport.showable(faults[0], self._settings)
        return InvalidAnswerError(
            f"the model {self._settings.model!r} gave no answer that fits {self._schema.__name__} "
            f"after {asked}: {reason}{more}; try a stronger model or a simpler schema"
        )

    def _bill(self, started: float) -> Usage:
        return self._usage + Usage(seconds=time.monotonic() - started)


def _read(schema: type[T], text: str) -> T:
    """The record in `text`.

    Raises:
        ValueError: It fits the schema in no way.
        UnknownSchemaError: The schema's own code fails on it, otherwise than by saying that a value is wrong.
    """
    text = _bare(text)
    if _ODD_NUMBER.search(text):
        try:
            _loaded(text)
        except RecursionError:
            raise json.JSONDecodeError("nested too deeply", "", 0) from None
    try:
        return _validated(schema, text)
    except ValidationError as error:
        if "control character" not in str(error.errors(include_url=False, include_input=False)[0]["msg"]):
            raise
    # A line break copied into a string as it is: the one fault of JSON whose meaning is plain.
    with suppress(ValueError, RecursionError):  # it has other faults too, which the next line names
        text = json.dumps(json.loads(text, strict=False))
    return _validated(schema, text)


def _validated(schema: type[T], text: str) -> T:
    try:
        return schema.model_validate_json(text)
    except (ValueError, RecursionError):
        raise
    except Exception as error:  # whatever a validator of the user's raises
        said = f"{type(error).__name__}: {' '.join(str(error).split())[:_SHOWN]}"
        raise UnknownSchemaError(
            f"a validator of {schema.__name__} failed on the model's answer ({said}): mend it; "
            "where a value is wrong it raises ValueError"
        ) from error


def _without_extras(schema: type[T], text: str) -> T | None:
    """The record in an answer that wraps it, or has fields of its own beside the schema's, and is else right.

    A model that insists on them has still answered; what the schema does not know is left out.
    """
    try:
        data = _loaded(_bare(text))
    except (ValueError, RecursionError):
        return None
    if isinstance(data, dict) and len(data) == 1:
        ((name, inner),) = data.items()
        data = inner if isinstance(inner, dict) and name not in schema.model_fields else data
    try:
        return _validated(schema, json.dumps(data))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
    except (ValueError, RecursionError):
        return None
    if any(fault["type"] != "extra_forbidden" for fault in faults):
        return None
    try:
        for fault in faults:
            *path, name = fault["loc"]
            holder = data
            for step in path:
                holder = holder[step]
            del holder[name]
        return _validated(schema, json.dumps(data))
    except (ValueError, LookupError, TypeError, RecursionError):  # a place within a union has no path
        return None


def _bare(text: str) -> str:
    """The JSON in an answer; it may stand in a fence, between sentences or after the model's thoughts."""
    text = text.strip()
    if text.startswith("<think>"):
        text = text.partition("</think>")[2].strip()
    if text.startswith(("{", "[")):
        return text
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _loaded(text: str) -> Any:
    """The JSON in `text`, which holds no NaN and no infinity."""
    return json.loads(text, strict=False, parse_constant=_refuse_number, parse_float=_finite)


def _refuse_number(number: str) -> NoReturn:
    raise json.JSONDecodeError(f"{number} is no number", "", 0)


def _finite(number: str) -> float:
    value = float(number)
    return value if math.isfinite(value) else _refuse_number(number)


def _content(completion: object, settings: Settings) -> str:
    """The text of the answer.

    Raises:
        EngineError: It is no answer, or not a whole one.
    """
    choices = getattr(completion, "choices", None)
    if not isinstance(completion, ChatCompletion) or not isinstance(choices, list):
        raise _no_completion(completion, settings)
    message = getattr(choices[0], "message", None) if choices else None
    finish = getattr(choices[0], "finish_reason", None) if choices else None
    refusal = getattr(message, "refusal", None)
    if refusal:
        said = transport.showable(str(refusal), settings)
        raise RefusedError(f"the model {settings.model!r} declined to answer: {said}")
    if finish == "content_filter":
        raise RefusedError(
            f"the content filter of {settings.address} held the answer back: try another model or endpoint"
        )
    if finish == "length":
        raise _truncated(settings)
    content = _arguments(message)
    if content is None:
        content = getattr(message, "content", None)
    if not isinstance(content, str) or not content.strip():
        raise EmptyAnswerError(
            f"the model {settings.model!r} answered with nothing: try again, or another one"
        )
    return content


def _truncated(settings: Settings) -> TruncatedError:
    return TruncatedError(
        f"the answer of {settings.model!r} stopped at the token limit before the record was complete: "
        "raise the limit, or take a model with a longer output"
    )


def _arguments(message: object) -> str | None:
    """What the model called a tool with; None where it called none."""
    calls = getattr(message, "tool_calls", None)
    call = calls[0] if isinstance(calls, list) and calls else None
    arguments = getattr(getattr(call, "function", None), "arguments", None)
    if isinstance(arguments, Mapping):  # some servers give them parsed
        return json.dumps(arguments)
    return arguments if isinstance(arguments, str) and arguments.strip() else None


def _refused(completion: Any, way: Way) -> tuple[Refusal | None, str | None]:
    """Whether a success is a request turned away, and the fault that it names; "" for one without a name."""
    if isinstance(getattr(completion, "choices", None), list):
        return None, None
    fault = _fault(completion)
    no_choices = "choices" in getattr(completion, "model_fields_set", ()) and completion.choices is None
    if not (fault or no_choices):
        return None, ""  # it is no completion at all
    return refusal(fault, way), fault


def _fault(body: object) -> str:
    error = (getattr(body, "model_extra", None) or {}).get("error")
    if isinstance(error, Mapping):
        error = error.get("message")
    return error if isinstance(error, str) else ""


def _no_completion(body: object, settings: Settings) -> EndpointError:
    """Some gateways report an error with the status of a success."""
    if fault := _fault(body):
        said = transport.showable(fault, settings)
        return EndpointError(f"{settings.address} answered with an error: {said}")
    return EndpointError(
        f"{settings.address} answered with something that is no chat completion: "
        "check the address; most end in /v1"
    )


def _count(usage: object, name: str) -> int:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) and value > 0 else 0
