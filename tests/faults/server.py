"""A server made of sockets that does wrong on demand: the header `x-fault` of a request names what.

It speaks just enough HTTP to be wrong in precise places. Every request is logged, so that what a client reports can be compared
with what arrived. The answer carries the `x-tag` of its request: a body that reaches the wrong caller is seen.
"""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable
from typing import Any, Self

FAULTS: dict[str, Callable[[Conversation], None]] = {}


def fault(action: Callable[[Conversation], None]) -> Callable[[Conversation], None]:
    FAULTS[action.__name__] = action
    return action


class Conversation:
    """One request that has been read, and the socket to answer on."""

    def __init__(
        self, server: FaultServer, sock: socket.socket, head: str, body_size: int, headers: dict[str, str]
    ) -> None:
        self.server, self.sock, self.body_size, self.headers = server, sock, body_size, headers
        self.method, self.path, _ = head.split("\r\n", 1)[0].split(" ", 2)
        self.keep_alive = True

    @property
    def tag(self) -> str:
        return self.headers.get("x-tag", "none")

    def value(self) -> dict[str, Any]:
        if "/files" in self.path:
            return {
                "type": "file",
                "id": f"file_{self.tag}",
                "filename": "f",
                "mime_type": "text/plain",
                "size_bytes": self.body_size,
                "created_at": "2026-01-01T00:00:00Z",
                "downloadable": False,
            }
        if "/models" in self.path:
            return {"data": [], "has_more": False, "first_id": None, "last_id": None}
        return message(self.tag)

    def events(self) -> bytes:
        return b"".join(events(self.tag))

    @property
    def streams(self) -> bool:
        return self.headers.get("accept") == "text/event-stream"

    def body(self) -> bytes:
        return self.events() if self.streams else json.dumps(self.value()).encode()

    def head(self, length: int | None, status: str = "200 OK", **more: str) -> bytes:
        headers = {
            "content-type": "text/event-stream" if self.streams else "application/json",
            "request-id": f"req_{self.tag}",
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        if length is not None:
            headers["content-length"] = str(length)
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode("latin-1")

    def answer(self, body: bytes | None = None, **more: str) -> None:
        body = self.body() if body is None else body
        self.sock.sendall(self.head(len(body), **more) + body)

    def reset(self) -> None:
        """An RST: whatever the other side reads next fails."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.end()

    def end(self) -> None:
        self.keep_alive = False
        self.sock.close()

    def trickle(self, data: bytes, size: int, pause: float) -> None:
        for start in range(0, len(data), size):
            self.sock.sendall(data[start : start + size])
            time.sleep(pause)


def message(tag: str, text: str = "Hello.") -> dict[str, Any]:
    return {
        "id": f"msg_{tag}",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-4-5",
        "content": [{"type": "text", "text": text}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 2},
    }


def events(tag: str) -> list[bytes]:
    start = {**message(tag), "content": [], "stop_reason": None}
    payloads: list[dict[str, Any]] = [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "ping"},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hel"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "lo."}},
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 2},
        },
        {"type": "message_stop"},
    ]
    return [f"event: {p['type']}\ndata: {json.dumps(p)}\n\n".encode() for p in payloads]


# -- what can go wrong -------------------------------------------------------------------------------------------------


@fault
def reset_before_headers(c: Conversation) -> None:
    c.reset()


@fault
def reset_in_headers(c: Conversation) -> None:
    c.sock.sendall(b"HTTP/1.1 200 OK\r\ncontent-ty")
    time.sleep(0.01)
    c.reset()


@fault
def reset_in_body(c: Conversation) -> None:
    body = c.body()
    c.sock.sendall(c.head(len(body)) + body[: len(body) // 2])
    time.sleep(0.01)
    c.reset()


@fault
def fin_in_body(c: Conversation) -> None:
    body = c.body()
    c.sock.sendall(c.head(None, transfer_encoding="chunked") + b"%x\r\n" % len(body) + body[: len(body) // 2])
    c.end()


@fault
def short_content_length(c: Conversation) -> None:
    body = c.body()
    c.sock.sendall(c.head(len(body) + 100) + body)
    c.end()


@fault
def garbage_status_line(c: Conversation) -> None:
    c.sock.sendall(b"\x00\x01garbage here\r\n\r\n")
    c.end()


@fault
def continue_then_close(c: Conversation) -> None:
    c.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    c.end()


@fault
def slow_headers(c: Conversation) -> None:
    body = c.body()
    c.trickle(c.head(len(body)), 16, 0.05)
    c.sock.sendall(body)


@fault
def silent(c: Conversation) -> None:
    c.server.stopping.wait(5)
    c.end()


@fault
def slow_body(c: Conversation) -> None:
    body = c.body()
    c.sock.sendall(c.head(len(body)))
    c.trickle(body, 40, 0.1)


@fault
def slicer(c: Conversation) -> None:
    c.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    body = c.body()
    c.trickle(c.head(len(body)) + body, 1, 0)


@fault
def bandwidth(c: Conversation) -> None:
    body = c.body()
    c.trickle(c.head(len(body)) + body, 64, 0.002)


@fault
def proxy_407(c: Conversation) -> None:
    c.answer(
        b"<html>Proxy Authentication Required</html>",
        status="407 Proxy Authentication Required",
        content_type="text/html",
    )


@fault
def html_200(c: Conversation) -> None:
    c.answer(b"<html><title>Welcome to Free WiFi</title></html>", content_type="text/html")


@fault
def empty_200(c: Conversation) -> None:
    c.answer(b"")


@fault
def not_the_object(c: Conversation) -> None:
    c.answer(b"[]")


@fault
def missing_fields(c: Conversation) -> None:
    c.answer(b"{}")


@fault
def truncated_json(c: Conversation) -> None:
    body = c.body()
    c.answer(body[: len(body) // 2])


@fault
def gzip_corrupt(c: Conversation) -> None:
    data = bytearray(gzip.compress(c.body()))
    data[len(data) // 2] ^= 0xFF
    data[15] ^= 0x55
    c.answer(bytes(data), content_encoding="gzip")


@fault
def gzip_truncated(c: Conversation) -> None:
    c.answer(gzip.compress(c.body())[:-12], content_encoding="gzip")


@fault
def gzip_bomb(c: Conversation) -> None:
    c.answer(c.server.bomb(), content_encoding="gzip")


@fault
def unknown_encoding(c: Conversation) -> None:
    c.answer(content_encoding="br")


@fault
def wrong_charset(c: Conversation) -> None:
    c.answer(b"\xff\xfe{\x00}\x00\x00\xd8", content_type="application/json; charset=utf-16")


@fault
def bad_utf8(c: Conversation) -> None:
    c.answer(c.body().replace(b"assistant", b"\xff\xfe\xfa"))


@fault
def huge_headers(c: Conversation) -> None:
    c.sock.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(80):
        c.sock.sendall(b"x-%d: " % n + b"a" * 65536 + b"\r\n")
    c.sock.sendall(b"\r\n{}")
    c.end()


@fault
def http_10(c: Conversation) -> None:
    c.sock.sendall(c.head(None).replace(b"HTTP/1.1", b"HTTP/1.0") + c.body())
    c.end()


@fault
def overloaded(c: Conversation) -> None:
    body = {
        "type": "error",
        "error": {"type": "overloaded_error", "message": "Overloaded"},
        "request_id": f"req_{c.tag}",
    }
    c.answer(json.dumps(body).encode(), status="529 Overloaded", content_type="application/json")


@fault
def echo_key(c: Conversation) -> None:
    key = c.headers.get("x-api-key", "")
    body = {
        "type": "error",
        "error": {"type": "authentication_error", "message": f"invalid x-api-key {key}"},
        "you_sent": key,
    }
    c.answer(json.dumps(body).encode(), status="401 Unauthorized", content_type="application/json", x_echo=key)


@fault
def redirect(c: Conversation) -> None:
    status, target = c.headers["x-status"], c.headers["x-location"]
    c.answer(b"", status=f"{status} Elsewhere", location=target)


@fault
def large(c: Conversation) -> None:
    """As many bytes as the request says."""
    left = int(c.headers["x-size"])
    c.sock.sendall(c.head(left))
    piece = bytes(1 << 20)
    while left:
        left -= c.sock.send(piece[: min(left, len(piece))])


@fault
def close_after(c: Conversation) -> None:
    """A correct answer, after which the connection is gone without a word."""
    c.answer()
    c.end()


#: Faults with which a call may still succeed.
HARMLESS = frozenset({"slow_headers", "slow_body", "slicer", "bandwidth", "http_10", "close_after"})


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
