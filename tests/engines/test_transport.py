import asyncio
import email.utils
import socket
import ssl
from datetime import UTC, datetime, timedelta

import httpx2
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines import transport
from summarizer.engines.settings import Settings

NOW = datetime(2024, 2, 29, 12, 0, 0, tzinfo=UTC)
SETTINGS = Settings("m", "https://user:hunter2@host.example/v1?token=t0ken", "key-1234567")
REQUEST = httpx2.Request("POST", "https://host.example/v1/chat/completions")


def status(code: int, /, **error: str) -> openai.APIStatusError:
    response = httpx2.Response(code, request=REQUEST)
    return openai.APIStatusError("message", response=response, body=error)


def connection(*causes: BaseException) -> openai.APIConnectionError:
    error = openai.APIConnectionError(request=REQUEST)
    link: BaseException = error
    for cause in causes:
        link.__cause__ = cause
        link = cause
    return error


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("0", 0.0),
        ("1.5", 1.5),
        (" 20 ", 20.0),
        ("-5", 0.0),
        ("Thu, 29 Feb 2024 12:00:30 GMT", 30.0),
        ("Thu, 29 Feb 2024 11:00:00 GMT", 0.0),
        ("Thu, 29 Feb 2024 12:00:30", 30.0),
        ("Thu, 29 Feb 2024 14:00:30 +0200", 30.0),
        ("soon", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("Thu, 99 Feb 2024 12:00:30 GMT", None),
        (None, None),
    ],
)
def test_retry_after(stated, seconds):
    assert transport.retry_after({} if stated is None else {"retry-after": stated}, NOW) == seconds


@given(st.text() | st.floats().map(str) | st.integers().map(str))
def test_any_header_is_read(stated):
    seconds = transport.retry_after({"retry-after": stated}, NOW)
    assert seconds is None or 0 <= seconds < float("inf")


@given(st.integers(-10_000, 10_000))
def test_every_date_is_read(seconds):
    stated = email.utils.format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert transport.retry_after({"retry-after": stated}, NOW) == max(0, seconds)


@pytest.mark.parametrize("code", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_what_passes_by_itself(code):
    assert transport.is_transient(status(code))


@pytest.mark.parametrize("code", [400, 401, 402, 403, 404, 405, 410, 413, 422, 451, 501, 505])
def test_what_does_not(code):
    assert not transport.is_transient(status(code))


def test_causes_of_a_broken_connection():
    assert transport.is_transient(connection())
    assert transport.is_transient(openai.APITimeoutError(request=REQUEST))
    assert transport.is_transient(connection(OSError("x"), socket.gaierror(socket.EAI_AGAIN, "later")))
    assert not transport.is_transient(connection(OSError("x"), socket.gaierror(socket.EAI_NONAME, "unknown")))
    assert not transport.is_transient(connection(ssl.SSLCertVerificationError("self-signed")))
    assert not transport.is_transient(ValueError("not JSON"))
    assert not transport.is_transient(status(429, code="insufficient_quota"))


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            connection(OSError(), socket.gaierror(socket.EAI_NONAME, "unknown")),
            "cannot find the host of https://host.example/v1: check --base-url and the network",
        ),
        (
            connection(ssl.SSLCertVerificationError("self-signed")),
            "the certificate of https://host.example/v1 is not trusted: check --base-url",
        ),
        (
            openai.APITimeoutError(request=REQUEST),
            "no answer from https://host.example/v1 in time after 2 tries: it may be overloaded",
        ),
        (
            status(418),
            "https://host.example/v1 rejected the request (418): check --model and --base-url",
        ),
        (
            status(599, message="{where}"),
            "https://host.example/v1 failed after 2 tries (599): try again later: {where}",
        ),
    ],
)
def test_words(error, message):
    assert str(transport.explain(error, SETTINGS, 2)).startswith(message)


def test_what_is_secret():
    text = "key-1234567 hunter2 ?token=t0ken\x1b[31m sk-abcdefgh Bearer zzz\r\nBEARER y desk-topcomputer"
    assert transport.scrub(text, SETTINGS) == "*** *** ?*** [31m *** *** *** desk-topcomputer"


def test_what_is_shown_holds_no_half_of_a_key():
    shown = transport.showable("x" * 190 + "\n key-1234567 is wrong", SETTINGS)
    assert shown == "x" * 190 + " *** is w…"


def test_waits_grow_and_end(waits, monkeypatch):
    async def fail() -> None:
        raise status(500)

    monkeypatch.setattr("random.uniform", lambda low, high: high)
    with pytest.raises(openai.APIStatusError):
        asyncio.run(transport.retrying(9)(fail))
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_a_pause_is_a_pause():
    async def timed() -> float:
        loop = asyncio.get_running_loop()
        before = loop.time()
        await transport.pause(0.01)
        return loop.time() - before

    assert asyncio.run(timed()) >= 0.009
