"""A server made of sockets that does wrong on demand: the header `x-fault` of a request names what.

It speaks just enough HTTP to be wrong in precise places. Every request is logged, so that what a client reports can be compared
with what arrived. The answer carries the `x-tag` of its request: a body that reaches the wrong caller is seen.
"""

from __future__ import annotations

import socket
import ssl
import threading
import zlib
from collections.abc import Callable
from typing import Any, Self

from .faults import FAULTS, Conversation


class FaultServer:
    """Listens on loopback. `with FaultServer() as server: ... server.url`"""

    def __init__(self, *, tls: ssl.SSLContext | None = None, cut_handshake: bool = False) -> None:
        self._tls, self._cut = tls, cut_handshake
        self.requests: list[tuple[str, str, str]] = []
        self.seen: list[Conversation] = []
        self.keep = False
        self.connections = 0
        self.open_sockets: set[socket.socket] = set()
        self.stopping = threading.Event()
        self._threads: set[threading.Thread] = set()
        self._bomb = b""

    def bomb(self) -> bytes:
        """300 MiB that are 300 kB."""
        if not self._bomb:
            deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
            megabyte = b"\0" * 1024 * 1024
            self._bomb = b"".join([deflate.compress(megabyte) for _ in range(300)]) + deflate.flush()
        return self._bomb

    @property
    def port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._start(self._accept)
        return self

    def _start(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.add(thread)
        thread.start()

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        # A blocked accept() holds the bind_socket socket: wake it, then close.
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._socket.close()
        for sock in list(self.open_sockets):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        for thread in list(self._threads):
            thread.join(10)
            assert not thread.is_alive(), "a conversation that does not end"

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                sock, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, sock)

    def _serve(self, sock: socket.socket) -> None:
        self.open_sockets.add(sock)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._cut:
                sock.recv(64)
                return
            if self._tls:
                plain, sock = sock, self._tls.wrap_socket(sock, server_side=True)
                self.open_sockets.discard(plain)
                self.open_sockets.add(sock)
            buffer = b""
            while (request := self._read(sock, buffer)) is not None:
                head, size, headers, buffer = request
                conversation = Conversation(self, sock, head, size, headers)
                self.requests.append((conversation.tag, headers.get("idempotency-key", ""), conversation.path))
                if self.keep:
                    self.seen.append(conversation)
                FAULTS.get(headers.get("x-fault", ""), Conversation.answer)(conversation)
                if not conversation.keep_alive:
                    return
        except (OSError, ssl.SSLError, ValueError):
            pass
        finally:
            self.open_sockets.discard(sock)
            sock.close()
            self._threads.discard(threading.current_thread())

    def _read(self, sock: socket.socket, buffer: bytes) -> tuple[str, int, dict[str, str], bytes] | None:
        while b"\r\n\r\n" not in buffer:
            data = sock.recv(65536)
            if not data:
                return None
            buffer += data
        raw, _, rest = buffer.partition(b"\r\n\r\n")
        head = raw.decode("latin-1")
        headers = {}
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if headers.get("transfer-encoding") == "chunked":
            size, rest = self._chunked(sock, rest)
            return head, size, headers, rest
        size = int(headers.get("content-length", 0))
        left = size - len(rest)
        if left < 0:
            return head, size, headers, rest[size:]
        while left:
            data = sock.recv(min(left, 1 << 20))
            if not data:
                return None
            left -= len(data)
        return head, size, headers, b""

    @staticmethod
    def _more(sock: socket.socket) -> bytes:
        data = sock.recv(65536)
        if not data:
            raise ConnectionError("the client went away in the middle of its request")
        return data

    def _chunked(self, sock: socket.socket, rest: bytes) -> tuple[int, bytes]:
        total = 0
        while True:
            while b"\r\n" not in rest:
                rest += self._more(sock)
            line, _, rest = rest.partition(b"\r\n")
            size = int(line, 16)
            while len(rest) < size + 2:
                rest += self._more(sock)
            rest = rest[size + 2 :]
            total += size
            if size == 0:
                return total, rest
