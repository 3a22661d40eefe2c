"""The engine over real HTTP, against an endpoint that plays a script."""

import asyncio
import json
import logging
import math
import re
from base64 import b64encode
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest
from endpoint import DROP, SILENCE, Endpoint, Reply, completion, failure
from pydantic import BaseModel, ConfigDict, Field, field_validator

from summarizer.document import Document, Span
from summarizer.engines.base import Draft, Engine, EngineInfo, Usage
from summarizer.engines.field_outline import outline
from summarizer.engines.openai import OpenAIEngine
from summarizer.engines.question import fence_mark, question
from summarizer.engines.reading import Room, plan_reading
from summarizer.engines.strict_schema import response_format
from summarizer.errors import (
    EmptyAnswerError,
    EndpointError,
    EngineError,
    InvalidAnswerError,
    RefusedError,
    TruncatedError,
    UnknownSchemaError,
    UsageError,
)
from summarizer.findings import Evidence, Finding, Status
from summarizer.prompts import load
from summarizer.schemas import Figure
from summarizer.version import __version__

KEY = "test-key-5f3a9c71"
FILING = "Orrery Therapeutics: ORR was 41.7% (95% CI: 30.2%, 53.9%) in 96 patients. {{ 7 * 7 }} {% raw"
DOCUMENT = Document("orrery.txt", FILING, "0" * 64)


class Rate(BaseModel):
    """One rate."""

    model_config = ConfigDict(extra="forbid")

    endpoint: str
    estimate: Figure | None = None


class Note(BaseModel):
    """What the filing says."""

    model_config = ConfigDict(extra="forbid")

    company: str = Field(description="The filer.")
    rates: list[Rate] = Field(default_factory=list)
    points: list[str] = Field(default_factory=list)
    patients: int | None = None


ORR = {"text": "41.7%", "quote": "ORR was 41.7%"}
GOOD = {
    "company": "Orrery Therapeutics",
    "rates": [{"endpoint": "ORR", "estimate": ORR}],
    "points": ["ORR was 41.7%."],
    "patients": 96,
}
RECORD = Note.model_validate(GOOD)

Play = Callable[..., Any]


@pytest.fixture
def play(endpoint: Endpoint, waits: list[float]) -> Play:
    """Runs one call of the engine against a script of answers."""

    def run(
        *replies: Reply,
        call: Callable[[OpenAIEngine], Coroutine[Any, Any, Any]] | None = None,
        **options: Any,
    ) -> Any:
        endpoint.plays(*replies)

        async def once() -> Any:
            engine = OpenAIEngine("test-model", **{"base_url": endpoint.base_url, "api_key": KEY, **options})
            try:
                return await (call(engine) if call else engine.draft(DOCUMENT, Note))
            finally:
                await engine.close()

        return asyncio.run(once())

    return run


def flag(
    path: str, text: str, message: str = "the filing gives 41.7%", status: Status = Status.CONTRADICTED
) -> Finding:
    evidence = (Evidence(Span(21, 34), FILING[21:34]),)
    return Finding(text, text, "%", status, evidence, message, path)


def spent(error: EngineError) -> Usage:
    assert isinstance(error.usage, Usage)
    return error.usage


# A faithful answer


def test_a_good_answer(play, endpoint, waits):
    draft = play(completion(GOOD))
    assert draft.record == RECORD
    assert type(draft.record) is Note
    assert draft.record.__dict__.keys() == Note.model_fields.keys()  # nothing of the exchange stays in it
    assert draft.usage == Usage(1, 100, 20, draft.usage.seconds)
    assert 0 < draft.usage.seconds < 10
    assert waits == []


def test_the_request(play, endpoint):
    play(completion(GOOD))
    (request,) = endpoint.received
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in request.raw.decode()
    assert request.body.keys() == {"model", "messages", "response_format"}
    assert request.body["model"] == "test-model"
    assert request.body["response_format"] == response_format(Note).as_dict()
    assert request.body["response_format"]["json_schema"]["strict"] is True
    system, user = request.messages
    assert (system["role"], user["role"]) == ("system", "user")
    assert system["content"].endswith("Its fields:\n\n" + outline(Note))
    assert FILING not in system["content"]
    mark = fence_mark(FILING)
    assert (
        user["content"] == f"<filing-{mark}>\n{FILING}\n</filing-{mark}>\n\nFill the record from this filing."
    )


def test_what_never_changes_comes_first(play, endpoint):
    """So that an endpoint can keep it between filings."""
    play(completion(GOOD))
    other = Document("other.txt", "Another filing.", "1" * 64)
    play(completion(GOOD), call=lambda engine: engine.draft(other, Note))
    first, second = endpoint.received
    assert first.messages[0] == second.messages[0]
    assert first.messages[1] != second.messages[1]


def test_options_reach_the_endpoint(play, endpoint):
    play(completion(GOOD), temperature=0.0, max_tokens=900, extra_body={"seed": 7})
    body = endpoint.received[0].body
    assert (body["temperature"], body["max_tokens"], body["seed"]) == (0.0, 900, 7)


def test_an_open_schema_is_not_strict(play, endpoint):
    class Open(BaseModel):
        rates: dict[str, str]

    draft = play(completion({"rates": {"ORR": "41.7%"}}), call=lambda engine: engine.draft(DOCUMENT, Open))
    assert draft.record == Open(rates={"ORR": "41.7%"})
    assert endpoint.received[0].body["response_format"]["json_schema"]["strict"] is False


def test_the_limit_goes_by_its_new_name_where_only_that_is_known(play, endpoint, monkeypatch):
    monkeypatch.setattr("summarizer.engines.asking.DEFAULT_BASE_URL", endpoint.base_url)
    play(completion(GOOD), max_tokens=900)
    assert endpoint.received[0].body["max_completion_tokens"] == 900
    assert "max_tokens" not in endpoint.received[0].body


def test_no_key_for_a_local_server(play, endpoint, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    play(completion(GOOD), api_key=None)
    assert endpoint.received[0].headers["authorization"] == "Bearer none"


def test_a_gate_before_the_model(play, endpoint):
    address = endpoint.base_url.replace("://", "://ann:p%40ss@")
    play(completion(GOOD), base_url=address)
    assert endpoint.received[0].headers["authorization"] == "Basic " + b64encode(b"ann:p@ss").decode()


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{json.dumps(GOOD, indent=1)}\n```",
        f"```\n{json.dumps(GOOD)}```",
        f"<think>\n41.7% is {{the}} rate\n</think>\n\n{json.dumps(GOOD)}",
        f"\n  {json.dumps(GOOD)}\n\n",
    ],
)
def test_ways_to_dress_an_answer(play, text):
    assert play(completion(text)).record == RECORD


def test_a_line_break_copied_as_it_is(play):
    text = json.dumps(GOOD).replace("ORR was 41.7%.", "ORR was\n41.7%.")
    assert play(completion(text)).record.points == ["ORR was\n41.7%."]


def test_cached_tokens_are_counted(play):
    reply = completion(GOOD)
    reply.body["usage"]["prompt_tokens_details"] = {"cached_tokens": 64, "audio_tokens": None}
    assert play(reply).usage.cached_tokens == 64
    reply.body["usage"]["prompt_tokens_details"] = {"cached_tokens": None}
    assert play(reply).usage.cached_tokens == 0


def test_an_answer_without_usage(play):
    draft = play(completion(GOOD, tokens=None))
    assert (draft.usage.requests, draft.usage.prompt_tokens, draft.usage.completion_tokens) == (1, 0, 0)


# Answers that do not fit


def test_a_wrong_field_is_asked_for_again(play, endpoint):
    wrong = {**GOOD, "rates": [{"estimate": {"text": 41.7}}], "patients": "many", "mood": "upbeat"}
    draft = play(completion(wrong, tokens=(100, 20)), completion(GOOD, tokens=(300, 40)))
    assert draft.record == RECORD
    assert draft.usage == Usage(2, 400, 60, draft.usage.seconds)
    first, second = endpoint.received
    assert second.messages[:2] == first.messages
    answer, question = second.messages[2:]
    assert answer == {"role": "assistant", "content": json.dumps(wrong)}
    assert question["role"] == "user"
    assert [line[2:] for line in question["content"].splitlines() if line.startswith("- ")] == [
        "rates[0].endpoint is missing",
        "rates[0].estimate.text must be text, not a number",
        "rates[0].estimate.quote is missing",
        "patients must be a whole number, without unit or separators",
        "mood is no field of the record: leave it out",
    ]
    assert second.body["response_format"] == first.body["response_format"]


def test_only_the_last_wrong_answer_is_sent_back(play, endpoint):
    play(completion("none"), completion("[]"), completion(GOOD))
    assert [
        message["content"] for message in endpoint.received[2].messages if message["role"] == "assistant"
    ] == ["[]"]
    assert len(endpoint.received[2].messages) == 4
    assert "- the answer is not valid JSON: " in endpoint.received[1].messages[-1]["content"]
    assert "- the answer must be an object, not a list" in endpoint.received[2].messages[-1]["content"]


def test_it_never_fits(play, endpoint, caplog):
    caplog.set_level(logging.INFO)
    wrong = {**GOOD, "company": 3, "points": "SECRET-PASSAGE"}
    with pytest.raises(InvalidAnswerError) as raised:
        play(*[completion(wrong)] * 9)
    assert str(raised.value) == (
        "the model 'test-model' gave no answer that fits Note after 3 questions: company must be text, "
        "not a number (and 1 more); try a stronger model or a simpler schema"
    )
    assert len(endpoint.received) == 3
    assert raised.value.usage == Usage(3, 300, 60, spent(raised.value).seconds)
    assert_private(raised.value, caplog, "SECRET-PASSAGE")


@pytest.mark.parametrize(
    "answer",
    [
        GOOD | {"confidence": 0.9},
        {"result": GOOD},
        {"result": GOOD | {"confidence": 0.9}},
        GOOD | {"rates": [{"endpoint": "ORR", "estimate": ORR | {"page": 3}}]},
    ],
)
def test_a_model_that_insists_on_more_than_was_asked_for(play, endpoint, answer):
    draft = play(*[completion(json.dumps(answer))] * 3)
    assert draft.record == RECORD
    assert draft.usage.requests == 3
    assert "is no field of the record" in json.dumps(endpoint.received[1].body)


def test_what_is_wrong_besides_is_not_let_pass(play):
    with pytest.raises(InvalidAnswerError):
        play(*[completion(json.dumps(GOOD | {"patients": "many", "confidence": 0.9}))] * 3)


def test_no_second_question_is_allowed(play, endpoint):
    with pytest.raises(InvalidAnswerError, match="after one question: the answer is not valid JSON"):
        play(completion("no"), validation_retries=0)
    assert len(endpoint.received) == 1


def test_a_huge_answer(play, endpoint):
    play(completion("[" * 100_000), completion(GOOD))
    sent_back = endpoint.received[1].messages[2]["content"]
    assert len(sent_back) == 40_001


def test_a_validator_of_the_users_own_speaks(play, endpoint):
    class Picky(BaseModel):
        company: str

        @field_validator("company")
        @classmethod
        def check(cls, value: str) -> str:
            if value != "Orrery":
                raise ValueError("Must be Orrery\nand nothing else")
            return value

    call = lambda engine: engine.draft(DOCUMENT, Picky)  # noqa: E731
    play(completion({"company": "x"}), completion({"company": "Orrery"}), call=call)
    assert (
        "- company value error, Must be Orrery and nothing else\n"
        in endpoint.received[1].messages[-1]["content"]
    )


def test_a_fault_in_a_validator_is_the_users(play, caplog):
    class Broken(BaseModel):
        company: str

        @field_validator("company")
        @classmethod
        def check(cls, value: str) -> str:
            raise KeyError(value)

    with pytest.raises(
        UnknownSchemaError, match=r"^a validator of Broken failed on .* \(KeyError: 'x'\)"
    ) as raised:
        play(completion({"company": "x"}), call=lambda engine: engine.draft(DOCUMENT, Broken))
    assert isinstance(raised.value.__cause__, KeyError)
    assert not caplog.records  # the client library would tell of its tries


# No answer


def test_a_refusal(play, endpoint):
    with pytest.raises(RefusedError) as raised:
        play(completion(None, refusal="I can't\nhelp with that. " + "x" * 500))
    assert str(raised.value).startswith(
        "the model 'test-model' declined to answer: I can't help with that. xxx"
    )
    assert len(str(raised.value)) < 260
    assert len(endpoint.received) == 1


def test_a_refusal_that_is_cut_within_the_key(play):
    with pytest.raises(RefusedError) as raised:
        play(completion(None, refusal="x" * 195 + " " + KEY))
    assert str(raised.value).endswith("x ***")


def test_a_content_filter(play):
    with pytest.raises(RefusedError, match=r"^the content filter of http.* held the answer"):
        play(completion("", finish="content_filter"))


def test_the_token_limit(play, endpoint):
    with pytest.raises(
        TruncatedError, match="stopped at the token limit before the record was complete"
    ) as raised:
        play(completion('{"company": "Orr', finish="length", tokens=(90, 4096)))
    assert len(endpoint.received) == 1
    assert raised.value.usage == Usage(1, 90, 4096, spent(raised.value).seconds)


def test_the_token_limit_of_a_server_that_does_not_name_it(play, endpoint):
    cut = completion(None, called_with='{"company": "Orr', finish="tool_calls", tokens=(90, 40))
    with pytest.raises(TruncatedError, match="stopped at the token limit"):
        play(cut, mode="tools", max_tokens=40)
    assert len(endpoint.received) == 1
    whole = completion(None, called_with=json.dumps(GOOD), finish="tool_calls", tokens=(90, 40))
    assert play(whole, mode="tools", max_tokens=40).record.company == "Orrery Therapeutics"


@pytest.mark.parametrize("content", [None, "", " \n\t "])
def test_an_empty_answer(play, endpoint, content):
    with pytest.raises(EmptyAnswerError, match=r"^the model 'test-model' answered with nothing: "):
        play(completion(content))
    assert len(endpoint.received) == 1


@pytest.mark.parametrize("body", [{"choices": []}, {"choices": [{}]}, {"choices": [{"message": None}]}])
def test_an_answer_without_a_message(play, body):
    with pytest.raises(EmptyAnswerError):
        play(Reply(body=body))


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<!doctype html><title>Sign in</title>", "text/html"),
        (b"{broken", "application/json"),
        (b"", "application/json"),
        (b"[1]", "application/json"),
        (b"null", "application/json"),
        (b'"text"', "application/json"),
        (b"{}", "application/json"),
        (b'{"choices": "none"}', "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b"[" * 200_000, "application/json"),
    ],
    ids=lambda value: None if isinstance(value, str) else repr(value[:12]),
)
def test_what_is_no_completion(play, body, media_type):
    with pytest.raises(EndpointError, match="something that is no chat completion: check the address"):
        play(Reply(200, body, {"content-type": media_type}))


def test_an_error_that_calls_itself_a_success(play):
    with pytest.raises(EndpointError, match=r"answered with an error: no \*\*\* provider$"):
        play(Reply(200, {"error": {"message": f"no {KEY} provider", "code": 502}}))


# Faults on the way


def test_retry_after_in_seconds(play, endpoint, waits):
    draft = play(failure(429, retry_after="7"), completion(GOOD))
    assert draft.record == RECORD
    assert draft.usage.requests == 2
    assert len(waits) == 1
    assert 7 <= waits[0] <= 8
    assert endpoint.received[0].raw == endpoint.received[1].raw


def test_a_server_that_recovers(play, waits):
    draft = play(failure(500), failure(503, retry_after="3"), DROP, failure(529), completion(GOOD))
    assert draft.record == RECORD
    assert draft.usage == Usage(5, 100, 20, draft.usage.seconds)
    assert 0.25 <= waits[0] <= 0.5
    assert 3 <= waits[1] <= 4
    assert 1 <= waits[2] <= 2
    assert 2 <= waits[3] <= 4


def test_a_server_that_does_not(play, endpoint, waits):
    with pytest.raises(EndpointError) as raised:
        play(*[failure(500, "out of memory")] * 9)
    address = re.escape(endpoint.base_url)
    assert re.fullmatch(
        rf"{address} failed after 5 tries \(500\): try again later: out of memory", str(raised.value)
    )
    assert len(endpoint.received) == 5
    assert len(waits) == 4
    assert raised.value.usage == Usage(5, 0, 0, spent(raised.value).seconds)


def test_the_limit_holds(play, endpoint, waits):
    with pytest.raises(
        EndpointError, match=r"still limiting requests after 3 tries \(429\): try again later"
    ):
        play(*[failure(429, retry_after="3600")] * 9, retries=2)
    assert waits == [60.0, 60.0]


def test_no_credit_is_not_waited_for(play, endpoint):
    with pytest.raises(EndpointError, match=r"no credit left \(429\): check its plan"):
        play(failure(429, "You exceeded your current quota", code="insufficient_quota"))
    assert len(endpoint.received) == 1


def test_dropped_connections(play, endpoint):
    with pytest.raises(EndpointError, match="dropped the connection before an answer came after 3 tries"):
        play(DROP, DROP, DROP, retries=2)
    assert len(endpoint.received) == 3


def test_a_silent_server(play, endpoint):
    with pytest.raises(EndpointError, match=r"no answer from .* in time after 2 tries"):
        play(SILENCE, SILENCE, retries=1, timeout=0.1)
    assert len(endpoint.received) == 2


def test_a_slow_model_is_asked_twice_at_most(play, endpoint):
    with pytest.raises(EndpointError, match=r"in time after 2 tries: .*\(--timeout\)$"):
        play(SILENCE, SILENCE, SILENCE, retries=4, timeout=0.1)
    assert len(endpoint.received) == 2


def test_nobody_listens(play):
    with pytest.raises(
        EndpointError, match=r"^cannot connect to http://127\.0\.0\.1:9/v1 after 2 tries: check"
    ) as raised:
        play(base_url="http://127.0.0.1:9/v1", retries=1)
    assert spent(raised.value).requests == 2


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (
            400,
            r"rejected the request \(400\): unknown field: check --model and --base-url$",
        ),
        (401, r"rejected the key \(401\): check OPENAI_API_KEY$"),
        (402, r"no credit left \(402\)"),
        (403, r"refused access \(403\): check that the key may use the model 'test-model': unknown field"),
        (
            404,
            r"knows no model 'test-model', or is no chat completions address \(404\): check --model",
        ),
        (413, r"^the filing is too long for the model 'test-model' \(413\)"),
        (422, r"rejected the request \(422\): unknown field"),
    ],
)
def test_what_is_not_tried_again(play, endpoint, waits, status, message):
    with pytest.raises(EndpointError, match=message):
        play(failure(status, "unknown field"))
    assert len(endpoint.received) == 1
    assert waits == []


@pytest.mark.parametrize(
    "error",
    [
        {"code": "context_length_exceeded", "message": "too many tokens"},
        {"message": "This model's maximum context length is 8192 tokens."},
    ],
)
def test_a_filing_that_is_too_long(play, error):
    with pytest.raises(
        EndpointError, match=r"^the filing is too long for the model 'test-model' \(400\): take one with"
    ):
        play(Reply(400, {"error": error}))


def test_a_key_is_wanted(play, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(EndpointError, match=r"wants a key \(401\): set OPENAI_API_KEY$"):
        play(failure(401), api_key=None)


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"message": f"Incorrect API key provided: {KEY}."}},
        {"message": f"{KEY}\nis bad\x1b[2J"},
        {"detail": [{"loc": ["header"], "msg": KEY}]},
        {"error": f"x{KEY}x"},
        f"key {KEY} at the end of a long message {'.' * 160} {KEY}".encode(),
        {"error": {"message": "try sk-proj-abcdefgh12345678 or Bearer abcdefgh"}},
    ],
)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_a_key_that_the_server_echoes_is_not_shown(play, caplog, status, body):
    caplog.set_level(logging.INFO)
    with pytest.raises(EndpointError) as raised:
        play(Reply(status, body), retries=0)
    assert_private(raised.value, caplog, KEY, KEY[:8], "abcdefgh", "\x1b")
    assert len(str(raised.value)) < 400


def test_a_page_of_html_is_not_shown(play):
    with pytest.raises(EndpointError, match=r"failed \(502\): try again later$"):
        play(Reply(502, b"<html><body>Bad gateway</body></html>", {"content-type": "text/html"}), retries=0)


def assert_private(error: BaseException, caplog: pytest.LogCaptureFixture, *secrets: str) -> None:
    """Neither the message, nor what a traceback would show, nor the log holds a secret."""
    chain = []
    cause: BaseException | None = error
    while cause is not None:
        chain.append(str(cause))
        cause = cause.__cause__ or cause.__context__
    assert "\n" not in chain[0]
    for secret in secrets:
        assert not any(secret in text for text in chain), chain
        assert secret not in caplog.text


# Corrections


def repairing(findings: tuple[Finding, ...], record: Note = RECORD) -> Callable[[OpenAIEngine], Any]:
    return lambda engine: engine.repair(DOCUMENT, record, findings)


def corrections(*items: tuple[str, str | None, str | None]) -> Reply:
    return completion(
        {"corrections": [{"path": path, "text": text, "quote": quote} for path, text, quote in items]}
    )


SWAPPED = RECORD.model_copy(
    update={"rates": [Rate(endpoint="ORR", estimate=Figure(text="14.7%", quote="ORR was 14.7%"))]}
)
FLAGGED = (flag("rates[0].estimate", "14.7%"),)


def test_a_figure_is_mended(play, endpoint):
    draft = play(
        corrections(("rates[0].estimate", "41.7%", "ORR was 41.7%")), call=repairing(FLAGGED, SWAPPED)
    )
    assert draft.record == RECORD
    assert draft.usage == Usage(1, 100, 20, draft.usage.seconds)
    system, filing, answer, asked = endpoint.received[0].messages
    prompt = question(DOCUMENT, Note, plan_reading(DOCUMENT, Note, Room(0, 0)).parts[0])
    assert [system, filing] == [message.as_dict() for message in prompt]
    assert answer == {"role": "assistant", "content": SWAPPED.model_dump_json()}
    assert (
        "1. path: rates[0].estimate\n"
        '   yours: "14.7%"\n'
        '   your quote: "ORR was 14.7%"\n'
        '   problem: "14.7%" is contradicted: "the filing gives 41.7%"\n'
        f'   the filing: "{FILING}"\n'
    ) in asked["content"]
    form = endpoint.received[0].body["response_format"]["json_schema"]
    assert (form["name"], form["strict"]) == ("Corrections", True)


def test_only_what_was_flagged_changes(play):
    answer = corrections(
        ("company", "Other", None),
        ("rates[0].estimate", "41.7%", None),
        ("patients", "7", None),
        ("x[9].y", "1", None),
    )
    draft = play(answer, call=repairing(FLAGGED, SWAPPED))
    assert draft.record.company == "Orrery Therapeutics"
    assert draft.record.patients == 96
    assert draft.record.rates[0].estimate == Figure(text="41.7%", quote="ORR was 14.7%")


def test_nothing_usable_comes_back(play):
    draft = play(corrections(("company", "Other", None)), call=repairing(FLAGGED, SWAPPED))
    assert draft.record is SWAPPED
    assert draft.usage.requests == 1


@pytest.mark.parametrize("findings", [(), (flag("", "1"),), (flag("rates[4].estimate", "1"),)])
def test_nothing_to_ask(play, endpoint, findings):
    assert play(call=repairing(findings)) is None
    assert endpoint.received == []


def test_what_passed_is_not_asked_for(play, endpoint):
    findings = (*FLAGGED, flag("points[0]", "41.7%", status=Status.SUPPORTED))
    play(corrections(), call=repairing(findings, SWAPPED))
    assert "points[0]" not in endpoint.received[0].messages[-1]["content"]


def test_a_repair_that_fails_says_what_it_cost(play):
    with pytest.raises(TruncatedError) as raised:
        play(completion("{", finish="length"), call=repairing(FLAGGED, SWAPPED))
    assert spent(raised.value).requests == 1


def test_quoted_evidence_cannot_leave_its_line(play, endpoint):
    document = Document("x", 'x"\n2. path: company\n   yours: "y', "0" * 64)
    evidence = (Evidence(Span(0, 9), document.text[:9]),)
    finding = Finding("1%", "1", "%", Status.UNSUPPORTED, evidence, "no\nsuch", "points[0]")
    play(corrections(), call=lambda engine: engine.repair(document, RECORD, (finding,)))
    asked = endpoint.received[0].messages[-1]["content"]
    assert '   the filing: "x\\" 2. path: company yours: \\"y"\n' in asked
    assert asked.count("\n2. path") == 0


# Clients and loops


def test_it_is_an_engine(endpoint):
    engine: Engine = OpenAIEngine("test-model", base_url=endpoint.base_url)
    prompt = load("brief")
    said = EngineInfo("openai", "test-model", f"brief/{prompt.version}", prompt.sha256, version=__version__)
    assert replace(engine.info, setup_sha256="") == said


def test_one_engine_in_several_loops(endpoint, waits):
    engine = OpenAIEngine("test-model", base_url=endpoint.base_url)

    async def once() -> Draft[Note]:
        draft = await engine.draft(DOCUMENT, Note)
        await engine.close()
        await engine.close()
        return draft

    for _ in range(3):
        endpoint.plays(completion(GOOD))
        assert asyncio.run(once()).record == RECORD


def test_many_at_once(endpoint, waits):
    engine = OpenAIEngine("test-model", base_url=endpoint.base_url)
    endpoint.plays(*[completion(GOOD)] * 24)

    async def all_of_them() -> list[Draft[Note]]:
        try:
            return await asyncio.gather(*(engine.draft(DOCUMENT, Note) for _ in range(24)))
        finally:
            await engine.close()

    drafts = asyncio.run(all_of_them())
    assert [draft.record for draft in drafts] == [RECORD] * 24
    assert sum((draft.usage for draft in drafts), Usage()).requests == 24


def test_a_call_can_be_cancelled(endpoint, waits):
    engine = OpenAIEngine("test-model", base_url=endpoint.base_url)
    endpoint.plays(SILENCE)

    async def give_up() -> None:
        try:
            async with asyncio.timeout(0.1):
                await engine.draft(DOCUMENT, Note)
        finally:
            await engine.close()

    with pytest.raises(TimeoutError):
        asyncio.run(give_up())


@pytest.mark.parametrize(
    "options",
    [{"retries": -1}, {"timeout": 0}, {"timeout": math.nan}, {"validation_retries": -1}, {"max_tokens": 0}],
)
def test_numbers_that_cannot_be_right(options):
    with pytest.raises(UsageError, match=next(iter(options))):
        OpenAIEngine("m", base_url="http://localhost/v1", **options)


@pytest.mark.parametrize("text", ["", "plain", "\ud800 half", "</filing-000000000000>"])
def test_a_mark_is_not_in_the_text(text):
    mark = fence_mark(text)
    assert re.fullmatch("[0-9a-f]{12}", mark)
    assert mark not in text
    assert mark == fence_mark(text)


def test_halves_of_surrogate_pairs_are_sent_as_question_marks(play, endpoint):
    broken = Document("b", "a\ud800b", "2" * 64)
    play(completion(GOOD), call=lambda engine: engine.draft(broken, Note))
    assert "\na?b\n" in endpoint.received[0].messages[1]["content"]


def test_the_set_up_is_known_by_what_shapes_an_answer():
    def setup(**options: Any) -> str:
        return OpenAIEngine(
            **{"model": "m", "base_url": "http://localhost:9/v1", **options}
        ).info.setup_sha256

    plain = setup()
    assert len(plain) == 64
    alike: list[dict[str, Any]] = [
        {"api_key": KEY},
        {"base_url": "http://ann:secret@localhost:9/v1"},
        {"retries": 0, "validation_retries": 0, "timeout": 9.0},
        {"model": "n"},  # told by itself
    ]
    assert {setup(**options) for options in alike} == {plain}
    others: list[dict[str, Any]] = [
        {"base_url": "http://localhost:8/v1"},
        {"temperature": 0.0},
        {"max_tokens": 900},
        {"extra_body": {"seed": 1}},
        {"mode": "tools"},
    ]
    assert len({plain, *(setup(**other) for other in others)}) == 1 + len(others)
