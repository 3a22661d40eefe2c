"""A web server on loopback whose pages a test writes down."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Page:
    """An answer; `drip` is called in place of writing the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: Callable[["Writer"], None] | None = None


Writer = Callable[[bytes], None]


@dataclass
class Site:
    """The server as a test sees it.

    Attributes:
        url: Where it is, without a path.
        pages: What it gives, by path with query.
        asked: The paths that were asked for, with their headers in small letters.
    """

    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def site() -> Iterator[Site]:
    """Serve on a free port of 127.0.0.1 until the test is over."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            page = served.pages.get(self.path, Page(b"not here", 404))
            with suppress(OSError):  # whoever asked has left
                self.send_response(page.status)
                headers = {"content-type": "text/plain"} | page.headers
                if page.drip is None:
                    headers.setdefault("content-length", str(len(page.body)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if page.drip is None:
                    self.wfile.write(page.body)
                else:
                    page.drip(self.write)

        def write(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is declared
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
