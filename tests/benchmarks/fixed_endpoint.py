"""A model's endpoint that takes its time and always says the same: `python fixed_endpoint.py SECONDS < BODY`.

Writes the port that it listens on, and answers until it is stopped. It does as little as it can for a call,
so that the callers are measured and not it.
"""

import asyncio
import sys


async def serve(delay: float, body: bytes) -> None:
    """Answers every request with `body`, `delay` seconds after its last byte."""
    loop = asyncio.get_running_loop()
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
    answer = head + body

    class Line(asyncio.Protocol):
        transport: asyncio.Transport
        held = b""

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport = transport

        def data_received(self, data: bytes) -> None:
            self.held += data
            head, _, body = self.held.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or b"0")
            if body and len(body) >= length:
                self.held = b""
                loop.call_later(delay, self.transport.write, answer)

    server = await loop.create_server(Line, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1]), sys.stdin.buffer.read()))
