"""Connections of a blocking client, and what both kinds of pool share.

A request takes one connection for itself, from before its first byte until its response is closed; slots bound their number. Normally
that is an `HTTPConnection`. With a proxy or a patched httpx it is an `HttpxTransport`, limited to one connection. Why not httpx' pool:

* It looks through all its connections for every request; here the one used last is taken.
* It can be left with connections that are neither free nor gone when requests are cancelled (encode/httpcore#1093).
  Here a connection on which anything went wrong is closed.
* Its lock is not re-entrant: a stream that the garbage collector closes while the pool is at work stops the thread for ever.
  Nothing here takes a lock, because finalizers run this code, at any moment, in any thread.

After a fork, the child forgets the connections of its parent and does not close them: the sockets belong to both.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable
from math import inf
from operator import is_
from queue import Empty
from typing import Any, Final

from attrs import frozen

from .connection import HTTPConnection
from .decoders import BodyBuffer
from .exceptions import DeadlineExceeded, PoolClosed, PoolTimeout, clear_frames
from .httpx_patches import patched_library, socket_guard
from .network import sync_stream
from .network.origin import Origin, proxy_for
from .network.sync_stream import run_blocking
from .parsers.parser import ResponseParser
from .request import Request, cap_timeouts
from .slots import Slot, Slots

DEADLINE_PASSED: Final = "The deadline of the call passed."


@frozen(kw_only=True)
class PoolOptions:
    """What a pool is made with.

    Attributes:
        base_url: Absolute URL without a slash at the end. Requests to other origins go through httpx.
        proxy: URL of a proxy. None takes the one of the environment, if there is one; an empty text takes none.
        max_connections: Connections open at once, for each event loop.
        keepalive_expiry: Seconds for which an idle connection is kept.
        parser: `python` or `llhttp`, which needs httptools.
        via_httpx: Whether every request goes through httpx.
    """

    base_url: str
    proxy: str | None = None
    max_connections: int = 1000
    keepalive_expiry: float = 60.0
    parser: str = "python"
    via_httpx: bool = False


class PoolState:
    """Connections of one pool, and which to take or to close. No I/O and no clock: `now` is an argument.

    The mutable state is `idle` (used last: on the right) and `busy`, by what holds the connection. `busy` keeps a socket alive through a
    garbage collection that finds its response, so that it is closed in order.
    """

    def __init__(self, slots: Any, keepalive_expiry: float, busy: dict[Any, Any] | None = None) -> None:
        self.pid: int = os.getpid()
        self.idle: deque[Any] = deque()
        self.busy: dict[Any, Any] = {} if busy is None else busy
        #: Limits the connections of the pool; the driver acquires and frees one for each request.
        self.slots = slots
        self._expiry = keepalive_expiry
        self._guard: tuple[Any, ...] | None = None

    def __repr__(self) -> str:
        return f"<{len(self.busy)} busy, {len(self.idle)} idle>"

    def checkout(self, *, rewindable: bool, library: str | None, now: float) -> tuple[Any, list[Any]]:
        """Return an idle connection, or None if a new one is needed, and the connections that the caller closes.

        A body that can be sent only once gets a new connection: an idle one may have been closed by the server. The new one takes the
        place of the oldest idle one, so that no more are open than there are slots.
        """
        unusable = self._pop_expired(now) if self._admits(socket_guard()) else self.pop_all()
        try:
            connection = self.idle.pop() if rewindable else self.idle.popleft()
        except IndexError:
            return None, unusable
        if not rewindable or connection.library != library:
            unusable.append(connection)
            return None, unusable
        return connection, unusable

    def _admits(self, guard: tuple[Any, ...]) -> bool:
        """Whether connections may stay: nobody has replaced what decides about them. By identity, as proxies equal what they wrap."""
        last, self._guard = self._guard, guard
        return last is None or (all(map(is_, last, guard)) and len(last) == len(guard))

    def add(self, holder: Any, connection: Any) -> None:
        """Note that `holder` uses `connection`."""
        self.busy[holder] = connection

    def release(self, holder: Any, *, keep_alive: bool, now: float) -> list[Any]:
        """Make the connection of `holder` idle. Returns those that the caller closes: itself if it cannot be reused, and expired ones."""
        connection = self.busy.pop(holder, None)
        if connection is None:  # it was interrupted before it had one
            return []
        if not keep_alive:
            return [connection]
        connection.idle_since = now
        self.idle.append(connection)
        return self._pop_expired(now)

    def _pop_expired(self, now: float) -> list[Any]:
        expired: list[Any] = []
        try:
            while now - self.idle[0].idle_since > self._expiry:
                expired.append(self.idle.popleft())
        except IndexError:
            pass
        return expired

    def pop_all(self) -> list[Any]:
        """Remove and return the idle connections."""
        removed: list[Any] = []
        while self.idle:
            try:
                removed.append(self.idle.pop())
            except IndexError:  # another thread took the last one
                break
        return removed

    def is_inherited(self) -> bool:
        """Whether the connections belong to the parent of this process."""
        return self.pid != os.getpid()


class ConnectionFactory:
    """Makes the connections of a pool. Proxy and certificates are looked up when the first request needs them."""

    def __init__(self, options: PoolOptions) -> None:
        self.options = options
        self._origin: Origin | None = None
        self._parser: type[ResponseParser] | None = None
        self._proxy: str | None = None
        self._known = False

    def library_for(self, request: Request) -> str | None:
        """Return the library that has to send a request, `httpx` or `httpx2`: the caller's wish, a proxy, patches, or another origin."""
        if not self._known:
            given = self.options.proxy
            self._proxy = proxy_for(self.options.base_url) if given is None else given or None
            if self._proxy is None:
                self._origin = Origin(self.options.base_url)
            self._known = True
        if (library := patched_library()) is not None:
            return library
        if self.options.via_httpx or self._origin is None or not request.url.startswith(self._origin.base_url):
            return "httpx"
        return None

    def connection(self, connect: Any) -> HTTPConnection:
        """Return a new connection to the origin, which `library_for` has found reachable without httpx."""
        assert self._origin is not None
        if self._parser is None:
            self._parser = _response_parser(self.options.parser)
        return HTTPConnection(self._origin, self._parser, connect)

    def httpx_options(self) -> dict[str, Any]:
        """Return the arguments of an `HttpxTransport`."""
        return {
            "base_url": self.options.base_url,
            "proxy": self._proxy,
            "keepalive_expiry": self.options.keepalive_expiry,
        }


def _response_parser(name: str) -> type[ResponseParser]:
    if name == "llhttp":
        from .parsers.parser_llhttp import LlhttpParser

        return LlhttpParser
    return ResponseParser


# -- blocking ----------------------------------------------------------------------------------------------------------


class BaseResponse:
    """A response whose headers have arrived, over a connection that it holds until it is closed.

    Attributes:
        status: Status code.
        headers: As received: pairs of name and value.
        http_version: Such as `HTTP/1.1`.
        connection_reused: Whether the connection had served another request; None if that is unknown.
        is_complete: Whether the body was read to its end.
    """

    __slots__ = (
        "_closed",
        "_deadline",
        "_held",
        "_response",
        "_state",
        "connection_reused",
        "headers",
        "http_version",
        "is_complete",
        "status",
    )

    def __init__(self, response: Any, deadline: float | None, state: PoolState | None = None, held: Any = None) -> None:
        self._response = response
        self._deadline = deadline
        #: What goes back to the pool: the right to a connection, or the connection.
        self._state, self._held = state, held
        self._closed = False
        self.status: int = response.status
        self.headers: list[tuple[bytes, bytes]] = response.headers
        self.http_version: str = response.http_version
        self.connection_reused: bool | None = response.connection_reused
        self.is_complete: bool = False


class Response(BaseResponse):
    """A response whose body is read blocking."""

    __slots__ = ()

    def receive(self) -> bytes | None:
        """Return the next chunk of the body, still encoded; None at the end. Raises TransportError if the connection breaks."""
        if self._closed:
            return None
        try:
            if self._deadline is not None:
                self._check_deadline()
            chunk: bytes | None = self._response.receive()
        except BaseException:
            self._release(False)
            raise
        if chunk is None:
            self.is_complete = True
            self.close()
            self._check_deadline()
        return chunk

    def _check_deadline(self) -> None:
        if self._deadline is not None and time.monotonic() >= self._deadline:
            raise DeadlineExceeded(DEADLINE_PASSED)

    async def read(self, buffer: BodyBuffer) -> bytes:
        """Return the complete decoded body. Never suspends."""
        try:
            while (chunk := self.receive()) is not None:
                buffer.add(chunk)
        finally:
            self._release(False)
        return buffer.finish()

    def set_read_deadline(self, deadline: float | None) -> None:
        """Reads end at this time of the monotonic clock, with an exception; at the deadline of the request at the latest."""
        own = inf if self._deadline is None else self._deadline
        self._response.set_read_deadline(own if deadline is None else min(deadline, own))

    def close(self) -> None:
        """Release the connection; it is closed if a part of the body was not read. May be called any number of times."""
        self._release(True)

    async def aclose(self) -> None:
        """Release the connection, like `close`. Never suspends."""
        self._release(True)

    def _release(self, keep_alive: bool) -> None:
        if self._closed:
            return
        # If an interrupt comes from here on, only this frame holds the slot. It is lost with it, and comes back.
        slot, self._held = self._held, None
        self._closed = True
        try:
            run_blocking(self._response.aclose())
        except Exception:
            keep_alive = False
        state = self._state
        if slot is not None and state is not None and not state.is_inherited():
            _give_back(state, slot, keep_alive=keep_alive)


class ConnectionPool:
    """Connections of a blocking client. Any number of threads may use it."""

    def __init__(self, options: PoolOptions) -> None:
        self._options = options
        self._factory = ConnectionFactory(options)
        self._state = self._new_state()
        self.closed = False

    def _new_state(self) -> PoolState:
        slots = Slots(self._options.max_connections, _close)
        return PoolState(slots, self._options.keepalive_expiry, slots.connections)

    def __repr__(self) -> str:
        return f"<ConnectionPool {self._state!r}>"

    @property
    def idle(self) -> int:
        """Number of connections that wait for their next request."""
        return len(self._state.idle)

    async def handle_request(self, request: Request) -> Response:
        """Send a request and return the response when its headers have arrived. Never suspends.

        Raises:
            TransportError: there was no response.
            httpx.HTTPError: there was none, and the request went through httpx.
        """
        try:
            return await self._handle_request(request)
        except BaseException as error:
            clear_frames(error)  # they hold headers, and after an interrupt perhaps a slot
            raise

    async def _handle_request(self, request: Request) -> Response:
        state = self._current_state()
        request.timeouts = cap_timeouts(request.timeouts, request.deadline)
        try:
            slot = state.slots.acquire(request.timeouts["pool"])
        except Empty:
            raise PoolTimeout("all connections are in use") from None
        try:
            library = self._factory.library_for(request)
            connection, unusable = state.checkout(rewindable=request.rewindable, library=library, now=time.monotonic())
            _close_quietly(unusable)
            if connection is None:
                connection = self._new_connection(library)
            state.add(slot.key, connection)
            return Response(await connection.handle_request(request), request.deadline, state, slot)
        except BaseException:
            _give_back(state, slot, keep_alive=False)
            raise

    def _current_state(self) -> PoolState:
        if self.closed:
            raise PoolClosed("the client is closed")
        if self._state.is_inherited():
            self._state = self._new_state()
        return self._state

    def _new_connection(self, library: str | None) -> Any:
        if library is None:
            return self._factory.connection(sync_stream.connect)
        from .httpx_transport import HttpxTransport

        return HttpxTransport(library, **self._factory.httpx_options())

    def close(self) -> None:
        """Close the idle connections, and accept no more requests."""
        self.closed = True
        if not self._state.is_inherited():
            _close_quietly(self._state.pop_all())

    def __del__(self) -> None:
        try:
            self.close()
        except (AttributeError, TypeError):  # modules are empty when the interpreter ends, and so is `suppress`
            pass


def _give_back(state: PoolState, slot: Slot, *, keep_alive: bool) -> None:
    _close_quietly(state.release(slot.key, keep_alive=keep_alive, now=time.monotonic()))
    state.slots.release(slot)


def _close_quietly(connections: Iterable[Any]) -> None:
    for connection in connections:
        _close(connection)


def _close(connection: Any) -> None:
    try:
        run_blocking(connection.aclose())
    except Exception:
        pass  # the socket is dropped either way
