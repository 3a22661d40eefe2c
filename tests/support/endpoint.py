"""A chat completions endpoint on loopback that plays a script of HTTP answers."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One HTTP answer; `body` is bytes, or anything JSON can say."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})


DROP = Reply(status=-1)
"""The connection is closed without an answer."""

SILENCE = Reply(status=-2)
"""No answer comes until the test is over."""


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)

    @property
    def messages(self) -> list[dict[str, str]]:
        messages: list[dict[str, str]] = self.body["messages"]
        return messages


def completion(
    content: Any,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int] | None = (100, 20),
    called_with: Any = None,
) -> Reply:
    """An answer of a model; `content` is text, or an object that becomes JSON text.

    `called_with`: the arguments of a call to a tool, in place of the content.
    """
    text = content if content is None or isinstance(content, str) else json.dumps(content)
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": refusal}
    if called_with is not None:
        call = {"id": "call-1", "type": "function", "function": {"name": "Note", "arguments": called_with}}
        message["tool_calls"] = [call]
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "test-model",
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
    }
    if tokens is not None:
        body["usage"] = {
            "prompt_tokens": tokens[0],
            "completion_tokens": tokens[1],
            "total_tokens": sum(tokens),
        }
    return Reply(body=body)


def failure(status: int, message: str = "", *, code: str | None = None, **headers: str) -> Reply:
    """An error in the usual form."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(
        status, {"error": {"message": message, "code": code}}, {"content-type": "application/json", **named}
    )


class Endpoint:
    """Answers with what `script` holds, in order, then as `judge` says, and keeps what it was asked."""

    def __init__(self) -> None:
        self.script: deque[Reply] = deque()
        self.judge: Callable[[Received], Reply] = lambda _: failure(418, "the script is at its end")
        self.received: list[Received] = []
        self.over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.endpoint = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def plays(self, *replies: Reply) -> None:
        """Sets what comes next."""
        self.script.extend(replies)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serving() -> Iterator[Endpoint]:
    """An endpoint that runs until the block ends."""
    endpoint = Endpoint()
    endpoint.start()
    try:
        yield endpoint
    finally:
        endpoint.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # many clients may come at once
    endpoint: Endpoint

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer: headers and body apart cost 40 ms each
    server: _Server

    def log_message(self, *_: Any) -> None:
        pass

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        endpoint = self.server.endpoint
        headers = {name.lower(): value for name, value in self.headers.items()}
        received = Received(self.path, headers, raw)
        endpoint.received.append(received)
        reply = endpoint.script.popleft() if endpoint.script else endpoint.judge(received)
        if reply is SILENCE:
            endpoint.over.wait()
        if reply is DROP or reply is SILENCE:
            self.close_connection = True
            return
        data = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
