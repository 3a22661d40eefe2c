"""How an endpoint is told the schema, over real HTTP, by endpoints that take some ways and not others."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from endpoint import DROP, SILENCE, Endpoint, Received, Reply, completion, failure
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from summarizer import asummarize
from summarizer.document import Document
from summarizer.engines import modes as modes_module
from summarizer.engines.base import Draft, Usage
from summarizer.engines.modes import Mode, Modes, Refusal, Way, refusal
from summarizer.engines.openai import OpenAIEngine
from summarizer.engines.strict_schema import response_format
from summarizer.errors import EndpointError, UsageError

pytestmark = pytest.mark.usefixtures("waits")

DOCUMENT = Document("orrery.txt", "Orrery Therapeutics: ORR was 41.7% in 96 patients.", "0" * 64)


class Note(BaseModel):
    company: str
    patients: int | None = None


class Other(BaseModel):
    company: str


class Open(BaseModel):
    rates: dict[str, str] = Field(default_factory=dict)


GOOD = {"company": "Orrery Therapeutics", "patients": 96}
RECORD = Note.model_validate(GOOD)


def way_of(received: Received) -> Way:
    """How a request was sent."""
    body = received.body
    if "tools" in body:
        return Way.TOOLS
    form = body.get("response_format", {"type": "text"})
    match form["type"]:
        case "json_schema":
            return Way.STRICT if form["json_schema"]["strict"] else Way.SCHEMA
        case "json_object":
            return Way.SHAPED if "schema" in form else Way.OBJECT
    return Way.TEXT


def ways(endpoint: Endpoint) -> list[Way]:
    return [way_of(received) for received in endpoint.received]


def takes(*taken: Way, error: Reply | Callable[[Way], Reply]) -> Callable[[Received], Reply]:
    """A server that takes some ways, and answers the others with `error`."""

    def judge(received: Received) -> Reply:
        way = way_of(received)
        if way not in taken:
            return error if isinstance(error, Reply) else error(way)
        return completion(None, called_with=json.dumps(GOOD)) if way is Way.TOOLS else completion(GOOD)

    return judge


def drafts(
    endpoint: Endpoint, *schemas: type[BaseModel], at_once: bool = False, **options: Any
) -> list[Draft[Any]]:
    """What an engine makes of the schemas, one after the other."""

    async def run() -> list[Draft[Any]]:
        engine = OpenAIEngine("test-model", base_url=endpoint.base_url, **options)
        try:
            if at_once:
                return await asyncio.gather(*(engine.draft(DOCUMENT, schema) for schema in schemas))
            return [await engine.draft(DOCUMENT, schema) for schema in schemas]
        finally:
            await engine.close()

    return asyncio.run(run())


def unknown_format(way: Way) -> Reply:
    """As llama_cpp.server says it: a request that it does not understand is its own fault."""
    fault = {
        "type": "literal_error",
        "loc": ["body", "response_format", "type"],
        "msg": "Input should be 'text' or 'json_object'",
        "input": way.value,
    }
    return failure(500, str([fault]))


# What a server takes is found


def test_the_best_way_is_taken_at_once(endpoint):
    endpoint.judge = takes(*Way, error=failure(500))
    (draft,) = drafts(endpoint, Note)
    assert (draft.mode, ways(endpoint)) == ("json_schema", [Way.STRICT])


def test_a_server_of_tools(endpoint, waits):
    endpoint.judge = takes(Way.TOOLS, Way.SHAPED, Way.OBJECT, Way.TEXT, error=unknown_format)
    first, second, third = drafts(endpoint, Note, Note, Other)
    assert first.record == RECORD
    assert first.mode == second.mode == third.mode == "tools"
    assert first.usage == Usage(2, 100, 20, first.usage.seconds)  # the request that was turned away counts
    assert ways(endpoint) == [Way.STRICT, Way.TOOLS, Way.TOOLS, Way.TOOLS]
    assert waits == []  # it said why
    body = endpoint.received[1].body
    assert body.keys() == {"model", "messages", "tools", "tool_choice"}
    assert body["tools"] == [
        {"type": "function", "function": {"name": "Note", "parameters": response_format(Note).schema}}
    ]
    assert body["tool_choice"] == {"type": "function", "function": {"name": "Note"}}


@pytest.mark.parametrize(
    "reply",
    [
        completion(None, called_with=json.dumps(GOOD), finish="tool_calls"),
        completion("", called_with=GOOD),  # parsed already
        completion(GOOD),  # in the content
        completion(GOOD, called_with=""),
        completion(f"Here it is:\n```json\n{json.dumps(GOOD)}\n```\nAnything else?"),
        completion(f"Sure. {json.dumps(GOOD)} Done."),
    ],
)
def test_where_the_answer_stands(endpoint, reply):
    endpoint.plays(reply)
    (draft,) = drafts(endpoint, Note, mode="tools")
    assert (draft.record, draft.mode) == (RECORD, "tools")


def test_a_wrong_call_is_asked_again(endpoint):
    wrong = json.dumps({"company": 7})
    endpoint.plays(completion(None, called_with=wrong), completion(None, called_with=json.dumps(GOOD)))
    (draft,) = drafts(endpoint, Note, mode="tools")
    assert draft.record == RECORD
    assert endpoint.received[1].messages[2] == {"role": "assistant", "content": wrong}
    assert ways(endpoint) == [Way.TOOLS, Way.TOOLS]


def test_a_server_of_any_json(endpoint):
    said = {Way.TOOLS: "tools are not supported", Way.SHAPED: "response_format.schema: extra field"}
    endpoint.judge = takes(
        Way.OBJECT, error=lambda way: failure(400, said.get(way, "This response_format is unavailable now"))
    )
    first, _ = drafts(endpoint, Note, Other)
    assert (first.record, first.mode) == (RECORD, "json_object")
    assert ways(endpoint) == [Way.STRICT, Way.TOOLS, Way.SHAPED, Way.OBJECT, Way.OBJECT]
    assert endpoint.received[3].body["response_format"] == {"type": "json_object"}
    assert endpoint.received[2].body["response_format"] == {
        "type": "json_object",
        "schema": response_format(Note).schema,
    }


@pytest.mark.parametrize("status", [400, 422, 501])
def test_a_server_of_nothing_that_does_not_say_why(endpoint, status):
    endpoint.judge = takes(Way.TEXT, error=failure(status))
    first, _ = drafts(endpoint, Note, Note)
    assert (first.record, first.mode) == (RECORD, "text")
    assert ways(endpoint) == [*Way, Way.TEXT]
    assert endpoint.received[-1].body.keys() == {"model", "messages"}


def test_a_server_that_breaks_and_does_not_say_why(endpoint, waits):
    """It gets the usual time to recover, once."""
    endpoint.judge = takes(
        Way.TOOLS, error=Reply(500, b"Internal Server Error", {"content-type": "text/plain"})
    )
    first, _ = drafts(endpoint, Note, Note, retries=2)
    assert ways(endpoint) == [*[Way.STRICT] * 3, Way.SCHEMA, Way.TOOLS, Way.TOOLS]
    assert first.usage.requests == 5
    assert len(waits) == 2


def test_a_success_without_choices_is_no_success(endpoint):
    endpoint.judge = takes(Way.OBJECT, error=Reply(body={"object": "", "choices": None}))
    (draft,) = drafts(endpoint, Note)
    assert draft.mode == "json_object"


def test_a_server_that_takes_the_schema_but_not_strictly(endpoint):
    endpoint.judge = takes(
        Way.SCHEMA, error=failure(422, "json_schema.strict: extra inputs are not permitted")
    )
    first, second = drafts(endpoint, Note, Other)
    assert first.mode == second.mode == "json_schema (not strict)"
    assert ways(endpoint) == [Way.STRICT, Way.SCHEMA, Way.SCHEMA]


def test_a_schema_that_cannot_be_strict_says_so(endpoint):
    endpoint.judge = takes(*Way, error=failure(500))
    first, second = drafts(endpoint, Open, Note)
    assert (first.mode, second.mode) == ("json_schema (not strict)", "json_schema")


def test_a_fault_of_one_schema_is_not_held_against_another(endpoint):
    endpoint.plays(failure(400, "Invalid schema for response_format 'Note': 'oneOf' is not permitted"))
    endpoint.judge = takes(*Way, error=failure(500))
    first, second, third = drafts(endpoint, Note, Other, Note)
    assert [first.mode, second.mode, third.mode] == [
        "json_schema (not strict)",
        "json_schema",
        "json_schema (not strict)",
    ]
    assert len(endpoint.received) == 4


def test_a_schema_that_makes_no_grammar(endpoint):
    endpoint.plays(failure(400, "failed to parse grammar"))
    endpoint.judge = takes(*Way, error=failure(500))
    first, second = drafts(endpoint, Note, Other)
    assert (first.mode, second.mode) == ("json_object", "json_schema")
    assert ways(endpoint) == [Way.STRICT, Way.OBJECT, Way.STRICT]


# What is no refusal


@pytest.mark.parametrize(
    ("reply", "requests"),
    [
        (failure(400, "temperature must be 1 for this model"), 1),
        (failure(400, "This model's maximum context length is 8192 tokens; response_format counts"), 1),
        (failure(401, "response_format"), 1),
        (failure(404), 1),
        (failure(429, "response_format"), 3),
        (failure(503), 3),
        (failure(500, "CUDA out of memory"), 3),
        (DROP, 3),
    ],
)
def test_other_errors_are_no_reason_to_try_another_way(endpoint, reply, requests):
    endpoint.judge = lambda _: reply
    with pytest.raises(EndpointError):
        drafts(endpoint, Note, retries=2)
    assert ways(endpoint) == [Way.STRICT] * requests


def test_a_server_that_is_down_is_not_asked_for_ever(endpoint):
    endpoint.judge = lambda _: failure(500)
    with pytest.raises(EndpointError, match=r"failed after 7 tries \(500\): try again later$") as raised:
        drafts(endpoint, Note, retries=1)
    assert isinstance(raised.value.usage, Usage)
    assert raised.value.usage.requests == len(endpoint.received) == 7


def test_what_was_taken_once_is_not_doubted(endpoint):
    endpoint.plays(completion(GOOD), *[failure(500)] * 2)
    endpoint.judge = takes(*Way, error=failure(500))
    with pytest.raises(EndpointError, match=r"failed after 2 tries \(500\)"):
        drafts(endpoint, Note, Note, retries=1)
    assert ways(endpoint) == [Way.STRICT] * 3


# The caller chooses


@pytest.mark.parametrize(
    ("mode", "way"),
    [("json_schema", Way.STRICT), ("tools", Way.TOOLS), ("json_object", Way.SHAPED), ("text", Way.TEXT)],
)
def test_a_chosen_mode(endpoint, mode, way):
    endpoint.judge = takes(*Way, error=failure(500))
    briefing = asyncio.run(
        asummarize(DOCUMENT, Note, "test-model", base_url=endpoint.base_url, mode=mode, repairs=0)
    )
    assert briefing.engine.mode == way.value
    assert ways(endpoint) == [way]


def test_a_chosen_mode_is_kept_to(endpoint):
    endpoint.judge = takes(Way.TOOLS, error=failure(422, "response_format is not supported"))
    for _ in range(2):
        with pytest.raises(
            EndpointError,
            match=r"rejected the request \(422\): response_format is not supported: check --model and "
            r"--base-url, or take --mode auto in place of json_schema$",
        ):
            drafts(endpoint, Note, Note, mode="json_schema")
    assert ways(endpoint) == [Way.STRICT] * 2


def test_a_chosen_mode_is_tried_again(endpoint):
    endpoint.plays(failure(422, "response_format is not supported"))
    endpoint.judge = takes(*Way, error=failure(500))

    async def run() -> Draft[Note]:
        engine = OpenAIEngine("test-model", base_url=endpoint.base_url, mode="json_schema")
        try:
            with pytest.raises(EndpointError):
                await engine.draft(DOCUMENT, Note)
            return await engine.draft(DOCUMENT, Note)
        finally:
            await engine.close()

    assert asyncio.run(run()).mode == "json_schema"


def test_no_such_mode():
    with pytest.raises(UsageError, match=r"there is no mode 'xml'; there are: auto, json_schema, tools, "):
        OpenAIEngine("m", base_url="http://localhost/v1", mode="xml")


def test_the_engine_tells_the_last_mode(endpoint):
    endpoint.judge = takes(*Way, error=failure(500))

    async def run() -> list[str]:
        engine = OpenAIEngine("test-model", base_url=endpoint.base_url, mode="tools")
        before = engine.info.mode
        await engine.draft(DOCUMENT, Note)
        await engine.close()
        return [before, engine.info.mode]

    assert asyncio.run(run()) == ["", "tools"]


# Many at once


def test_64_calls_find_out_once(endpoint):
    said = failure(422, "response_format is not supported")
    endpoint.judge = takes(Way.TOOLS, error=said)
    made = drafts(endpoint, *[Note] * 64, at_once=True)
    assert [draft.record for draft in made] == [RECORD] * 64
    assert ways(endpoint).count(Way.STRICT) == 1
    assert len(endpoint.received) == 65


def test_nobody_waits_long_for_a_slow_answer(endpoint, monkeypatch):
    monkeypatch.setattr(modes_module, "PATIENCE", 0.05)
    endpoint.plays(SILENCE)
    endpoint.judge = takes(*Way, error=failure(500))

    async def run() -> list[Any]:
        engine = OpenAIEngine("test-model", base_url=endpoint.base_url, timeout=0.5, retries=0)
        try:
            return await asyncio.gather(
                *(engine.draft(DOCUMENT, Note) for _ in range(4)), return_exceptions=True
            )
        finally:
            await engine.close()

    first, *others = asyncio.run(run())
    assert isinstance(first, EndpointError)
    assert [draft.record for draft in others] == [RECORD] * 3


def test_the_next_call_finds_out_where_the_first_is_cancelled(endpoint):
    endpoint.plays(SILENCE)
    endpoint.judge = takes(Way.TOOLS, error=failure(422, "response_format is not supported"))

    async def run() -> list[Draft[Note]]:
        engine = OpenAIEngine("test-model", base_url=endpoint.base_url)
        try:
            tasks = [asyncio.create_task(engine.draft(DOCUMENT, Note)) for _ in range(5)]
            while not endpoint.received:
                await asyncio.sleep(0.005)
            tasks[0].cancel()
            tasks[3].cancel()  # one that waits
            done = await asyncio.gather(*tasks, return_exceptions=True)
            assert [isinstance(each, asyncio.CancelledError) for each in done] == [
                True,
                False,
                False,
                True,
                False,
            ]
            return [each for each in done if isinstance(each, Draft)]
        finally:
            await engine.close()

    made = asyncio.run(run())
    assert [draft.record for draft in made] == [RECORD] * 3
    assert ways(endpoint) == [Way.STRICT, Way.STRICT, *[Way.TOOLS] * 3]


# Between engines


class Memory:
    """A `ModeMemory` in a dictionary."""

    def __init__(self, **kept: str) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.written: list[str] = []

    def remembered(self, base_url: str, model: str) -> str | None:
        return self.kept.get((base_url, model))

    def remember(self, base_url: str, model: str, way: str) -> None:
        self.kept[base_url, model] = way
        self.written.append(way)


def test_what_was_found_out_is_kept(endpoint):
    memory = Memory()
    endpoint.judge = takes(Way.TOOLS, error=failure(422, "response_format is not supported"))
    for _ in range(2):
        drafts(endpoint, Note, Other, mode_memory=memory)
    assert ways(endpoint) == [Way.STRICT, *[Way.TOOLS] * 4]
    assert memory.kept == {(endpoint.base_url, "test-model"): "tools"}
    assert set(memory.written) == {"tools"}


def test_a_schema_is_not_kept_for_the_endpoint(endpoint):
    memory = Memory()
    endpoint.judge = takes(*Way, error=failure(500))
    drafts(endpoint, Open, mode_memory=memory)
    drafts(endpoint, Note, mode_memory=memory)
    assert ways(endpoint) == [Way.SCHEMA, Way.STRICT]
    assert set(memory.written) == {"json_schema"}


def test_a_broken_server_is_not_kept(endpoint):
    """It may be well again by the time of the next request, or of the next process."""
    memory = Memory()
    endpoint.plays(*[failure(500)] * 2)
    endpoint.judge = takes(*Way, error=failure(400))
    first, second = drafts(endpoint, Note, Other, mode_memory=memory, retries=1)
    assert first.mode == second.mode == "json_schema (not strict)"
    assert set(memory.written) == {"json_schema"}


def test_an_endpoint_that_has_changed(endpoint):
    memory = Memory()
    memory.remember(endpoint.base_url, "test-model", "tools")
    endpoint.judge = takes(Way.STRICT, error=failure(400, "tools are not supported"))
    drafts(endpoint, Note, Note, mode_memory=memory)
    assert ways(endpoint) == [Way.TOOLS, Way.STRICT, Way.STRICT]
    assert memory.remembered(endpoint.base_url, "test-model") == "json_schema"


@pytest.mark.parametrize("kept", ["", "xml", "text"])
def test_what_was_kept_for_another_mode_is_nothing(endpoint, kept):
    memory = Memory()
    memory.remember(endpoint.base_url, "test-model", kept)
    endpoint.judge = takes(*Way, error=failure(500))
    (draft,) = drafts(endpoint, Note, mode="tools", mode_memory=memory)
    assert draft.mode == "tools"


# The words of a refusal


@pytest.mark.parametrize(
    ("said", "way", "why"),
    [
        ("", Way.STRICT, Refusal.UNSAID),
        ("Bad Request", Way.TOOLS, Refusal.UNSAID),
        ("Error: internal server error.", Way.SHAPED, Refusal.UNSAID),
        ("", Way.TEXT, None),
        ("response_format", Way.TEXT, None),
        ("max_tokens is too large: 9000", Way.STRICT, None),
        ("unknown model", Way.TOOLS, None),
        (
            "'response_format' of type 'json_schema' is not supported with this model",
            Way.STRICT,
            Refusal.MODE,
        ),
        ('response_format type must be one of "text" or "json_object"', Way.STRICT, Refusal.MODE),
        (
            "This model does not support 'json_schema'. Supported formats: json_object.",
            Way.SCHEMA,
            Refusal.MODE,
        ),
        ("Unrecognized request argument: strict", Way.STRICT, Refusal.WAY),
        ("Unrecognized request argument: strict", Way.SCHEMA, Refusal.MODE),
        ("response_format.schema is not allowed", Way.SHAPED, Refusal.SCHEMA),
        ("unknown field schema in response_format", Way.SHAPED, Refusal.WAY),
        ("json_object is not supported", Way.OBJECT, Refusal.MODE),
        ("Invalid schema for response_format 'Note'", Way.STRICT, Refusal.SCHEMA),
        ("The provided JSON schema contains features not supported", Way.STRICT, Refusal.SCHEMA),
        ("Failed to compile grammar", Way.TOOLS, Refusal.GRAMMAR),
        ('"auto" tool choice requires --enable-auto-tool-choice', Way.TOOLS, Refusal.MODE),
        ("No endpoints found that support tool use", Way.TOOLS, Refusal.MODE),
        ("No endpoints found that can handle the requested parameters", Way.STRICT, Refusal.MODE),
        ("registry.example/m does not support tools", Way.TOOLS, Refusal.MODE),
        ("registry.example/m does not support tools", Way.STRICT, None),
    ],
)
def test_words(said, way, why):
    assert refusal(said, way) is why


@given(st.text(max_size=200), st.sampled_from(Way))
def test_any_words_can_be_read(said, way):
    assert refusal(said, way) is None or way is not Way.TEXT


def test_words_are_read_in_time():
    for said in (
        "invalid request error " * 180 + "x",
        "error " * 600,
        "4 " * 1900 + "x",
        "schema " * 500,
        "." * 3900 + "x",
    ):
        for way in Way:
            refusal(said, way)


@given(st.lists(st.tuples(st.sampled_from(Way), st.sampled_from(Refusal), st.sampled_from([Note, Open]))))
def test_some_way_is_always_left(refusals):
    modes = Modes()
    for way, why, schema in refusals:
        if way is not Way.TEXT:
            modes.refuse(way, schema, why)
    for schema in (Note, Open):
        best = modes.best(schema)
        assert best is not None
        tried: list[Way] = []
        while (way := modes.best(schema, tried)) is not None:
            tried.append(way)
        assert tried[0] is best
        assert len(tried) == len(set(tried))
        assert Way.TEXT in tried


def test_every_way_has_a_mode():
    assert {way.mode for way in Way} == set(Mode) - {Mode.AUTO}
