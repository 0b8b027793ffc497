"""What streams are tested with: event streams by name, a connection that follows a script, three ways to read it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import trio

import claudewire_api.endpoints.messages as endpoints
from claudewire._errors import APIConnectionError, APIError
from claudewire._response import Headers, ResponseInfo
from claudewire._streaming import (
    AsyncMessageStream,
    AsyncMessageStreamManager,
    AsyncStream,
    MessageStream,
    MessageStreamManager,
    Stream,
)
from claudewire_api._call import Call, Operation

ROOT = Path(__file__).parents[1]
VECTORS = json.loads((ROOT / "tests/vectors/streams.json").read_text("utf-8"))["vectors"]

Event = dict[str, Any]
REQUEST: dict[str, Any] = {"model": "claude-opus-4-6", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}
CALL: Call[Any] = endpoints.create(**REQUEST, stream=True)
LINES: Call[Any] = Call(
    operation=Operation(id="messages.batches.results", method="GET", path="/"), path="/", kind="lines", decode=dict
)
OTHER: Call[Any] = Call(
    operation=Operation(id="sessions.events", method="GET", path="/"), path="/", kind="events", decode=dict
)


def wire(*events: Event) -> bytes:
    return b"".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode() for event in events)


def vector(name: str) -> list[Event]:
    return next(v["events"] for v in VECTORS if v["name"] == name)


TEXT = vector("text")
TOOL = vector("tool input in fragments")


class Connection:
    """What the pipeline hands out, from a script: bytes come, an exception is raised, a number is slept, a function called."""

    def __init__(self, *script: Any, then: Connection | None = None, stall_timeout: float | None = None) -> None:
        self.stall_timeout = stall_timeout
        self.script = script
        self.then = then
        self.closed = 0
        self.failures: list[APIError] = []
        self.info = ResponseInfo(
            headers=Headers([(b"request-id", b"req_1"), (b"anthropic-organization-id", b"org_1")]), attempts=1
        )
        self.aborted = threading.Event()

    def iter_bytes(self) -> Iterator[bytes]:
        for item in self.script:
            if isinstance(item, bytes):
                yield item
            elif isinstance(item, BaseException):
                raise item
            elif callable(item):
                item()
            elif self.aborted.wait(item):
                raise APIConnectionError("Connection error: broken")

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        for item in self.script:
            if isinstance(item, bytes):
                yield item
            elif isinstance(item, BaseException):
                raise item
            elif callable(item):
                item()
            else:
                await anyio.sleep(item)

    def abort(self) -> None:
        self.aborted.set()

    def read_until(self, moment: float | None) -> bool:
        """Like a connection that is not ours: `abort` has to end its reads."""
        return False

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1

    def _next(self, error: APIError) -> Connection:
        self.failures.append(error)
        if self.then is None or not error.is_retryable:
            raise error
        return self.then


class _Blocking(Connection):
    def reopen(self, error: APIError) -> Connection:
        self.close()
        return self._next(error)


class _Awaited(Connection):
    async def reopen(self, error: APIError) -> Connection:
        await self.aclose()
        return self._next(error)


#: They only look like what the pipeline hands out.
Blocking: Any = _Blocking
Awaited: Any = _Awaited


class Way:
    """The same test for each way to read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.connection: Any = Blocking if name == "blocking" else Awaited

    def run(self, steps: Callable[[], Any]) -> Any:
        return (asyncio.run if self.name == "asyncio" else lambda coroutine: trio.run(lambda: coroutine))(steps())

    def message_stream(self, *script: Any) -> MessageStream | AsyncMessageStream:
        """`messages.stream()`, entered."""
        if self.name == "blocking":
            return MessageStream(Stream(CALL, Blocking(*script)))

        async def steps() -> AsyncMessageStream:
            return AsyncMessageStream(AsyncStream(CALL, Awaited(*script)))

        stream: AsyncMessageStream = self.run(steps)
        return stream

    def events(self, connection: Any, call: Call[Any] = CALL, seen: list[Any] | None = None) -> list[Any]:
        """`messages.create(stream=True)`"""
        seen = [] if seen is None else seen
        if self.name == "blocking":
            for event in Stream(call, connection):
                seen.append(event)
            return seen

        async def steps() -> None:
            async for event in AsyncStream(call, connection):
                seen.append(event)

        self.run(steps)
        return seen

    def stream(self, connection: Any, use: str, *, meanwhile: Callable[[], Any] = lambda: None) -> Any:
        """`messages.stream()`: a list of what iterating gives, with something done at each event, or a method's result."""
        if self.name == "blocking":
            with MessageStreamManager(lambda: Stream(CALL, connection)) as stream:
                return (
                    [(event, meanwhile())[0] for event in stream]
                    if use == "events"
                    else list(stream.text_stream)
                    if use == "text_stream"
                    else getattr(stream, use)()
                )

        async def open_stream() -> AsyncStream[Any]:
            return AsyncStream(CALL, connection)

        async def steps() -> Any:
            async with AsyncMessageStreamManager(open_stream) as stream:
                if use == "events":
                    return [(event, meanwhile())[0] async for event in stream]
                return (
                    [text async for text in stream.text_stream]
                    if use == "text_stream"
                    else await getattr(stream, use)()
                )

        return self.run(steps)


def vector_message(name: str) -> Event:
    return next(v["message"] for v in VECTORS if v["name"] == name)
