"""What a server can do wrong, each by its name, and the responses that it damages."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .server import FaultServer

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
