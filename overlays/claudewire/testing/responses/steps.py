"""A response as steps: the head, chunks of the body or events, pauses, and perhaps a disconnect.

Handlers make steps, faults change them, and the player sends them. So a fault is a function from steps to steps that
needs no socket, and a test can check steps without a server.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, frozen


@frozen
class Head:
    """Status and headers. The player adds the headers of the connection."""

    status: int
    headers: Mapping[str, str] = field(factory=dict[str, str])


@frozen
class Event:
    """One server-sent event."""

    name: str
    #: The payload; text is sent as it is, anything else as JSON.
    data: Any

    def encode(self) -> bytes:
        data = self.data if isinstance(self.data, str) else dumps(self.data).decode()
        return f"event: {self.name}\ndata: {data}\n\n".encode()


@frozen
class Pause:
    """A pause, in seconds."""

    seconds: float


@frozen
class Disconnect:
    """The end of the connection: it is closed, or reset."""

    how: Literal["close", "reset"] = "close"


@frozen
class Raw:
    """Bytes in the place of an HTTP response."""

    data: bytes


Step: TypeAlias = "Head | Event | bytes | Pause | Disconnect | Raw"
Steps: TypeAlias = Iterator[Step]


def dumps(value: Any) -> bytes:
    """Encode JSON as the API does: no spaces, no unnecessary escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def full_response(status: int, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Steps:
    """Yield a complete response, with its content-length."""
    yield Head(status, {"content-type": media, "content-length": str(len(body)), **(headers or {})})
    if body:
        yield body


def json_response(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Steps:
    """Yield a JSON response."""
    return full_response(status, dumps(value), "application/json", headers)


def event_stream(steps: Iterable[Step]) -> Steps:
    """Yield a stream of events."""
    yield Head(200, {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"})
    yield from steps


def delayed(seconds: float, steps: Steps) -> Steps:
    """Return the steps after a pause."""
    yield Pause(seconds)
    yield from steps


def jsonl_response(values: Iterable[Any], headers: Mapping[str, str]) -> Steps:
    """Yield a response of JSON lines."""
    yield Head(200, {"content-type": "application/x-jsonl", **headers})
    for value in values:
        yield dumps(value) + b"\n"
