"""The connection to a model's endpoint, which takes no answer without end and follows no redirect.

The client library reads whatever it is sent, unpacks whatever is packed and follows wherever it is
led. Here an answer is counted, and unpacked, as it arrives, and ends the request once it is larger
than any record; a redirect is told and not followed. Requests go over aiohttp: the client's default
looks through all of its connections for each call, at half of the cost of one where 256 are open.
"""

import base64
import ssl
import zlib
from collections.abc import AsyncIterator
from functools import lru_cache
from typing import cast
from urllib.parse import unquote, urlsplit, urlunsplit

import httpx2
from openai import AsyncOpenAI, DefaultAioHttpClient, Timeout

from summarizer.engines.settings import Settings

LARGEST_ANSWER = 8 * 2**20
"""Bytes of an answer, unpacked: some hundred times what the longest records need."""

_CONNECT_TIMEOUT = 10.0
_LONGEST_LENGTH = 20  # digits of a length that are read
_DAMAGED = "answered with something that cannot be unpacked"
_GZIP_OR_ZLIB = 47  # window bits, for zlib to find out which it is


class AnswerError(Exception):
    """What an endpoint sends is not read on; the text is what it did, to follow its name."""


def connect(settings: Settings, seconds: float) -> AsyncOpenAI:
    """A client for one event loop; nothing is sent yet.

    Args:
        settings: Where it leads to.
        seconds: To wait for an answer.
    """
    timeout = Timeout(seconds, connect=min(seconds, _CONNECT_TIMEOUT))
    address, headers = _without_user(settings.base_url)
    return AsyncOpenAI(
        api_key=settings.api_key,
        base_url=address,
        default_headers=headers,
        timeout=timeout,
        max_retries=0,  # see transport.retrying
        http_client=DefaultAioHttpClient(
            timeout=timeout,
            verify=_certificates(),
            follow_redirects=False,
            headers={"accept-encoding": "gzip"},
            event_hooks={"response": [_bound]},
        ),
    )


def _without_user(address: str) -> tuple[str, dict[str, str]]:
    """An address without user name and password, and the header that says them: a gate before the model."""
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    if not at:
        return address, {}
    said = base64.b64encode(unquote(user).encode()).decode()
    return urlunsplit(parts._replace(netloc=host)), {"Authorization": f"Basic {said}"}


@lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """Read once: it takes longer than all else of a client."""
    return httpx2.create_ssl_context()


async def _bound(response: httpx2.Response) -> None:
    """Bound what is read of `response`."""
    packed = response.headers.pop("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "gzip", "x-gzip", "deflate"):
        raise AnswerError(f"answered packed in a way that it was not asked for ({packed[:20]!r})")
    length = response.headers.get("content-length", "")[:_LONGEST_LENGTH]
    _check(int(length) if length.isdecimal() else 0)
    unpacker = None if packed == "identity" else zlib.decompressobj(_GZIP_OR_ZLIB)
    response.stream = _Bounded(cast("httpx2.AsyncByteStream", response.stream), unpacker)


class _Bounded(httpx2.AsyncByteStream):
    """The body of an answer, up to the largest one, unpacked."""

    def __init__(self, stream: httpx2.AsyncByteStream, unpacker: "zlib._Decompress | None") -> None:
        self._stream = stream
        self._unpacker = unpacker

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = 0
        async for part in self._stream:
            data = part
            if self._unpacker is not None:
                try:
                    data = self._unpacker.decompress(part, LARGEST_ANSWER + 1 - total)
                except zlib.error:
                    raise AnswerError(_DAMAGED) from None
            total += len(data)
            _check(total)
            yield data
        if self._unpacker is not None and not self._unpacker.eof:
            raise AnswerError(_DAMAGED)

    async def aclose(self) -> None:
        await self._stream.aclose()


def _check(length: int) -> None:
    if length > LARGEST_ANSWER:
        raise AnswerError(f"answered with more than {LARGEST_ANSWER:,} bytes, which no record needs")
