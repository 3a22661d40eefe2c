"""A server on loopback that speaks HTTP badly, on purpose, byte by byte."""

import json
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import repeat
from typing import Any

Behaviour = Callable[["Line"], None]


class Line:
    """One connection, after a request was read from it."""

    def __init__(self, connection: socket.socket, over: threading.Event) -> None:
        self._connection = connection
        self._over = over

    def send(self, data: bytes) -> None:
        """Sends at once; fails where the client has gone."""
        self._connection.sendall(data)

    def head(self, length: int | None = None, status: str = "200 OK", **headers: str) -> None:
        """The head of an answer; without a length the answer ends with the connection."""
        named = {"content-type": "application/json", "connection": "close"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if length is not None:
            named["content-length"] = str(length)
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items()), "", ""]
        self.send("\r\n".join(lines).encode())

    def answer(self, body: bytes, status: str = "200 OK", **headers: str) -> None:
        """A whole answer."""
        self.head(len(body), status, **headers)
        self.send(body)

    def drip(self, part: bytes, pause: float = 0.01) -> None:
        """The same over and over, until the client goes or the test is over."""
        for each in repeat(part):
            if self._over.wait(pause):
                return
            self.send(each)

    def flood(self, part: bytes, times: int) -> None:
        """The same so many times, as fast as it is read."""
        for each in repeat(part, times):
            self.send(each)


class FaultyServer:
    """Plays one behaviour for each request, the last one from then on."""

    def __init__(self, behaviours: tuple[Behaviour, ...]) -> None:
        self.requests = 0
        self._behaviours = behaviours
        self._over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.play = self._play
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def stop(self) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _play(self, connection: socket.socket) -> None:
        behaviour = self._behaviours[min(self.requests, len(self._behaviours) - 1)]
        self.requests += 1
        behaviour(Line(connection, self._over))


@contextmanager
def misbehaving(*behaviours: Behaviour) -> Iterator[FaultyServer]:
    """A server that runs until the block ends."""
    server = FaultyServer(behaviours)
    try:
        yield server
    finally:
        server.stop()


def completion_bytes(content: Any, **more: Any) -> bytes:
    """A good answer of a model, as it is sent."""
    text = content if isinstance(content, str) else json.dumps(content)
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "test-model",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return json.dumps(body | more).encode()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    play: Callable[[socket.socket], None]


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        """One request a connection."""
        with suppress(OSError):  # the client may go at any time
            length = 0
            while (line := self.rfile.readline().strip()) != b"":
                name, _, value = line.lower().partition(b":")
                length = int(value) if name == b"content-length" else length
            self.rfile.read(length)
            self.server.play(self.connection)
