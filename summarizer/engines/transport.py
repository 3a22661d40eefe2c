"""Faults on the way to a model: which are worth another try, how long to wait, what to say."""

import asyncio
import random
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp
import openai
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from summarizer.engines.connection import AnswerError
from summarizer.engines.context_limit import too_long
from summarizer.engines.modes import Refusal, Way, refusal
from summarizer.engines.settings import KEY_VARIABLE, Settings
from summarizer.errors import EndpointError
from summarizer.progress import Waiting, emit
from summarizer.typography import one_line

FAULTS = (openai.OpenAIError, TimeoutError, ValueError, RecursionError)
"""What a call can raise: the client's own errors, its end, and a body that says it is JSON and is not."""

LONGEST_WAIT = 60.0
"""Seconds; an endpoint that asks for more is asked again after this long."""

_FIRST_WAIT = 0.5
_LONGEST_BACKOFF = 30.0
_TRANSIENT = {408, 409, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 529}
_QUOTA = "insufficient_quota"
_STATUS_TEXT = {
    401: f"{{where}} rejected the key ({{status}}): check {KEY_VARIABLE}",  # what it said may hold the key
    402: "{where} says that the account has no credit left ({status}): check its plan and billing",
    403: "{where} refused access ({status}): check that the key may use the model {model}{said}",
    404: "{where} knows no model {model}, or is no chat completions address ({status}): "
    "check --model and --base-url{said}",
    413: "the filing is too long for the model {model} ({status}): take one with a longer context{said}",
    429: "{where} is still limiting requests{after} ({status}): try again later, or send fewer at once{said}",
}
_FAILED = "{where} failed{after} ({status}): try again later{said}"
_REJECTED = "{where} rejected the request ({status}){said}: check --model and --base-url"
# Some servers call a request that they do not understand their own fault.
_REFUSALS = {400, 404, 405, 415, 422, 500, 501}
_READ = 4_000  # characters of an endpoint's message that are searched for reasons
_CALL = "/chat/completions"
_SHOWN = 200  # characters of an endpoint's message
_SECRET = re.compile(r"\b(?:sk|pk|key|gsk|xai)-[\w*.-]{6,}|(?i:bearer\s+)\S+")


async def pause(seconds: float) -> None:
    """Wait between two tries; a name of its own, so that tests need not wait."""
    await asyncio.sleep(seconds)


def retrying(retries: int, worth: Callable[[BaseException], bool] | None = None) -> AsyncRetrying:
    """Tries a call again, up to `retries` times, after faults that pass by themselves.

    Args:
        retries: How often.
        worth: Which faults those are, in place of `is_transient`.
    """
    return AsyncRetrying(
        stop=stop_after_attempt(1 + retries),
        retry=retry_if_exception(worth or is_transient),
        wait=_wait,
        sleep=pause,
        before_sleep=_tell,
        reraise=True,
    )


def is_transient(error: BaseException) -> bool:
    """Whether the same request may succeed a little later."""
    if isinstance(error, openai.APIStatusError):
        # A used-up account answers 429 as well, and no waiting helps.
        if error.code == _QUOTA or too_long(error, "") is not None:
            return False  # nor does it make a request shorter
        return error.status_code in _TRANSIENT
    if isinstance(error, openai.APIConnectionError):
        return not any(_is_permanent(cause) for cause in _causes(error))
    return isinstance(error, TimeoutError)


def is_late(error: BaseException) -> bool:
    """Whether an answer took longer than it may; the endpoint was there all the time."""
    if not isinstance(error, openai.APITimeoutError):
        return isinstance(error, TimeoutError)
    # The client says so as well where there was no connection.
    return not any(
        isinstance(cause, aiohttp.ClientConnectionError) and not isinstance(cause, TimeoutError)
        for cause in _causes(error)
    )


def status_of(error: BaseException) -> int:
    """The status of the answer that an error stands for; 0 where there was none."""
    return error.status_code if isinstance(error, openai.APIStatusError) else 0


def refused(error: BaseException, way: Way) -> Refusal | None:
    """What the endpoint turned away; None where it was something else than the way to send a schema."""
    if not isinstance(error, openai.APIStatusError) or error.status_code not in _REFUSALS:
        return None
    if too_long(error, "") is not None:
        return None
    why = refusal(_words(error), way)
    vague = (
        why is Refusal.UNSAID and error.status_code == HTTPStatus.NOT_FOUND
    )  # a wrong address, most likely
    return None if vague else why


def retry_after(headers: object, now: datetime | None = None) -> float | None:
    """Seconds that an endpoint asks to wait; None where it asks for nothing that can be read.

    Args:
        headers: Any mapping of lower-case header names.
        now: In place of the current time, to hold a date against.
    """
    get = getattr(headers, "get", None)
    stated = (get("retry-after") if get else None) or ""
    try:
        seconds = float(stated)
    except ValueError:
        try:
            moment = parsedate_to_datetime(stated)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return max(seconds, 0.0) if seconds < float("inf") else None  # not a NaN either


def explain(error: Exception, settings: Settings, tries: int) -> EndpointError:
    """One line on what went wrong on the way to the model, and what to do about it.

    The endpoint's own words are shown shortened, without keys and control characters.
    """
    if isinstance(error, openai.APIStatusError):
        text = _explain_status(error, settings, tries)
    elif is_late(error):
        text = (
            f"no answer from {settings.address} in time{_after(tries)}: it may be overloaded, or need longer "
            "(--timeout)"
        )
    elif isinstance(error, openai.APIConnectionError):
        text = _explain_connection(error, settings, tries)
    else:
        text = (
            f"{settings.address} answered with something that is no chat completion: "
            "check the address; most end in /v1"
        )
    message = scrub(text, settings)
    return too_long(error, message) or EndpointError(message)


def scrub(text: str, settings: Settings) -> str:
    """`text` on one line, without anything secret and without control characters."""
    for secret in _secrets(settings):
        text = text.replace(secret, "***")
    text = _SECRET.sub("***", text)
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))


def showable(text: str, settings: Settings) -> str:
    """What an endpoint or a model says as a message may show it: one short line without anything secret."""
    return one_line(scrub(text, settings), _SHOWN)  # scrubbed first: half a key is still a secret


def _tell(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, openai.APIStatusError):
        reason = f"HTTP {error.status_code}"
    else:
        reason = "no answer in time" if error is not None and is_late(error) else "no connection"
    emit(Waiting(state.upcoming_sleep, reason))


def _wait(state: RetryCallState) -> float:
    backoff = min(_LONGEST_BACKOFF, _FIRST_WAIT * 2.0 ** (state.attempt_number - 1))
    error = state.outcome.exception() if state.outcome else None
    asked = retry_after(error.response.headers) if isinstance(error, openai.APIStatusError) else None
    # Jitter keeps the calls of a batch, turned away together, from coming back together.
    if asked is None:
        return backoff * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
    return min(LONGEST_WAIT, asked + random.uniform(0.0, min(backoff, 1.0)))  # noqa: S311 - no secret


def _explain_status(error: openai.APIStatusError, settings: Settings, tries: int) -> str:
    said = _said(error, settings)
    status: int = error.status_code
    if error.code == _QUOTA:
        status = HTTPStatus.PAYMENT_REQUIRED
    elif too_long(error, "") is not None:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    elif HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return _explain_redirect(error, settings)
    elif status == HTTPStatus.UNAUTHORIZED and not settings.has_key:
        return f"{settings.address} wants a key (401): set {KEY_VARIABLE}"
    default = _FAILED if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _REJECTED
    return _STATUS_TEXT.get(status, default).format(
        where=settings.address,
        status=error.status_code,
        model=repr(settings.model),
        after=_after(tries),
        said=f": {said}" if said else "",
    )


def _explain_redirect(error: openai.APIStatusError, settings: Settings) -> str:
    """Filings and keys go where the caller said, and nowhere else."""
    target = error.response.headers.get("location", "").partition("?")[0].removesuffix(_CALL)
    address = showable(target, settings) or "another address"
    return f"{settings.address} redirects to {address} ({error.status_code}): give that one as --base-url"


def _explain_connection(error: openai.APIConnectionError, settings: Settings, tries: int) -> str:
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, AnswerError):
            return f"{settings.address} {cause}: check --base-url, or try another model"
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return f"the certificate of {settings.address} is not trusted: check --base-url"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return f"cannot find the host of {settings.address}: check --base-url and the network"
    if any(isinstance(cause, aiohttp.ClientConnectorError) for cause in causes):
        return (
            f"cannot connect to {settings.address}{_after(tries)}: check --base-url, and that the server runs"
        )
    return f"{settings.address} dropped the connection before an answer came{_after(tries)}: try again later"


def _said(error: openai.APIStatusError, settings: Settings) -> str:
    """What the endpoint itself says, fit to be shown; empty where that is nothing, or a page of HTML."""
    return showable(_words(error), settings)


def _words(error: openai.APIStatusError) -> str:
    body: object = error.body
    for name in ("message", "detail", "error"):
        if isinstance(body, dict) and name in body:
            body = body[name]
    if isinstance(body, dict | list):
        body = str(body or "")
    if not isinstance(body, str) or body.lstrip().startswith("<"):
        return ""
    return body[:_READ]


def _after(tries: int) -> str:
    return f" after {tries} tries" if tries > 1 else ""


def _secrets(settings: Settings) -> Iterator[str]:
    if settings.has_key:
        yield settings.api_key
    parts = urlsplit(settings.base_url)
    yield from filter(None, (parts.password, parts.query))


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _is_permanent(cause: BaseException) -> bool:
    if isinstance(cause, socket.gaierror):
        return cause.errno != socket.EAI_AGAIN
    return isinstance(cause, ssl.SSLCertVerificationError | AnswerError)
