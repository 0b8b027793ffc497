"""What requests go over, blocking.

A *lane* is one connection: our own (`_connection`), or, behind a proxy and for whoever mocks or records httpx, a stock transport of httpx
with room for one (`_stock`). A request takes a lane for itself, from before its first byte until its response is closed, and a gate bounds
their number. This is why:

* The pool of httpx looks through all its connections for every request; here there is one to look at, or no pool at all.
* It can be left with connections that are neither free nor gone when requests are cancelled (encode/httpcore#1093).
  A lane on which anything went wrong is thrown away with all it holds.
* Its lock is not re-entrant: a stream that the garbage collector closes while the pool is at work stops the thread for ever.
  Nobody works on the lane of an open stream but its reader.
* Mocks and recorders for httpx (respx, pytest-httpx, vcrpy) replace the stock transports' methods. They go on working: as long as
  somebody does, requests take stock transports.

After a fork, the child forgets its parent's lanes and does not close them: the sockets belong to both. An async client has separate lanes
for each event loop. Nothing here takes a lock: finalizers run through this code, at any moment, in any thread.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import inf
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final

from ._config import KEEPALIVE_EXPIRY, Config
from ._connection import Connection, replaced
from ._decoding import Body
from ._errors import ConfigurationError, DeadlineExpired
from ._failures import cause_of, clear_frames, connection_error, is_transport_error, no_lane, raise_ours
from ._origin import Origin, origin_of
from ._outgoing import Outgoing
from ._request import Request
from ._socket import Socket, shut_down

if TYPE_CHECKING:
    import httpx

#: Seconds that a cancelled request may spend on closing its socket.
FAREWELL: Final = 1.0

Raw = list[tuple[bytes, bytes]]


def clamped(timeouts: Mapping[str, float | None], deadline: float | None) -> Mapping[str, float | None]:
    """The timeouts, none longer than what is left until the deadline."""
    if deadline is None:
        return timeouts
    left = max(deadline - time.monotonic(), 0.001)
    return {name: left if value is None else min(value, left) for name, value in timeouts.items()}


# -- blocking ----------------------------------------------------------------------------------------------------------


class Incoming:
    """A response whose head has arrived."""

    __slots__ = ("_deadline", "_done", "_release", "_response", "http_version", "raw_headers", "status")

    def __init__(self, response: Any, release: Callable[[bool], None], deadline: float | None) -> None:
        self._response = response
        self._release = release
        self._deadline = deadline
        self._done = False
        self.status: int = response.status
        self.raw_headers: Raw = response.headers
        self.http_version = http_version(response)

    def iter_raw(self) -> Iterator[bytes]:
        """The body as it comes off the wire. Raises our errors."""
        deadline = self._deadline
        try:
            for chunk in self._response.stream:
                yield chunk
                if deadline is not None and time.monotonic() >= deadline:
                    raise DeadlineExpired("The deadline of the call passed.", is_retryable=False)
        except GeneratorExit:
            self.close()
            raise
        except BaseException as error:
            self._finish(False)
            if is_transport_error(error):
                raise connection_error(error, deadline=deadline) from cause_of(error)
            raise
        if deadline is not None and time.monotonic() >= deadline:
            raise DeadlineExpired("The deadline of the call passed.", is_retryable=False)
        self.close()

    async def read(self, body: Body) -> bytes:
        """The whole body. A coroutine in form only."""
        for chunk in self.iter_raw():
            body.add(chunk)
        return body.whole()

    def close(self) -> None:
        """Give the connection back, or close it if there is something left to read. Any number of times."""
        self._finish(True)

    async def aclose(self) -> None:
        """The same, as a coroutine in form only."""
        self._finish(True)

    def abort(self) -> None:
        """Break the connection from another thread: whoever reads it wakes up with an error."""
        if (stream := self._response.extensions.get("network_stream")) is not None:
            shut_down(stream)

    def read_until(self, moment: float | None) -> bool:
        """Reads give up at this moment, on the monotonic clock. False if only `abort` can end them."""
        stream = self._response.extensions.get("network_stream")
        if isinstance(stream, Socket):
            stream.until = min(inf if known is None else known for known in (moment, self._deadline))
        return stream is None or isinstance(stream, Socket)  # without one, the body is in memory

    def _finish(self, reusable: bool) -> None:
        if self._done:
            return
        self._done = True
        try:
            self._response.close()
        except Exception:
            reusable = False
        self._release(reusable)

    def __del__(self) -> None:
        self._finish(True)


def http_version(response: Any) -> str:
    version: bytes = response.extensions.get("http_version", b"HTTP/1.1")
    return "HTTP/1.1" if version == b"HTTP/1.1" else version.decode("ascii", "replace")  # one copy for all results


class Lane:
    __slots__ = ("idle_since", "stock", "stream", "transport")

    def __init__(self, transport: Any, *, stock: bool) -> None:
        self.transport = transport
        #: Whether it is a stock transport of httpx, and not a connection of our own.
        self.stock = stock
        self.idle_since = 0.0
        #: The socket of the last response: the next request will probably use it.
        self.stream: Any = None


class _Lanes:
    """Idle lanes, the latest used on top, and permits for all lanes together."""

    def __init__(self, size: int) -> None:
        self.pid = os.getpid()
        self.idle: deque[Lane] = deque()
        #: Held here, a socket outlives a garbage collection that finds its response, and is closed in order.
        self.busy: set[Lane] = set()
        self.permits: SimpleQueue[None] = SimpleQueue()  # its put() may be called from a finalizer
        for _ in range(size):
            self.permits.put(None)

    def expired(self, now: float) -> Iterator[Lane]:
        """Idle lanes that are too old, taken out."""
        try:
            while now - self.idle[0].idle_since > KEEPALIVE_EXPIRY:
                yield self.idle.popleft()
        except IndexError:
            return

    def take(self) -> Lane | None:
        try:
            return self.idle.pop()
        except IndexError:
            return None


class Making:
    """What lanes are made from. Found out when it is first needed."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._origin: Origin | None = None
        self._asked = False

    def stock(self, request: Request) -> bool:
        """Whether a request has to take a stock transport of httpx."""
        if not self._asked:
            self._origin, self._asked = origin_of(self.config), True
        return self._origin is None or replaced() or not request.url.startswith(self._origin.prefix)

    @property
    def origin(self) -> Origin:
        """What connections of our own are made from, where a request does not need a stock transport."""
        assert self._origin is not None
        return self._origin


class Transport:
    """Blocking requests over lanes."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._making = Making(config)
        self._lanes = _Lanes(config.max_connections)
        self.closed = False

    async def open(self, request: Request, auth: Mapping[bytes, bytes], deadline: float | None) -> Incoming:
        """Send a request and wait for the head of the response. A coroutine in form only: it never suspends.

        Raises:
            APIConnectionError: there was no response.
        """
        lanes = self._current()
        timeouts = clamped(request.timeouts, deadline)
        self._wait(lanes, timeouts["pool"], deadline)
        lane: Lane | None = None
        try:
            stock = self._making.stock(request)
            # What can be sent only once does not go over a connection that may have died meanwhile.
            lane = lanes.take() if request.repeatable else None
            if lane is not None and lane.stock != stock:
                _discard(lane)
                lane = None
            if lane is None:
                lane = Lane(self._new(stock=stock), stock=stock)
            lanes.busy.add(lane)
            response = lane.transport.open(Outgoing(request, auth, timeouts, deadline))
        except BaseException as error:
            clear_frames(error)  # they hold headers
            if lane is not None:
                lanes.busy.discard(lane)
                _discard(lane)
            lanes.permits.put(None)
            if isinstance(error, Exception):
                raise_ours(error, request, deadline)
            raise
        return Incoming(response, _Release(lanes, lane), deadline)

    def _current(self) -> _Lanes:
        if self.closed:
            raise ConfigurationError("the client is closed")
        lanes = self._lanes
        if lanes.pid != os.getpid():
            lanes = self._lanes = _Lanes(self._config.max_connections)
        return lanes

    def _new(self, *, stock: bool) -> Any:
        if not stock:
            return Connection(self._making.origin)
        from ._stock import Stock

        return Stock(self._config)

    def _wait(self, lanes: _Lanes, timeout: float | None, deadline: float | None) -> None:
        try:
            lanes.permits.get_nowait()
        except Empty:
            try:
                lanes.permits.get(timeout=timeout)
            except Empty:
                raise no_lane(deadline) from None

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None:
        self.closed = True
        if self._lanes.pid == os.getpid():
            while (lane := self._lanes.take()) is not None:
                _discard(lane)

    def __del__(self) -> None:
        self.close()

    @property
    def idle(self) -> int:
        """Connections that wait for their next request."""
        return len(self._lanes.idle)


class _Release:
    """Gives a lane back. Not a closure: a response must not be part of a cycle."""

    __slots__ = ("_lane", "_lanes")

    def __init__(self, lanes: _Lanes, lane: Lane) -> None:
        self._lanes, self._lane = lanes, lane

    def __call__(self, reusable: bool) -> None:
        lanes, lane = self._lanes, self._lane
        if lanes.pid != os.getpid():
            return  # opened by the parent of this process, and still its own
        lanes.busy.discard(lane)
        if reusable:
            lane.idle_since = now = time.monotonic()
            lanes.idle.append(lane)
            for old in lanes.expired(now):
                _discard(old)
        else:
            _discard(lane)
        lanes.permits.put(None)


def _discard(lane: Lane) -> None:
    try:
        lane.transport.close()
    except Exception:
        pass  # what can not be closed is let go


class ClientTransport(Transport):
    """Blocking requests over an `httpx.Client` of the caller: its hooks, cookies, mounts and limits stay in force."""

    def __init__(self, config: Config, client: httpx.Client) -> None:
        super().__init__(config)
        self._client = client

    def __del__(self) -> None:
        pass  # it is the caller's

    async def open(self, request: Request, auth: Mapping[bytes, bytes], deadline: float | None) -> Incoming:
        from ._stock import build, watched

        try:
            out = build(self._client, request, auth, clamped(request.timeouts, deadline))
            response = watched(partial(self._client.send, stream=True, follow_redirects=False), out, deadline)
        except BaseException as error:
            clear_frames(error)
            if isinstance(error, Exception):
                raise_ours(error, request, deadline)
            raise
        return Incoming(response, _nothing, deadline)

    def close(self) -> None:
        self.closed = True
        self._client.close()


def _nothing(reusable: bool) -> None:
    pass
