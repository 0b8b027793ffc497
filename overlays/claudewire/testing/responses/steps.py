"""An answer as a script: the head, what follows it, the pauses between, and perhaps an untimely end.

Handlers write scripts, faults rewrite them, and `player` performs them. So a fault is a function from script to script
and needs no socket, and a test can look at a script without a server.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, frozen


@frozen
class Head:
    """Status and headers. Headers of the connection itself are the player's business."""

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
    """Nothing, for some seconds."""

    seconds: float


@frozen
class Disconnect:
    """The connection ends here: closed in order, or reset, whatever was promised."""

    how: Literal["close", "reset"] = "close"


@frozen
class Raw:
    """Bytes that stand where an HTTP answer was due."""

    data: bytes


Step: TypeAlias = "Head | Event | bytes | Pause | Disconnect | Raw"
Steps: TypeAlias = Iterator[Step]


def dumps(value: Any) -> bytes:
    """JSON as the API writes it: no spaces, no escapes that are not needed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def full_response(status: int, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Steps:
    """An answer that is there at once, with its length."""
    yield Head(status, {"content-type": media, "content-length": str(len(body)), **(headers or {})})
    if body:
        yield body


def json_response(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Steps:
    """A JSON value."""
    return full_response(status, dumps(value), "application/json", headers)


def event_stream(steps: Iterable[Step]) -> Steps:
    """A stream of events, with the pauses that the steps have."""
    yield Head(200, {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"})
    yield from steps


def delayed(seconds: float, steps: Steps) -> Steps:
    """Return the steps after a pause."""
    yield Pause(seconds)
    yield from steps


def jsonl_response(values: Iterable[Any], headers: Mapping[str, str]) -> Steps:
    """JSON lines, one by one."""
    yield Head(200, {"content-type": "application/x-jsonl", **headers})
    for value in values:
        yield dumps(value) + b"\n"
