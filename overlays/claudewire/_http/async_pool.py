"""Connections of a client for event loops: asyncio, and trio through anyio. Each event loop has its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import anyio

from .connection import HTTPResponse
from .exceptions import DeadlineExceeded, PoolClosed, PoolTimeout, clear_frames
from .network import asyncio_stream
from .pool import DEADLINE_PASSED, BaseResponse, ConnectionFactory, PoolOptions, PoolState
from .request import Request, cap_timeouts

if TYPE_CHECKING:
    from .decoders import BodyBuffer

#: Seconds that a cancelled request may spend on closing its socket.
CLOSE_TIMEOUT: Final = 1.0


def current_loop() -> Any:
    """Return what identifies the running event loop."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        import trio

        return trio.lowlevel.current_trio_token()


class DeadlineScope:
    """Cancels its block at the deadline, and raises DeadlineExceeded then. Without a deadline it costs nothing."""

    __slots__ = ("_deadline", "_scope")

    def __init__(self, deadline: float | None) -> None:
        self._deadline = deadline
        self._scope: anyio.CancelScope | None = None

    def __enter__(self) -> None:
        if self._deadline is not None:
            self._scope = anyio.move_on_after(max(self._deadline - time.monotonic(), 0.0))
            self._scope.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        scope = self._scope
        if scope is None:
            return None
        swallowed = scope.__exit__(kind, error, trace)
        if scope.cancelled_caught:
            raise DeadlineExceeded(DEADLINE_PASSED)
        return swallowed


class AsyncResponse(BaseResponse):
    """A response whose body is read by the event loop that sent the request."""

    __slots__ = ("_loop",)

    def __init__(self, response: Any, deadline: float | None, state: PoolState | None = None, held: Any = None) -> None:
        super().__init__(response, deadline, state, held)
        self._loop = current_loop()

    async def read_chunk(self) -> bytes | None:
        """Return the next chunk of the body, still encoded; None at the end. Raises TransportError if the connection breaks.

        Not an async generator: an unfinished one needs its event loop to be closed.
        """
        if self._closed:
            return None
        try:
            chunk: bytes | None
            if self._deadline is None:
                chunk = await self._response.read_chunk()
            else:
                with DeadlineScope(self._deadline):
                    chunk = await self._response.read_chunk()
        except BaseException:
            await self._release(False)
            raise
        if chunk is None:
            self.is_complete = True
            await self._release(True)
        return chunk

    def direct(self) -> HTTPResponse | None:
        """Return what a slow stream waits for and takes chunks from, without coroutines; None where only `read_chunk` will do."""
        response = self._response
        if self._deadline is None and isinstance(response, HTTPResponse) and response.can_wait_for_data():
            return response
        return None

    async def read(self, buffer: BodyBuffer) -> bytes:
        """Return the complete decoded body."""
        try:
            while (chunk := await self.read_chunk()) is not None:
                buffer.add(chunk)
        finally:
            await self._release(False)
        return buffer.finish()

    async def aclose(self) -> None:
        """Release the connection; it is closed if a part of the body was not read. May be called any number of times."""
        await self._release(True)

    async def _release(self, keep_alive: bool) -> None:
        if self._closed:
            return
        self._closed = True
        response = self._response
        if keep_alive and response.is_reusable_after_body():
            await response.aclose()  # does not suspend
            await self._give_back(True)
            return
        closed = False
        try:
            with anyio.move_on_after(CLOSE_TIMEOUT, shield=True):
                await response.aclose()
                closed = True
        finally:
            if not (keep_alive and closed):
                response.abort()
            await self._give_back(keep_alive and closed)

    async def _give_back(self, keep_alive: bool) -> None:
        state = self._state
        if state is not None and not state.is_inherited():
            unusable = state.release(self._held, keep_alive=keep_alive, now=time.monotonic())
            state.slots.release()
            await _close_quietly(unusable)

    def __del__(self) -> None:
        # A finalizer cannot wait: the event loop closes the connection of a response that was dropped.
        if self._closed:
            return
        self._closed = True
        _call_soon(self._loop, partial(_drop, self._response, self._state, self._held))


def _drop(response: Any, state: PoolState | None, connection: Any) -> None:
    response.abort()
    if state is not None and not state.is_inherited():
        state.release(connection, keep_alive=False, now=0.0)
        state.slots.release()


def _call_soon(loop: Any, action: Callable[[], Any]) -> None:
    """Run `action` on an event loop, from any thread."""
    try:
        if isinstance(loop, asyncio.AbstractEventLoop):
            loop.call_soon_threadsafe(action)
        else:
            loop.run_sync_soon(action)
    except Exception:
        pass  # the loop is closed, and its sockets with it


def _abort_all(connections: list[Any]) -> None:
    for connection in connections:
        connection.abort()


class AsyncConnectionPool:
    """Connections of a client for any number of event loops."""

    def __init__(self, options: PoolOptions) -> None:
        self._options = options
        self._factory = ConnectionFactory(options)
        self._loops: WeakKeyDictionary[Any, PoolState] = WeakKeyDictionary()
        self.closed = False

    def __repr__(self) -> str:
        return f"<AsyncConnectionPool {list(self._loops.values())!r}>"

    @property
    def idle(self) -> int:
        """Number of connections that wait for their next request, on all event loops."""
        return sum(len(state.idle) for state in self._loops.values())

    async def handle_request(self, request: Request) -> AsyncResponse:
        """Send a request and return the response when its headers have arrived.

        Raises:
            TransportError: there was no response.
            httpx.HTTPError: there was none, and the request went through httpx.
        """
        with DeadlineScope(request.deadline):
            return await self._handle_request(request)

    async def _handle_request(self, request: Request) -> AsyncResponse:
        state = self._state_of_this_loop()
        request.timeouts = cap_timeouts(request.timeouts, request.deadline)
        try:
            state.slots.acquire_nowait()
        except anyio.WouldBlock:
            await _acquire_slot(state, request.timeouts["pool"])
        connection: Any = None
        try:
            library = self._factory.library_for(request)
            connection, unusable = state.checkout(rewindable=request.rewindable, library=library, now=time.monotonic())
            if unusable:
                await _close_quietly(unusable)
            if connection is None:
                connection = self._new_connection(library)
            state.add(connection, connection)
            response = await connection.handle_request(request)
        except BaseException as error:
            clear_frames(error)
            try:
                unusable = [] if connection is None else state.release(connection, keep_alive=False, now=0.0)
                if isinstance(error, GeneratorExit):  # nothing can be awaited
                    _abort_all(unusable)
                elif unusable:
                    await _close_quietly([request.body, *unusable])
            finally:
                state.slots.release()
            raise
        return AsyncResponse(response, request.deadline, state, connection)

    def _state_of_this_loop(self) -> PoolState:
        if self.closed:
            raise PoolClosed("the client is closed")
        loop = current_loop()
        state = self._loops.get(loop)
        if state is None or state.is_inherited():
            slots = anyio.Semaphore(self._options.max_connections)
            state = self._loops[loop] = PoolState(slots, self._options.keepalive_expiry)
        return state

    def _new_connection(self, library: str | None) -> Any:
        if library is not None:
            from .httpx_transport import AsyncHttpxTransport

            return AsyncHttpxTransport(library, **self._factory.httpx_options())
        if isinstance(current_loop(), asyncio.AbstractEventLoop):
            return self._factory.connection(asyncio_stream.connect)
        from .network import trio_stream

        return self._factory.connection(trio_stream.connect)

    async def close(self) -> None:
        """Close the idle connections of the running event loop, and accept no more requests."""
        self.closed = True
        try:
            state = self._loops.get(current_loop())
        except (RuntimeError, ImportError):
            state = None
        if state is not None:
            await _close_quietly(state.pop_all())

    def __del__(self) -> None:
        # A client that was not closed. Only the event loop of a socket can close it.
        for loop, state in list(self._loops.items()):
            if state.idle and not state.is_inherited():
                _call_soon(loop, partial(_abort_all, state.pop_all()))


async def _acquire_slot(state: PoolState, timeout: float | None) -> None:
    acquired = False
    with anyio.move_on_after(timeout):
        await state.slots.acquire()
        acquired = True
    if not acquired:
        raise PoolTimeout("all connections are in use")


async def _close_quietly(resources: list[Any]) -> None:
    for resource in resources:
        try:
            with anyio.move_on_after(CLOSE_TIMEOUT, shield=True):
                await resource.aclose()
        except Exception:
            pass  # the socket is dropped either way
