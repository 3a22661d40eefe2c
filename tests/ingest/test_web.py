"""Addresses: what is fetched, what is refused, and servers that mean harm."""

import gzip
import hashlib
import socket
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from pdf_writer import Page as PdfPage
from pdf_writer import Run, pdf
from web_server import Page, Site, Writer, site

from summarizer.errors import (
    SourceNotFoundError,
    UnreachableSourceError,
    UnreadableSourceError,
    UsageError,
)
from summarizer.ingest import Limits, as_document, load_url
from summarizer.ingest.web import fetch, is_public, user_agent

RELEASE = b"Corvane reports revenue of $12.5 million.\n"

PACKED = gzip.compress(RELEASE)


@pytest.fixture
def server() -> Iterator[Site]:
    with site() as served:
        yield served


def load_here(url: str, **options: Any) -> Any:
    return load_url(url, allow_private_hosts=True, limits=Limits(**options))


def test_a_page_is_read(server: Site) -> None:
    server.pages["/release.txt?a=1"] = Page(RELEASE, headers={"content-type": "text/plain; charset=utf-8"})
    document = load_here(f"{server.url}/release.txt?a=1#part")
    assert document.text == RELEASE.decode()
    assert document.name == f"{server.url}/release.txt?a=1#part"
    assert document.sha256 == hashlib.sha256(RELEASE).hexdigest()
    ((_, headers),) = server.asked
    assert headers["user-agent"] == user_agent()
    assert headers["user-agent"].startswith("filing-summarizer")
    assert headers["host"] == server.url.removeprefix("http://")
    assert "cookie" not in headers
    assert "authorization" not in headers


def test_what_it_is_is_seen_from_what_it_holds(server: Site) -> None:
    server.pages["/a"] = Page(pdf(PdfPage([Run(72, 72, "Revenue was $5 million.")])),
                              headers={"content-type": "application/octet-stream"})  # fmt: skip
    assert load_here(f"{server.url}/a").text == "Revenue was $5 million.\n"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects(server: Site, status: int) -> None:
    server.pages["/a"] = Page(status=status, headers={"location": "b/c?x=%C3%A9 é"})
    server.pages["/b/c?x=%C3%A9%20%C3%83%C2%A9"] = Page(RELEASE)
    with pytest.raises(UnreachableSourceError, match="which cannot be fetched"):
        load_here(f"{server.url}/a")
    server.pages["/a"] = Page(status=status, headers={"location": "b/c"})
    server.pages["/b/c"] = Page(RELEASE)
    assert load_here(f"{server.url}/a").text == RELEASE.decode()
    assert fetch(f"{server.url}/a", allow_private_hosts=True).url == f"{server.url}/b/c"


def test_too_many_redirects(server: Site) -> None:
    server.pages["/a"] = Page(status=302, headers={"location": "/a"})
    with pytest.raises(UnreachableSourceError, match="redirected more than 5 times"):
        load_here(f"{server.url}/a")
    assert server.paths == ["/a"] * 6
    with pytest.raises(UnreachableSourceError, match="more than 0 times"):
        load_here(f"{server.url}/a", max_redirects=0)


@pytest.mark.parametrize("location", ["", "ftp://a.example/x", "file:///etc/passwd", "http://u:p@127.0.0.1/"])
def test_redirects_to_what_is_no_address(server: Site, location: str) -> None:
    server.pages["/a"] = Page(status=302, headers={"location": location})
    with pytest.raises(UnreachableSourceError, match=r"redirects to .*(cannot be fetched|nowhere)"):
        load_here(f"{server.url}/a")


class Names:
    """A name server that gives its answers in turn."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **answers: list[list[str]]) -> None:
        self.asked: list[str] = []
        self._answers = {name.replace("_", "."): queue for name, queue in answers.items()}
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._answer)

    def _answer(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host not in self._answers:
            return self._real(host, port, *args, **kwargs)
        self.asked.append(host)
        queue = self._answers[host]
        if not queue:
            raise socket.gaierror(-2, "Name or service not known")
        addresses = queue.pop(0) if len(queue) > 1 else queue[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]


class TestPrivateHosts:
    def test_this_machine(self, server: Site) -> None:
        server.pages["/"] = Page(RELEASE)
        with pytest.raises(
            UnreachableSourceError, match=r"private address 127\.0\.0\.1; --allow-private-hosts"
        ):
            load_url(server.url)
        assert server.asked == []

    @pytest.mark.parametrize(
        "host",
        [
            "localhost",
            "[::1]",
            "0.0.0.0",
            "127.1",
            "2130706433",
            "0x7f.1",
            "[::ffff:127.0.0.1]",
            "169.254.169.254",
        ],
    )
    def test_by_any_name(self, host: str) -> None:
        with pytest.raises(UnreachableSourceError):
            load_url(f"http://{host}:9/")

    def test_by_a_name_of_the_public_network(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Names(monkeypatch, inside_example=[["10.0.0.7"]], mixed_example=[["93.184.216.34", "192.168.1.1"]])
        with pytest.raises(
            UnreachableSourceError, match=r"inside\.example, which is the private address 10\.0\.0\.7"
        ):
            load_url("http://inside.example/x")
        with pytest.raises(UnreachableSourceError, match=r"192\.168\.1\.1"):
            load_url("https://mixed.example/x")

    def test_the_address_that_was_checked_is_the_one_connected_to(
        self, server: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names = Names(monkeypatch, rebound_example=[["127.0.0.1"], ["10.9.9.9"]])
        server.pages["/x"] = Page(RELEASE)
        port = server.url.rpartition(":")[2]
        assert load_here(f"http://rebound.example:{port}/x").text == RELEASE.decode()
        assert names.asked == ["rebound.example"]
        assert server.asked[0][1]["host"] == f"rebound.example:{port}"

    def test_a_redirect_into_a_private_network(self, server: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        port = server.url.rpartition(":")[2]
        Names(monkeypatch, outside_example=[["127.0.0.1"]], inside_example=[["10.0.0.7"]])
        monkeypatch.setattr("summarizer.ingest.web.is_public", lambda address: address == "127.0.0.1")
        server.pages["/a"] = Page(status=302, headers={"location": "http://inside.example/secret"})
        with pytest.raises(UnreachableSourceError, match=r"private address 10\.0\.0\.7"):
            load_url(f"http://outside.example:{port}/a")
        assert server.paths == ["/a"]

    def test_from_https_to_http(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from summarizer.ingest import web  # noqa: PLC0415 - what is behind the face

        secure = web._checked("https://a.example/x")
        with pytest.raises(UnreachableSourceError, match=r"redirects from https to http://a\.example/y"):
            web._redirected(secure, "http://a.example/y", secure)
        assert web._redirected(secure, "/y", secure).url == "https://a.example/y"

    @pytest.mark.parametrize(
        ("address", "public"),
        [
            ("93.184.216.34", True),
            ("2606:2800:220:1::1", True),
            ("10.1.2.3", False),
            ("172.16.0.1", False),
            ("100.64.0.1", False),
            ("169.254.1.1", False),
            ("224.0.0.1", False),
            ("240.0.0.1", False),
            ("255.255.255.255", False),
            ("0.0.0.0", False),
            ("::", False),
            ("::1", False),
            ("fe80::1%eth0", False),
            ("fc00::1", False),
            ("ff02::1", False),
            ("::ffff:10.0.0.1", False),
            ("64:ff9b::10.0.0.1", False),
            ("64:ff9b::93.184.216.34", True),
            ("2002:0a00:0001::", False),
        ],
    )
    def test_which_addresses_are_public(self, address: str, public: bool) -> None:
        assert is_public(address) is public


@pytest.mark.parametrize(
    ("page", "error", "says"),
    [
        (Page(status=404), SourceNotFoundError, "there is nothing at"),
        (Page(status=410), SourceNotFoundError, "HTTP 410"),
        (Page(status=403), UnreachableSourceError, r"refuses to give it \(HTTP 403\)"),
        (Page(status=429), UnreachableSourceError, "asks for fewer requests"),
        (Page(status=500), UnreachableSourceError, r"answers with an error \(HTTP 500\)"),
        (Page(status=204, headers={"content-length": "0"}), UnreachableSourceError, "HTTP 204"),
        (Page(RELEASE, headers={"content-type": "image/png"}), UnreadableSourceError, "is image/png"),
        (Page(RELEASE, headers={"content-type": "text/css"}), UnreadableSourceError, "is text/css"),
        (Page(RELEASE, headers={"content-encoding": "br"}), UnreadableSourceError, "packed as 'br'"),
        (Page(RELEASE, headers={"content-encoding": "gzip"}), UnreadableSourceError, "arrived damaged"),
        (Page(PACKED[:-4], headers={"content-encoding": "gzip"}), UnreadableSourceError, "cut off"),
        (Page(RELEASE, headers={"content-length": "99"}), UnreachableSourceError, "cannot be fetched"),
        (Page(b"PK\x03\x04" + b"\0" * 40), UnreadableSourceError, "zip archive"),
    ],
)  # fmt: skip
def test_answers_that_are_none(server: Site, page: Page, error: type[Exception], says: str) -> None:
    server.pages["/x"] = page
    with pytest.raises(error, match=says) as raised:
        load_here(f"{server.url}/x")
    assert "\n" not in str(raised.value)
    assert f"{server.url}/x" in str(raised.value)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "deflate", "identity"])
def test_packed_answers(server: Site, encoding: str) -> None:
    packed = {"deflate": zlib.compress(RELEASE), "identity": RELEASE}.get(encoding, gzip.compress(RELEASE))
    server.pages["/x"] = Page(packed, headers={"content-encoding": encoding})
    assert load_here(f"{server.url}/x").text == RELEASE.decode()


class TestTooMuch:
    def test_said_beforehand(self, server: Site) -> None:
        server.pages["/x"] = Page(b"", headers={"content-length": "5000"})
        with pytest.raises(UnreadableSourceError, match="more than the 1,000 bytes allowed"):
            load_here(f"{server.url}/x", max_bytes=1000)

    def test_not_said(self, server: Site) -> None:
        def pour(write: Writer) -> None:
            while True:
                write(b"x" * 10_000)

        server.pages["/x"] = Page(drip=pour)
        with pytest.raises(UnreadableSourceError, match="more than the 100,000 bytes allowed"):
            load_here(f"{server.url}/x", max_bytes=100_000)

    def test_a_bomb(self, server: Site) -> None:
        bomb = zlib.compress(b"\0" * 200_000_000, 9)
        assert len(bomb) < 300_000
        server.pages["/x"] = Page(bomb, headers={"content-encoding": "deflate"})
        started = time.perf_counter()
        with pytest.raises(UnreadableSourceError, match="more than the 1,000,000 bytes"):
            load_here(f"{server.url}/x", max_bytes=1_000_000)
        assert time.perf_counter() - started < 20

    def test_drop_by_drop(self, server: Site) -> None:
        def drip(write: Writer) -> None:
            for _ in range(200):
                write(b"x")
                time.sleep(0.05)

        server.pages["/x"] = Page(drip=drip)
        started = time.perf_counter()
        with pytest.raises(UnreachableSourceError, match=r"did not answer in time \(within 0\.5 seconds"):
            load_here(f"{server.url}/x", max_seconds=0.5)
        assert time.perf_counter() - started < 8  # to the end it would be ten


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://a.example/x", "start with https:// or http://"),
        ("https://", "names no host"),
        ("http://a.example:99999/", "no address"),
        ("http://[::1/", "no address"),
        ("http://a.example/a b", "spaces or control characters"),
        ("http://a.example/\r\nX: y", "spaces or control characters"),
        ("http://user:secret@a.example/", "user name or password"),
        ("http://a.example/" + "x" * 3000, "too long"),
        ("http://" + "ä" * 70 + ".example/", "no address"),
    ],
)
def test_what_is_no_address(url: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as error:
        load_url(url)
    assert "secret" not in str(error.value)


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with site() as closed:
        url = closed.url
    with pytest.raises(
        UnreachableSourceError, match=r"cannot be fetched: .*check the address and the network"
    ):
        load_here(url)
    Names(monkeypatch, nobody_example=[])
    with pytest.raises(UnreachableSourceError, match=r"the host nobody\.example is not known"):
        load_url("https://nobody.example/")


def test_a_server_that_speaks_no_tls(server: Site) -> None:
    with pytest.raises(UnreachableSourceError, match="cannot be fetched"):
        load_here(server.url.replace("http:", "https:"))


def test_a_string_that_is_an_address_is_no_text() -> None:
    with pytest.raises(UsageError, match="pass load_url"):
        as_document("https://a.example/release.htm")
    assert as_document("See https://a.example/release.htm for 5 more.").text.startswith("See")
