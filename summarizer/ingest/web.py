"""Fetches an http or https address, and trusts neither the address nor what answers.

The name is resolved once, every address it has is checked, and the connection is made to the address that
was checked, so that no second answer of a name server can lead elsewhere. Each redirect is checked so too.
Proxies that the environment names are not used: they would resolve the name out of sight.
"""

import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import httpcore2

from summarizer.errors import (
    SourceNotFoundError,
    UnreachableSourceError,
    UnreadableSourceError,
    UsageError,
)
from summarizer.ingest.limits import DEFAULT_LIMITS, Limits

READABLE: Final = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/sgml",
        "application/pdf",
        "application/xml",  # XHTML, judged by what it holds
        "text/xml",
        "application/octet-stream",  # judged by what it holds
        "binary/octet-stream",
    }
)
_PATIENCE = 20.0  # seconds to connect, and between two pieces of an answer
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({429, 503})
_PIECE = 1 << 16
_LONGEST = 2048  # characters of an address
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`]")
_PATH = "/%:@!$&'()*+,;=~-._"  # characters that stay as they are
_SHOWN = 200  # characters of an address in messages
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: Where it was found, after redirects.
        media_type: As the server named it, in small letters; empty where it named none.
        data: The bytes, unpacked.
    """

    url: str
    media_type: str
    data: bytes


def user_agent() -> str:
    """What this program calls itself."""
    try:
        return f"filing-summarizer/{version('filing-summarizer')}"
    except PackageNotFoundError:
        return "filing-summarizer"


def fetch(
    url: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_private_hosts: bool = False,
    readable: frozenset[str] = READABLE,
    headers: Mapping[bytes | str, bytes | str] | None = None,
) -> Fetched:
    """Fetch an address.

    Args:
        url: An http or https address.
        limits: The most bytes, seconds and redirects.
        allow_private_hosts: Whether hosts of this machine or of a private network may be asked.
        readable: The media types that are wanted.
        headers: What to send beside the usual headers.

    Raises:
        UsageError: It is no such address.
        SourceNotFoundError: The server says that there is nothing.
        UnreachableSourceError: No answer, an answer that is an error, or a host that may not be asked.
        UnreadableSourceError: The answer is too large, or of a kind that cannot be read.
    """
    deadline = time.monotonic() + limits.max_seconds
    sent: dict[bytes | str, bytes | str] = {
        "User-Agent": user_agent(),
        "Accept": ", ".join(sorted(readable)),
        "Accept-Encoding": "gzip, deflate",
        **(headers or {}),
    }
    first = target = _checked(url)
    backend = _CheckedBackend(first.shown, deadline, allow_private_hosts=allow_private_hosts)
    try:
        with httpcore2.ConnectionPool(network_backend=backend) as pool:
            for _ in range(limits.max_redirects + 1):
                request = {**sent, "Host": target.netloc}
                with pool.stream("GET", target.as_url(), headers=request, extensions=_TIMEOUTS) as response:
                    if response.status not in _REDIRECTS:
                        return _answer(response, first, target, limits, readable)
                    location = _header(response, b"location")
                target = _redirected(target, location, first)
    except httpcore2.TimeoutException as error:
        raise UnreachableSourceError(
            f"{first.shown} did not answer in time (within {limits.max_seconds:g} seconds in all); "
            "try again later, or save it to a file and give its path"
        ) from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise UnreachableSourceError(
            f"{first.shown} cannot be fetched: {_reason(error)}; check the address and the network"
        ) from error
    raise UnreachableSourceError(
        f"{first.shown} was redirected more than {limits.max_redirects} times; give the final address"
    )


_TIMEOUTS: Final = {
    "timeout": {"connect": _PATIENCE, "read": _PATIENCE, "write": _PATIENCE, "pool": _PATIENCE}
}


@dataclass(frozen=True, slots=True)
class _Address:
    """An http or https address in its parts, made safe to send."""

    scheme: str
    host: str
    port: int | None
    target: str

    @property
    def netloc(self) -> str:
        """Host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.netloc}{self.target}"

    @property
    def shown(self) -> str:
        """The address for a message."""
        return self.url if len(self.url) <= _SHOWN else self.url[:_SHOWN] + "…"

    def as_url(self) -> httpcore2.URL:
        """The address for the client, which does not read it again."""
        return httpcore2.URL(scheme=self.scheme, host=self.host, port=self.port, target=self.target)


def _checked(url: str) -> _Address:
    shown = url[:_SHOWN]
    if len(url) > _LONGEST or _NOT_IN_ADDRESSES.search(url):
        raise UsageError(f"{shown!r} is no address: it is too long, or holds spaces or control characters")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise UsageError(f"{shown!r} is no address: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise UsageError(f"{shown!r} cannot be fetched; addresses start with https:// or http://")
    if not host:
        raise UsageError(f"{shown!r} is no address: it names no host")
    if parts.username is not None or parts.password is not None:
        raise UsageError("addresses with a user name or password are not fetched; save the page to a file")
    target = quote(parts.path or "/", safe=_PATH)
    if parts.query:
        target += "?" + quote(parts.query, safe=_PATH + "?")
    return _Address(parts.scheme, host, port, target)


def _redirected(origin: _Address, location: str, first: _Address) -> _Address:
    if not location:
        raise UnreachableSourceError(f"{first.shown} redirects to nowhere; give the final address")
    try:
        target = _checked(urljoin(origin.url, location))
    except (UsageError, ValueError) as error:
        raise UnreachableSourceError(
            f"{first.shown} redirects to {location[:_SHOWN]!r}, which cannot be fetched"
        ) from error
    if origin.scheme == "https" and target.scheme == "http":
        raise UnreachableSourceError(
            f"{first.shown} redirects from https to {target.shown}, which is not protected; "
            "give that address if you trust it"
        )
    return target


def _answer(
    response: httpcore2.Response, first: _Address, target: _Address, limits: Limits, readable: frozenset[str]
) -> Fetched:
    """The body of a final answer, once all that its headers say is right."""
    status = response.status
    if status in _GONE:
        raise SourceNotFoundError(f"there is nothing at {first.shown} (HTTP {status}); check the address")
    if status in _BUSY:
        raise UnreachableSourceError(
            f"{first.shown} asks for fewer requests or is out of service (HTTP {status}); try again later"
        )
    if status != 200:
        reason = "refuses to give it" if status in (401, 403) else "answers with an error"
        raise UnreachableSourceError(
            f"the server of {first.shown} {reason} (HTTP {status}); save the page to a file and give its path"
        )
    media_type = _header(response, b"content-type").partition(";")[0].strip().lower()
    if media_type and media_type not in readable:
        raise UnreadableSourceError(
            f"{first.shown} is {media_type[:60]}, which cannot be read; give a page, a PDF file or plain text"
        )
    said = _header(response, b"content-length")
    if said.isdecimal() and len(said) < 20 and int(said) > limits.max_bytes:
        raise _too_large(first, limits)
    data = bytearray()
    for piece in _unpacked(response.iter_stream(), _header(response, b"content-encoding"), first):
        data += piece
        if len(data) > limits.max_bytes:
            raise _too_large(first, limits)
    return Fetched(target.url, media_type, bytes(data))


def _unpacked(pieces: Iterable[bytes], encoding: str, first: _Address) -> Iterator[bytes]:
    """The pieces unpacked, never more than a little at a time, however much a few bytes stand for."""
    match encoding.strip().lower():
        case "" | "identity":
            yield from pieces
            return
        case "gzip" | "x-gzip":
            unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        case "deflate":
            unpacker = zlib.decompressobj()
        case other:
            raise UnreadableSourceError(
                f"{first.shown} is sent packed as {other[:40]!r}, which nobody asked for"
            )
    try:
        for piece in pieces:
            waiting = piece
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _PIECE)
                waiting = unpacker.unconsumed_tail
    except zlib.error as error:
        raise UnreadableSourceError(f"{first.shown} arrived damaged ({error}); try again") from error
    if not unpacker.eof:
        raise UnreadableSourceError(f"{first.shown} was cut off on its way; try again")


def _header(response: httpcore2.Response, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in response.headers if key.lower() == name), "")


def _too_large(first: _Address, limits: Limits) -> UnreadableSourceError:
    return UnreadableSourceError(
        f"{first.shown} has more than the {limits.max_bytes:,} bytes allowed; "
        "give the one document of it that you need, or raise the limit"
    )


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:_SHOWN] or type(error).__name__


class _CheckedBackend(httpcore2.NetworkBackend):
    """Connects to addresses that are public, or allowed, and to no name that was not resolved here."""

    def __init__(self, shown: str, deadline: float, *, allow_private_hosts: bool) -> None:
        self._shown = shown
        self._deadline = deadline
        self._allow_private_hosts = allow_private_hosts
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, check and connect."""
        addresses = _resolved(host, port)
        if not self._allow_private_hosts:
            for address in addresses:
                if not is_public(address):
                    raise UnreachableSourceError(
                        f"{self._shown} leads to {host}, which is the private address {address}; "
                        "--allow-private-hosts allows it"
                    )
        failure: httpcore2.NetworkError | httpcore2.TimeoutException | None = None
        for address in addresses:
            left = time_left(self._deadline, timeout)
            try:
                stream = self._sockets.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore2.ConnectError(f"{host} has no address")


class _TimedStream(httpcore2.NetworkStream):
    """A stream that ends with a deadline, however many small pieces keep it going."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read within the time that is left."""
        return self._stream.read(max_bytes, time_left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write within the time that is left."""
        self._stream.write(buffer, time_left(self._deadline, timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Start TLS within the time that is left; the certificate is checked against the host's name."""
        left = time_left(self._deadline, timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        """What the connection below knows."""
        return self._stream.get_extra_info(info)


def time_left(deadline: float, timeout: float | None) -> float:
    """The seconds until the deadline, or until the timeout if that is sooner.

    Raises:
        ReadTimeout: None are left.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("no time left")
    return left if timeout is None else min(left, timeout)


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore2.ConnectError(f"the host {host} is not known") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, whatever address it wraps."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is None and ip.teredo is not None:
            inner = ip.teredo[1]
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified
