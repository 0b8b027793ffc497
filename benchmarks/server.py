"""A server that answers at once, with bytes that are ready: `Server()` starts it in a process of its own, on this machine only."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

import payloads

#: Seconds. A sleep ends late by less than that.
SPIN = 100e-6
#: Seconds in which the process of a server ends, or is killed.
STOP = 10
_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
_CURSOR = re.compile(r"\?.*after_id=model-([0-9]+)-")


class Connection(asyncio.Protocol):
    """Requests one after the other; bodies are counted and forgotten."""

    def __init__(self, routes: dict[bytes, payloads.Response]) -> None:
        self.routes = routes
        self.waiting = b""
        self.skip = 0
        self.parts: Iterator[bytes] = iter(())
        self.paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.set_write_buffer_limits(high=1 << 26)

    def data_received(self, data: bytes) -> None:
        if self.skip:
            taken = min(self.skip, len(data))
            self.skip -= taken
            data = data[taken:]
            if not self.skip:
                self.answer()
        self.waiting += data
        while not self.skip and (end := self.waiting.find(b"\r\n\r\n")) >= 0:
            head, self.waiting = self.waiting[:end], self.waiting[end + 4 :]
            self.line = head[: head.index(b" HTTP/")]
            length = _LENGTH.search(head)
            self.skip = int(length[1]) if length else 0
            taken = min(self.skip, len(self.waiting))
            self.skip, self.waiting = self.skip - taken, self.waiting[taken:]
            if not self.skip:
                self.answer()

    def answer(self) -> None:
        parts = self.routes.get(self.line)
        if parts is None:
            method, _, target = self.line.decode().partition(" ")
            page = _CURSOR.search(target)
            key = f"{method} {target.partition('?')[0]}" + (f"?{page[1]}" if page else "")
            parts = self.routes.get(key.encode(), [b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"])
        if isinstance(parts, payloads.Paced):
            self.write_paced(iter(parts), 0.0)
        else:
            self.parts = iter(parts)
            self.write()

    def write(self) -> None:
        for part in self.parts:
            self.transport.write(part)
            if self.paused:
                return

    def write_paced(self, parts: Iterator[bytes], due: float) -> None:
        """Write the parts one by one. Timers of the loop are not this exact: it sleeps here, and asks the clock at the end.

        Without the sleep it would take a processor for itself, and its client would wait for one.
        """
        wait = due - time.monotonic()
        if wait > SPIN:
            time.sleep(wait - SPIN)
        elif wait <= 0:
            part = next(parts, None)
            if part is None or self.transport.is_closing():
                return
            self.transport.write(part)
            due = time.monotonic() + payloads.PACE
        asyncio.get_running_loop().call_soon(self.write_paced, parts, due)

    def pause_writing(self) -> None:
        self.paused = True

    def resume_writing(self) -> None:
        self.paused = False
        self.write()


async def serve() -> None:
    routes = {key.encode(): parts for key, parts in payloads.routes().items()}
    server = await asyncio.get_running_loop().create_server(lambda: Connection(routes), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


class Server:
    """The server as a process that ends with the `with` block."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen([sys.executable, str(HERE / "server.py")], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdout is not None
        self._process.terminate()
        try:
            self._process.wait(STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


if __name__ == "__main__":
    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        pass
