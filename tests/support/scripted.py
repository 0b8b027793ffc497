"""A server that runs a function for each connection, and calls of every kind of client to it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Self

import anyio

from claudewire import AsyncClaude, Claude, RetryPolicy
from tests.faults.faults import message
from tests.support.loops import LOOPS, run_on
from tests.support.requests import HELLO

CLIENTS = ["sync", *LOOPS]
Script = Callable[[socket.socket], None]


class ScriptedServer:
    """Runs `script(socket)` in a thread for each connection, and closes the socket after it."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def _start(self, work: Callable[..., None], *arguments: Any) -> None:
        self._threads.append(threading.Thread(target=work, args=arguments, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._open.add(sock)
            self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        try:
            sock.settimeout(10)
            self._script(sock)
        except (OSError, ValueError):
            pass
        finally:
            self._open.discard(sock)
            sock.close()

    def __exit__(self, *_: object) -> None:
        for sock in (self._socket, *self._open):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self._socket.close()
        for thread in list(self._threads):
            thread.join(10)
            assert not thread.is_alive(), "a script that does not end"


def read_request(sock: socket.socket) -> bytes:
    """Read one request, and return its head. Raises ConnectionError when the client has gone."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = sock.recv(65536)
        if not more:
            raise ConnectionError("the client is gone")
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(body) < length:
        body += sock.recv(65536)
    return head


def json_response(tag: str, head: bytes = b"") -> bytes:
    """Return a whole response with the message `msg_<tag>`."""
    body = json.dumps(message(tag)).encode()
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n%bcontent-length: %d\r\n\r\n%b" % (
        head,
        len(body),
        body,
    )


def answering(*responses: bytes) -> Script:
    """Return a script that answers each request of a connection with the next of these bytes, and then closes it."""

    def script(sock: socket.socket) -> None:
        for response in responses:
            read_request(sock)
            sock.sendall(response)

    return script


def call(kind: str, url: str, count: int = 1, pause: float = 0.0, **options: Any) -> list[str]:
    """Return the ids of `count` messages, created one after the other by one client of this kind, without retries.

    `pause` is the number of seconds before each.
    """

    def one(client: Claude) -> str:
        time.sleep(pause)
        return client.messages.create(**HELLO).id

    options = {
        "api_key": "sk-ant-local-123456",
        "base_url": url,
        "retry": RetryPolicy(max_retries=0),
        "timeout": 5,
        **options,
    }
    if kind == "sync":
        with Claude(**options) as client:
            return [one(client) for _ in range(count)]

    async def main() -> list[str]:
        async with AsyncClaude(**options) as client:
            ids: list[str] = []
            for _ in range(count):
                await anyio.sleep(pause)
                ids.append((await client.messages.create(**HELLO)).id)
            return ids

    return run_on(kind, main)
