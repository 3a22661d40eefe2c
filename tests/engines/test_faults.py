"""The engine against servers that speak HTTP badly: it ends in time, within memory, and in clear words."""

import asyncio
import gzip
import json
import re
import time
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from faulty_server import Behaviour, FaultyServer, Line, completion_bytes, misbehaving
from pydantic import BaseModel

from summarizer.document import Document
from summarizer.engines import connection
from summarizer.engines.base import Draft, Usage
from summarizer.engines.openai import OpenAIEngine
from summarizer.errors import EndpointError, EngineError, InvalidAnswerError

DOCUMENT = Document("orrery.txt", "Orrery Therapeutics: ORR was 41.7% in 96 patients.", "0" * 64)
LIMIT = 200_000
SECONDS = 0.25  # for one answer


class Note(BaseModel):
    company: str
    patients: float | None = None


GOOD = {"company": "Orrery Therapeutics", "patients": 96}
RECORD = Note.model_validate(GOOD)
BYTES = completion_bytes(GOOD)
NO_COMPLETION = r"answered with something that is no chat completion: check the address; most end in /v1$"
TOO_LONG = (
    r"answered with more than 200,000 bytes, which no record needs: check --base-url, or try another model$"
)
DROPPED = r"dropped the connection before an answer came after 2 tries: try again later$"
LATE = (
    r"^no answer from http://127\.0\.0\.1:\d+/v1 in time after 2 tries: "
    r"it may be overloaded, or need longer \(--timeout\)$"
)


@pytest.fixture
def waits(waits: list[float], monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """As everywhere; and no answer may be large."""
    monkeypatch.setattr(connection, "LARGEST_ANSWER", LIMIT)
    return waits


@pytest.fixture(scope="module", autouse=True)
def _first_use() -> None:
    """What is imported and made for the first request of all takes its time and memory, once."""
    with misbehaving(lambda line: line.answer(BYTES)) as server:
        draft(server)


def draft(server: FaultyServer, **options: Any) -> Draft[Note]:
    async def run() -> Draft[Note]:
        engine = OpenAIEngine(
            "test-model", **{"base_url": server.base_url, "retries": 1, "timeout": 10.0, **options}
        )
        try:
            return await engine.draft(DOCUMENT, Note)
        finally:
            await engine.close()

    return asyncio.run(run())


def fails(*behaviours: Behaviour, **options: Any) -> tuple[EngineError, int]:
    """The error that a call ends with, in time, and how many requests there were."""
    begin = time.monotonic()
    with misbehaving(*behaviours) as server, pytest.raises(EngineError) as raised:
        draft(server, **options)
    assert time.monotonic() - begin < 30.0
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400
    assert isinstance(raised.value.usage, Usage)
    requests = raised.value.usage.requests
    late = options.get("timeout") == SECONDS  # a busy machine may not get to the server by then
    assert server.requests <= requests if late else server.requests == requests
    return raised.value, requests


# Time


def slow_headers(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\n")
    line.drip(b"x-more: 1\r\n", 0.02)


def slow_body(line: Line) -> None:
    line.head(10_000)
    line.drip(b" ", 0.02)


def slow_chunks(line: Line) -> None:
    line.head(transfer_encoding="chunked")
    line.drip(b"1\r\n \r\n", 0.02)


def silence(line: Line) -> None:
    line.drip(b"", 0.02)


def slow_error(line: Line) -> None:
    line.head(10_000, "400 Bad Request")
    line.drip(b" ", 0.02)


@pytest.mark.parametrize("behaviour", [slow_headers, slow_body, slow_chunks, silence, slow_error])
def test_an_answer_has_one_deadline(waits, behaviour):
    """Each byte comes in time; the answer never does."""
    error, requests = fails(behaviour, timeout=SECONDS)
    assert isinstance(error, EndpointError)
    assert re.search(LATE, str(error))
    assert requests == 2


def test_a_slow_answer_is_an_answer(waits):
    def slow(line: Line) -> None:
        line.head(len(BYTES) + 20)
        for _ in range(20):
            line.send(b" ")
            time.sleep(0.002)
        line.send(BYTES)

    with misbehaving(slow) as server:
        assert draft(server).record == RECORD


# Connections that end


def drops(line: Line) -> None:
    """Closes without a word."""


def half_a_head(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\ncontent-ty")


def half_a_body(line: Line) -> None:
    line.head(len(BYTES))
    line.send(BYTES[: len(BYTES) // 2])


def half_a_chunk(line: Line) -> None:
    line.head(transfer_encoding="chunked")
    line.send(b"400\r\n" + BYTES[:100])


def no_http(line: Line) -> None:
    line.send(b"220 mail.example ESMTP\r\n")


def endless_headers(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\n")
    line.flood(b"x-more: " + b"1" * 1000 + b"\r\n", 3000)


@pytest.mark.parametrize(
    "behaviour", [drops, half_a_head, half_a_body, half_a_chunk, no_http, endless_headers]
)
def test_a_connection_that_breaks_is_tried_again(waits, behaviour):
    error, requests = fails(behaviour)
    assert re.search(DROPPED, str(error))
    assert requests == 2
    with misbehaving(behaviour, lambda line: line.answer(BYTES)) as server:
        made = draft(server)
    assert (made.record, made.usage.requests, made.usage.prompt_tokens) == (RECORD, 2, 100)


def test_a_body_that_is_cut_where_its_length_says(waits):
    error, requests = fails(lambda line: line.answer(BYTES[: len(BYTES) // 2]))
    assert re.search(NO_COMPLETION, str(error))
    assert requests == 1


def test_a_body_that_ends_with_the_connection(waits):
    def unmeasured(line: Line) -> None:
        line.head()
        line.send(BYTES)

    with misbehaving(unmeasured) as server:
        assert draft(server).record == RECORD


# Size


def long_body(line: Line) -> None:
    line.head(100_000_000)
    line.flood(b" " * 100_000, 1000)


def long_body_unmeasured(line: Line) -> None:
    line.head()
    line.flood(b"x" * 100_000, 1000)


def whitespace(line: Line) -> None:
    line.head(transfer_encoding="chunked")
    line.flood(b"2710\r\n" + b"\n" * 10_000 + b"\r\n", 10_000)


BOMB = gzip.compress(b" " * 50_000_000)
ZLIB_BOMB = zlib.compress(b"[" * 50_000_000)


def bomb(line: Line) -> None:
    line.answer(BOMB, content_encoding="gzip")


def zlib_bomb(line: Line) -> None:
    line.answer(ZLIB_BOMB, content_encoding="deflate")


def long_error(line: Line) -> None:
    line.head(status="400 Bad Request")
    line.flood(b"response_format " * 6_000, 1000)


def long_content(line: Line) -> None:
    line.answer(completion_bytes("x" * 300_000))


@pytest.mark.parametrize(
    "behaviour",
    [long_body, long_body_unmeasured, whitespace, bomb, zlib_bomb, long_error, long_content],
)
def test_an_answer_has_a_largest_size(waits, behaviour):
    error, requests = within(8 * LIMIT, lambda: fails(behaviour))
    assert re.search(TOO_LONG, str(error))
    assert requests == 1  # no second try would be shorter


def within(most: int, call: Callable[[], Any]) -> Any:
    """What `call` gives, if it takes no more than so many bytes at once."""
    tracemalloc.start()
    try:
        result = call()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most, f"{peak:,} bytes"
    return result


def test_a_bomb_is_small():
    assert len(BOMB) < LIMIT
    assert len(ZLIB_BOMB) < LIMIT


# Packing


@pytest.mark.parametrize(
    ("pack", "name"),
    [(gzip.compress, "gzip"), (gzip.compress, "X-GZIP"), (zlib.compress, "deflate"), (bytes, "identity")],
)
def test_a_packed_answer(waits, pack, name):
    with misbehaving(lambda line: line.answer(pack(BYTES), content_encoding=name)) as server:
        assert draft(server).record == RECORD


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (BYTES, "gzip", "answered with something that cannot be unpacked: check --base-url"),
        (
            gzip.compress(BYTES)[:-20],
            "gzip",
            "answered with something that cannot be unpacked: check --base-url",
        ),
        (BYTES, "br", "answered packed in a way that it was not asked for ('br'): check --base-url"),
        (BYTES, "gzip, gzip", "answered packed in a way that it was not asked for ('gzip, gzip'): check"),
    ],
)
def test_an_answer_that_cannot_be_unpacked(waits, body, name, words):
    error, requests = fails(lambda line: line.answer(body, content_encoding=name))
    assert words in str(error)
    assert requests == 1


# Limits on requests


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [
        ("1e9", 60.0, 60.0),
        ("1000000000", 60.0, 60.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0, 1.0),
        ("Wed, 21 Oct 9915 07:28:00 GMT", 60.0, 60.0),
        ("-7", 0.0, 1.0),
        ("soon", 0.25, 0.5),
        (None, 0.25, 0.5),
    ],
)
def test_a_storm_of_limits(waits, stated, low, high):
    headers = {"retry_after": stated} if stated else {}
    error, requests = fails(lambda line: line.answer(b"{}", "429 Too Many Requests", **headers), retries=3)
    assert re.search(r"is still limiting requests after 4 tries \(429\): try again later", str(error))
    assert requests == 4
    assert low <= waits[0] <= high
    assert max(waits) <= 60.0


def test_a_storm_that_passes(waits):
    def limit(line: Line) -> None:
        line.answer(b"", "429 Too Many Requests")

    with misbehaving(*[limit] * 4, lambda line: line.answer(BYTES)) as server:
        made = draft(server, retries=4)
    assert (made.record, made.usage.requests, made.usage.completion_tokens) == (RECORD, 5, 20)


# Where it leads, and what it is


@pytest.mark.parametrize(
    "status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"]
)
def test_a_redirect_is_told_and_not_followed(waits, status):
    error, requests = fails(
        lambda line: line.answer(
            b"", status, location="https://other.example/api/v1/chat/completions?key=secret"
        )
    )
    code = status[:3]
    assert str(error).endswith(
        f" redirects to https://other.example/api/v1 ({code}): give that one as --base-url"
    )
    assert requests == 1


def test_a_redirect_to_nowhere(waits):
    error, _ = fails(lambda line: line.answer(b"", "302 Found"))
    assert str(error).endswith(" redirects to another address (302): give that one as --base-url")


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<!doctype html><title>Sign in</title>", "text/html"),
        (b"data: " + BYTES + b"\n\ndata: [DONE]\n\n", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"a":' * 30_000, "application/json"),
        (b"\xff\xfe{}", "application/json"),
        (BYTES.replace(b"Orrery", b"Orr\xe9ry"), "application/json"),
        (b'{"choices": NaN}', "application/json"),
        (b"", "application/json"),
    ],
)
def test_what_is_no_completion(waits, body, media_type):
    error, requests = fails(lambda line: line.answer(body, content_type=media_type))
    assert re.search(NO_COMPLETION, str(error))
    assert requests == 1


@pytest.mark.parametrize("media_type", ["text/html", "text/event-stream", "", "application/octet-stream"])
def test_an_answer_by_another_name(waits, media_type):
    with misbehaving(lambda line: line.answer(BYTES, content_type=media_type)) as server:
        assert draft(server).record == RECORD


def test_an_error_that_calls_itself_a_success(waits):
    body = json.dumps({"error": {"message": "upstream is overloaded"}}).encode()
    error, _ = fails(lambda line: line.answer(body))
    assert str(error).endswith("/v1 answered with an error: upstream is overloaded")


def test_an_error_in_a_deep_body(waits):
    error, _ = fails(lambda line: line.answer(b"[" * 100_000, "503 Service Unavailable"))
    assert re.search(r"failed after 2 tries \(503\): try again later: \[+…$", str(error))


# What stands in the answer


@pytest.mark.parametrize(
    "text",
    [
        '{"company": "Orrery", "patients": NaN}',
        '{"company": "Orrery", "patients": -Infinity}',
        '{"company": "Orrery", "patients": 1e999}',
        '{"company": "Orrery", "patients": ' + "[" * 100_000,
        '{"company": ' * 5_000,
        '{"company": NaN, "patients": ' + "[" * 100_000,
        '{"company": "Orrery", "patients": ' + "9" * 5000 + "}",
        '{"company": "Orr\\ud800ery", "patients": 1}',
    ],
    ids=lambda text: text[:48],
)
def test_an_answer_that_no_record_can_hold(waits, text):
    error, requests = fails(
        lambda line: line.answer(completion_bytes(text)), validation_retries=1, timeout=5.0
    )
    assert isinstance(error, InvalidAnswerError)
    assert requests == 2
    assert error.usage == Usage(2, 200, 40, error.usage.seconds)  # type: ignore[attr-defined] # a Usage


@pytest.mark.parametrize(
    "text",
    [
        '{"company": "NaN Infinity 1e999", "patients": 96}',
        '{"company": "NaN Infinity 1e999", "patients": 9.6e1}',
        '{"company": "one", "company": "NaN Infinity 1e999", "patients": 96}',  # the last one, as everywhere
    ],
)
def test_words_that_look_like_odd_numbers(waits, text):
    with misbehaving(lambda line: line.answer(completion_bytes(text))) as server:
        assert draft(server).record == Note(company="NaN Infinity 1e999", patients=96)


def test_nan_in_the_bill(waits):
    body = BYTES.replace(b'"prompt_tokens": 100', b'"prompt_tokens": NaN').replace(b'": 20', b'": 1e400')
    with misbehaving(lambda line: line.answer(body)) as server:
        made = draft(server)
    assert (made.record, made.usage) == (RECORD, Usage(1, 0, 0, made.usage.seconds))


# Many things at once


def test_what_earlier_requests_cost_is_kept(waits):
    """A limit, a dropped connection, an answer that does not fit, then an answer without end."""
    error, requests = fails(
        lambda line: line.answer(b"", "429 Too Many Requests"),
        drops,
        lambda line: line.answer(completion_bytes({"company": 7})),
        long_body,
        retries=2,
    )
    assert requests == 4
    assert re.search(TOO_LONG, str(error))
    assert error.usage == Usage(4, 100, 20, error.usage.seconds)  # type: ignore[attr-defined] # a Usage
