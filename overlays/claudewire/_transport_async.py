"""The same as `_transport` for event loops: asyncio and trio, through anyio. Each loop has its own lanes."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import anyio

from ._config import KEEPALIVE_EXPIRY, Config
from ._connection import AsyncConnection
from ._decoding import Body
from ._errors import ConfigurationError, DeadlineExpired
from ._failures import cause_of, clear_frames, connection_error, is_transport_error, no_lane, raise_ours
from ._network import Backend, Stream
from ._outgoing import Outgoing
from ._request import Request
from ._transport import FAREWELL, Lane, Making, Raw, clamped, http_version

if TYPE_CHECKING:
    import httpx

#: Chunks that a closed connection may still have in its buffers.
_LEFTOVERS = 64


def current_loop() -> Any:
    """What identifies the running event loop."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        import trio

        return trio.lowlevel.current_trio_token()


class _Deadline:
    """Cancels what is inside when the deadline passes, and says so with our error. Without a deadline it costs nothing."""

    __slots__ = ("_at", "_scope")

    def __init__(self, at: float | None) -> None:
        self._at = at
        self._scope: anyio.CancelScope | None = None

    def __enter__(self) -> None:
        if self._at is not None:
            self._scope = anyio.move_on_after(max(self._at - time.monotonic(), 0.0))
            self._scope.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        scope = self._scope
        if scope is None:
            return None
        swallowed = scope.__exit__(kind, error, trace)
        if scope.cancelled_caught:
            raise DeadlineExpired("The deadline of the call passed.", is_retryable=False)
        return swallowed


class AsyncIncoming:
    """A response whose head has arrived."""

    __slots__ = (
        "_chunks",
        "_deadline",
        "_done",
        "_loop",
        "_release",
        "_response",
        "http_version",
        "raw_headers",
        "status",
    )

    def __init__(self, response: Any, release: Callable[[bool], None], deadline: float | None) -> None:
        self._response = response
        self._release = release
        self._deadline = deadline
        self._chunks: AsyncIterator[bytes] | None = None
        self._done = False
        self._loop = current_loop()
        self.status: int = response.status
        self.raw_headers: Raw = response.headers
        self.http_version = http_version(response)

    async def chunk(self) -> bytes | None:
        """The next part of the body as it comes off the wire; None at the end. Raises our errors.

        Not an async generator: those can not be dropped without a trace.
        """
        if self._done:
            return None
        if self._chunks is None:
            self._chunks = aiter(self._response.stream)
        chunks = self._chunks
        chunk: bytes | None = None
        try:
            with _Deadline(self._deadline):
                try:
                    chunk = await chunks.__anext__()
                except StopAsyncIteration:
                    self._chunks = None
        except BaseException as error:
            await self._finish(False)
            if is_transport_error(error):
                raise connection_error(error, deadline=self._deadline) from cause_of(error)
            raise
        if chunk is None:
            await self._finish(True)
        return chunk

    async def read(self, body: Body) -> bytes:
        """The whole body."""
        try:
            while (chunk := await self.chunk()) is not None:
                body.add(chunk)
        finally:
            await self._finish(False)
        return body.whole()

    async def aclose(self) -> None:
        """Give the connection back, or close it if there is something left to read. Any number of times."""
        await self._finish(True)

    async def _finish(self, reusable: bool) -> None:
        if self._done:
            return
        self._done = True
        if reusable and self._response.over:
            self._response.close()
            self._release(True)
            return
        closed = False
        try:
            with anyio.move_on_after(FAREWELL, shield=True):
                await self._response.aclose()
                closed = True
                if self._chunks is not None:
                    await _exhaust(self._chunks)
        finally:
            if not (reusable and closed):
                _abandon(self._response.extensions.get("network_stream"))
            self._release(reusable and closed)

    def __del__(self) -> None:
        # A finalizer can not wait. Whoever drops an open response gets its connection closed by its event loop.
        if self._done:
            return
        self._done = True
        response, release, chunks, loop = self._response, self._release, self._chunks, self._loop

        def farewell() -> None:
            _abandon(response.extensions.get("network_stream"))
            release(False)
            if chunks is not None:
                _spawn(loop, chunks)

        _soon(self._loop, farewell)


async def _exhaust(chunks: Any) -> None:
    """Let the generators under a closed response notice that it is over.

    httpx and httpcore nest them, and to close the outer one leaves the inner ones to the garbage collector, which trio reports.
    """
    try:
        for _ in range(_LEFTOVERS):
            await chunks.__anext__()
    except (StopAsyncIteration, Exception):
        pass


def _spawn(loop: Any, chunks: Any) -> None:
    if isinstance(loop, asyncio.AbstractEventLoop):
        task = loop.create_task(_exhaust(chunks))
        _farewells.add(task)
        task.add_done_callback(_farewells.discard)
    else:
        import trio

        trio.lowlevel.spawn_system_task(_exhaust, chunks)


#: asyncio itself holds its tasks only weakly.
_farewells: set[asyncio.Task[None]] = set()


def _soon(loop: Any, action: Callable[[], Any]) -> None:
    """Run something on an event loop, from anywhere."""
    try:
        if isinstance(loop, asyncio.AbstractEventLoop):
            loop.call_soon_threadsafe(action)
        else:
            loop.run_sync_soon(action)
    except Exception:
        pass  # the loop is gone, and its sockets with it


def _abandon_all(streams: list[Any]) -> None:
    for stream in streams:
        _abandon(stream)


def _abandon(stream: Any) -> None:
    """Close a connection without waiting."""
    if stream is None:
        return
    if isinstance(stream, Stream):
        stream.abort()
        return
    inner: Any = getattr(stream, "_stream", None)
    transport: Any = getattr(getattr(inner, "transport_stream", inner), "_transport", None)
    if transport is not None:
        transport.abort()
    elif (raw := stream.get_extra_info("socket")) is not None:
        raw.close()


class _Lanes:
    """Idle lanes of one event loop, the latest used on top, and permits for all its lanes together."""

    def __init__(self, size: int) -> None:
        self.pid = os.getpid()
        self.idle: deque[Lane] = deque()
        self.busy: set[Lane] = set()
        self.permits = anyio.Semaphore(size)


class AsyncTransport:
    """Requests over lanes, for any number of event loops."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._making = Making(config)
        self._loops: WeakKeyDictionary[Any, _Lanes] = WeakKeyDictionary()
        self.closed = False

    async def open(self, request: Request, auth: Mapping[bytes, bytes], deadline: float | None) -> AsyncIncoming:
        """Send a request and wait for the head of the response.

        Raises:
            APIConnectionError: there was no response.
        """
        with _Deadline(deadline):
            return await self._open(request, auth, deadline)

    async def _open(self, request: Request, auth: Mapping[bytes, bytes], deadline: float | None) -> AsyncIncoming:
        lanes = self._current()
        timeouts = clamped(request.timeouts, deadline)
        try:
            lanes.permits.acquire_nowait()
        except anyio.WouldBlock:
            await _wait(lanes, timeouts["pool"], deadline)
        lane: Lane | None = None
        out: Outgoing | None = None
        try:
            while lanes.idle and time.monotonic() - lanes.idle[0].idle_since > KEEPALIVE_EXPIRY:
                await _discard(lanes.idle.popleft())
            stock = self._making.stock(request)
            # What can be sent only once does not go over a connection that may have died meanwhile.
            lane = lanes.idle.pop() if lanes.idle and request.repeatable else None
            if lane is not None and lane.stock != stock:
                await _discard(lane)
                lane = None
            if lane is None:
                lane = Lane(self._new(stock=stock), stock=stock)
            lanes.busy.add(lane)
            out = Outgoing(request, auth, timeouts, deadline)
            response = await lane.transport.open(out)
        except BaseException as error:
            clear_frames(error)  # they hold headers
            if lane is not None:
                lanes.busy.discard(lane)
                await _discard(lane, out)
            lanes.permits.release()
            if isinstance(error, Exception):
                raise_ours(error, request, deadline)
            raise
        lane.stream = response.extensions.get("network_stream")
        return AsyncIncoming(response, _Release(lanes, lane), deadline)

    def _current(self) -> _Lanes:
        if self.closed:
            raise ConfigurationError("the client is closed")
        loop = current_loop()
        lanes = self._loops.get(loop)
        if lanes is None or lanes.pid != os.getpid():
            lanes = self._loops[loop] = _Lanes(self._config.max_connections)
        return lanes

    def _new(self, *, stock: bool) -> Any:
        if stock:
            from ._stock import AsyncStock

            return AsyncStock(self._config)
        return AsyncConnection(self._making.origin, self._backend())

    def _backend(self) -> Any:
        """The one of httpcore is for any kind of event loop; on asyncio, ours takes half the time."""
        if isinstance(current_loop(), asyncio.AbstractEventLoop):
            return Backend()
        import httpcore

        return httpcore.AnyIOBackend()

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)

    async def close(self) -> None:
        self.closed = True
        try:
            lanes = self._loops.get(current_loop())
        except (RuntimeError, ImportError):
            lanes = None
        while lanes is not None and lanes.idle:
            await _discard(lanes.idle.pop())

    def __del__(self) -> None:
        # A client that nobody closed. Its sockets can only be closed by the loop that they belong to.
        for loop, lanes in list(self._loops.items()):
            streams = [lane.stream for lane in lanes.idle]
            if lanes.pid == os.getpid() and streams:
                _soon(loop, partial(_abandon_all, streams))

    @property
    def idle(self) -> int:
        """Connections that wait for their next request, in all event loops."""
        return sum(len(lanes.idle) for lanes in self._loops.values())


async def _wait(lanes: _Lanes, timeout: float | None, deadline: float | None) -> None:
    admitted = False
    with anyio.move_on_after(timeout):
        await lanes.permits.acquire()
        admitted = True
    if not admitted:
        raise no_lane(deadline)


class _Release:
    """Gives a lane back to its loop."""

    __slots__ = ("_lane", "_lanes")

    def __init__(self, lanes: _Lanes, lane: Lane) -> None:
        self._lanes, self._lane = lanes, lane

    def __call__(self, reusable: bool) -> None:
        lanes, lane = self._lanes, self._lane
        if lanes.pid != os.getpid():
            return  # opened by the parent of this process, and still its own
        lanes.busy.discard(lane)
        if reusable:
            lane.idle_since = time.monotonic()
            lanes.idle.append(lane)
        lanes.permits.release()


async def _discard(lane: Lane, request: Outgoing | None = None) -> None:
    try:
        with anyio.move_on_after(FAREWELL, shield=True):
            if request is not None:
                await request.stream.aclose()
            await lane.transport.aclose()
    except Exception:
        pass  # what can not be closed is let go


class AsyncClientTransport(AsyncTransport):
    """Requests over an `httpx.AsyncClient` of the caller: its hooks, cookies, mounts and limits stay in force."""

    def __init__(self, config: Config, client: httpx.AsyncClient) -> None:
        super().__init__(config)
        self._client = client

    async def _open(self, request: Request, auth: Mapping[bytes, bytes], deadline: float | None) -> AsyncIncoming:
        from ._stock import Answer, build

        try:
            out = build(self._client, request, auth, clamped(request.timeouts, deadline))
            response = Answer(await self._client.send(out, stream=True, follow_redirects=False))
        except BaseException as error:
            clear_frames(error)
            if isinstance(error, Exception):
                raise_ours(error, request, deadline)
            raise
        return AsyncIncoming(response, _nothing, deadline)

    async def close(self) -> None:
        self.closed = True
        await self._client.aclose()


def _nothing(reusable: bool) -> None:
    pass
