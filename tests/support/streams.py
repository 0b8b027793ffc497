"""Support for tests of streams: named event streams, a scripted response, and the three modes in which it can be read."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import trio

import claudewire_api.endpoints.messages as endpoints
from claudewire._call.responses.response import Headers, ResponseInfo
from claudewire._errors import APIError, APITimeoutError
from claudewire._stream import state
from claudewire._stream.async_stream import AsyncMessageStream, AsyncMessageStreamManager, AsyncStream
from claudewire._stream.stream import MessageStream, MessageStreamManager, Stream
from claudewire_api._call import Call, Operation

ROOT = Path(__file__).parents[2]
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


class _Script:
    """A streamed response without a connection.

    Args:
        script: What reading does, in order: bytes are returned, an exception is raised, a number of seconds is slept, a function
            is called.
        then: The response of the next attempt; None if there is no other attempt.
        stall_timeout: Seconds without progress after which the stream is stalled.
    """

    def __init__(self, *script: Any, then: Any = None, stall_timeout: float | None = None) -> None:
        self.stall_timeout = stall_timeout
        self.observer = None
        self.script = script
        self.then = then
        #: How many times the response was closed.
        self.closed = 0
        #: The errors after which another attempt was asked for.
        self.failures: list[APIError] = []
        self.info = ResponseInfo(
            headers=Headers([(b"request-id", b"req_1"), (b"anthropic-organization-id", b"org_1")]), attempts=1
        )
        self.read_deadline: float | None = None

    def _next(self, error: APIError) -> Any:
        self.closed += 1
        self.failures.append(error)
        if self.then is None or not error.is_retryable:
            raise error
        return self.then


class _ScriptedResponse(_Script):
    """Stands for a `StreamedResponse`."""

    def iter_bytes(self) -> Iterator[bytes]:
        for item in self.script:
            if isinstance(item, bytes):
                yield item
            elif isinstance(item, BaseException):
                raise item
            elif callable(item):
                item()
            else:
                self._sleep(item)

    def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.read_deadline is not None and state.monotonic() >= self.read_deadline:
                raise APITimeoutError("the read deadline passed")
            time.sleep(0.001)

    def set_read_deadline(self, deadline: float | None) -> None:
        self.read_deadline = deadline

    def close(self) -> None:
        self.closed += 1

    def retry(self, error: APIError) -> Any:
        return self._next(error)


class _AsyncChunks:
    """An object, as in the library: an async generator that is dropped causes a warning."""

    def __init__(self, script: tuple[Any, ...]) -> None:
        self._script = iter(script)

    def __aiter__(self) -> _AsyncChunks:
        return self

    async def __anext__(self) -> bytes:
        for item in self._script:
            if isinstance(item, bytes):
                return item
            if isinstance(item, BaseException):
                raise item
            if callable(item):
                item()
            else:
                await anyio.sleep(item)
        raise StopAsyncIteration


class _AsyncScriptedResponse(_Script):
    """Stands for an `AsyncStreamedResponse`."""

    def aiter_bytes(self) -> _AsyncChunks:
        return _AsyncChunks(self.script)

    def direct(self) -> None:
        """Nothing to wait for: the chunks are there."""

    async def aclose(self) -> None:
        self.closed += 1

    async def retry(self, error: APIError) -> Any:
        return self._next(error)


#: Typed as Any, because the classes of the library are not their bases.
ScriptedResponse: Any = _ScriptedResponse
AsyncScriptedResponse: Any = _AsyncScriptedResponse


class Mode:
    """How a test reads a stream: `sync`, on `asyncio`, or on `trio`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.response: Any = ScriptedResponse if name == "sync" else AsyncScriptedResponse

    def run(self, steps: Callable[[], Any]) -> Any:
        return (asyncio.run if self.name == "asyncio" else lambda coroutine: trio.run(lambda: coroutine))(steps())

    def message_stream(self, *script: Any) -> MessageStream | AsyncMessageStream:
        """Return the stream of `messages.stream()`."""
        if self.name == "sync":
            return MessageStream(Stream(CALL, ScriptedResponse(*script)))

        async def steps() -> AsyncMessageStream:
            return AsyncMessageStream(AsyncStream(CALL, AsyncScriptedResponse(*script)))

        stream: AsyncMessageStream = self.run(steps)
        return stream

    def events(self, response: Any, call: Call[Any] = CALL, seen: list[Any] | None = None) -> list[Any]:
        """Return the events of `messages.create(stream=True)`, appended to `seen`."""
        seen = [] if seen is None else seen
        if self.name == "sync":
            for event in Stream(call, response):
                seen.append(event)
            return seen

        async def steps() -> None:
            async for event in AsyncStream(call, response):
                seen.append(event)

        self.run(steps)
        return seen

    def stream(self, response: Any, use: str, *, meanwhile: Callable[[], Any] = lambda: None) -> Any:
        """Use `messages.stream()`. Returns the events or texts as a list, or the result of the method `use`.

        `meanwhile` is called at each event.
        """
        if self.name == "sync":
            with MessageStreamManager(lambda: Stream(CALL, response)) as stream:
                return (
                    [(event, meanwhile())[0] for event in stream]
                    if use == "events"
                    else list(stream.text_stream)
                    if use == "text_stream"
                    else getattr(stream, use)()
                )

        async def open_stream() -> AsyncStream[Any]:
            return AsyncStream(CALL, response)

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
