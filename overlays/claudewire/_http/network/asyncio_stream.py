"""A network stream on asyncio's event loops.

httpcore's own goes through anyio, where each read and each write has a cancel scope, a checkpoint and a timer of its own: half of
what a small request costs.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from itertools import zip_longest
from math import inf
from typing import Any, Final
from weakref import WeakKeyDictionary

from claudewire._http.exceptions import ConnectError, ConnectTimeout, ReadError, ReadTimeout, WriteError, WriteTimeout

from .origin import Origin

#: Unread bytes beyond which reading from the socket pauses.
HIGH_WATER_BYTES: Final = 256 * 1024
#: Bytes that one read of a socket returns at most.
READ_BYTES: Final = 64 * 1024
#: Seconds after which the next address of a host is tried in addition to the previous ones (RFC 8305).
HAPPY_EYEBALLS_DELAY: Final = 0.25


async def connect(origin: Origin, timeout: float | None, deadline: float) -> AsyncioStream:
    """Connect to an origin, with TLS if its scheme is https.

    The event loop makes the whole connection. Nothing is read before the TLS handshake, so nothing that arrives before it can become
    a part of a response.

    Args:
        origin: Where to, with certificates and socket options.
        timeout: Seconds for the connection and its handshake together; None for no limit.
        deadline: Unused here: on event loops the caller cancels what passes its deadline.

    Raises:
        ConnectTimeout: it took too long.
        ConnectError: there is no connection, or the certificate is not valid for the host.
    """
    del deadline
    loop = asyncio.get_running_loop()
    options: dict[str, Any] = {}
    if origin.ssl_context is not None:
        options = {"ssl": origin.ssl_context, "server_hostname": origin.host, "ssl_handshake_timeout": timeout}
    try:
        async with asyncio.timeout(timeout):
            stream = await _connect(loop, origin, options)
    except TimeoutError as error:
        raise ConnectTimeout(str(error)) from error
    except OSError as error:  # ssl.SSLError is one
        raise ConnectError(str(error)) from error
    stream.set_socket_options(origin.socket_options)
    return stream


async def _connect(loop: asyncio.AbstractEventLoop, origin: Origin, options: dict[str, Any]) -> AsyncioStream:
    """Return a connection to the first address of the host that accepts.

    asyncio's `happy_eyeballs_delay` races addresses too, but leaves sockets to the garbage collector when it is cancelled (87 of 1,132
    cancelled connects); uvloop has no such option. Here the event loop connects to each address, and only the order is ours.
    """
    kind = socket.SOCK_STREAM
    try:
        found = socket.getaddrinfo(origin.host, origin.port, type=kind, flags=socket.AI_NUMERICHOST)
    except socket.gaierror:
        found = await loop.getaddrinfo(origin.host, origin.port, type=kind)
    first = [info for info in found if info[0] == found[0][0]]
    other = [info for info in found if info[0] != found[0][0]]
    addresses = [str(info[4][0]) for pair in zip_longest(first, other) for info in pair if info is not None]
    if len(addresses) == 1:
        return await _connect_to(loop, addresses[0], origin.port, options)
    attempts: set[asyncio.Task[AsyncioStream]] = set()
    failure: BaseException | None = None
    try:
        while addresses or attempts:
            if addresses:
                attempts.add(loop.create_task(_connect_to(loop, addresses.pop(0), origin.port, options)))
            done, attempts = await asyncio.wait(
                attempts, timeout=HAPPY_EYEBALLS_DELAY if addresses else None, return_when=asyncio.FIRST_COMPLETED
            )
            for attempt in done:
                failure = attempt.exception()
                if failure is None:
                    attempts |= done - {attempt}
                    return attempt.result()
        raise failure or OSError(f"{origin.host} has no address")
    finally:
        for attempt in attempts:
            attempt.cancel()
            attempt.add_done_callback(_drop)


async def _connect_to(loop: asyncio.AbstractEventLoop, host: str, port: int, options: dict[str, Any]) -> AsyncioStream:
    stream = AsyncioStream(loop)
    try:
        await loop.create_connection(lambda: stream, host, port, **options)
    except BaseException:
        stream.abort()
        raise
    return stream


def _drop(attempt: asyncio.Task[AsyncioStream]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().abort()


#: Event loop → where it puts what it reads. What a connection has received is copied before another one reads.
_buffers: WeakKeyDictionary[asyncio.AbstractEventLoop, memoryview] = WeakKeyDictionary()


def _read_buffer(loop: asyncio.AbstractEventLoop) -> memoryview:
    buffer = _buffers.get(loop)
    if buffer is None:
        buffer = _buffers[loop] = memoryview(bytearray(READ_BYTES))
    return buffer


class AsyncioStream(asyncio.BufferedProtocol):
    """One connection. One task at a time may read, and one may write.

    A transport that reads for an ordinary `Protocol` gets 256 kB from the kernel for each read and gives them back: three system calls
    beside that of the read itself.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._buffer = _read_buffer(loop)
        self._transport: Any = None
        self._received: list[bytes] = []
        self._unread = 0
        #: The peer sends nothing more; and the error, if the connection broke.
        self._eof = False
        self._failure: Exception | None = None
        self._closed = False
        self.deadline = inf
        self._write_paused = False
        self._reading = _Waiter(loop)
        self._writing = _Waiter(loop)

    # -- called by the event loop -------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        self._received.append(self._buffer[:nbytes].tobytes())
        self._unread += nbytes
        if self._unread > HIGH_WATER_BYTES:
            self._transport.pause_reading()
        self._reading.wake()

    def eof_received(self) -> None:
        self._end(None)
        self._reading.wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(exc)
        self._closed = True
        self._reading.close()
        self._writing.close()

    def _end(self, failure: Exception | None) -> None:
        """Note that the peer sends nothing more. With TLS it has to say so: anybody on the way can end a TCP connection."""
        tls = None if self._eof else self._transport.get_extra_info("ssl_object")
        if failure is None and tls is not None and not _has_close_notify(tls):
            failure = ConnectionError("the connection was cut: it ended without a TLS close_notify")
        self._eof = True
        # The frames of a failed write hold what was written.
        self._failure = self._failure or (None if failure is None else failure.with_traceback(None))

    def pause_writing(self) -> None:
        self._write_paused = True

    def resume_writing(self) -> None:
        self._write_paused = False
        self._writing.wake()

    # -- called by the connection ------------------------------------------------------------------------------------------

    async def read(self, max_bytes: int, timeout: float | None) -> bytes:  # noqa: ARG002
        """Return all data that has arrived, as soon as there is some; b"" at the end. `max_bytes` is ignored: the loop has read it."""
        received = self._received
        if not received and not self._eof:
            if not self._reading.expired:
                await self._reading.wait(timeout)
            if self._reading.expired:
                raise ReadTimeout
        if not received:
            if self._failure is not None:
                raise ReadError(str(self._failure)) from self._failure
            return b""
        data = received[0] if len(received) == 1 else b"".join(received)
        received.clear()
        if self._unread > HIGH_WATER_BYTES and not self._closed:
            self._transport.resume_reading()
        self._unread = 0
        return data

    def wait_for_data(self, timeout: float | None) -> asyncio.Future[None] | None:
        """Return what to await until `read` returns or raises at once; None if it does so now. It raises nothing itself."""
        return None if self._received or self._eof or self._reading.expired else self._reading.wait(timeout)

    def peek(self) -> bytes:
        """Return what `read` would return if it is one piece, without taking it; else b""."""
        return self._received[0] if len(self._received) == 1 else b""

    def take(self) -> None:
        """Take what `peek` has returned."""
        self._received.clear()
        self._unread = 0

    async def write(self, buffer: bytes, timeout: float | None) -> None:
        if not self._closed:
            self._transport.write(buffer)
        if self._write_paused and not self._closed:
            await self._writing.wait(timeout)
            if self._writing.expired:
                raise WriteTimeout
        if self._closed:
            raise WriteError(str(self._failure or "the connection is closed")) from self._failure

    def set_socket_options(self, options: Sequence[tuple[int, int, int]]) -> None:
        raw = self._transport.get_extra_info("socket")
        for option in options:
            with suppress(OSError):  # the connection works without it
                raw.setsockopt(*option)

    async def aclose(self) -> None:
        self._transport.close()
        try:
            await asyncio.sleep(0)  # lets the loop send close_notify
        finally:
            self.abort()

    def abort(self) -> None:
        """Close the socket at once, without flushing and without a TLS close_notify."""
        self._reading.close()
        self._writing.close()
        if self._transport is not None:
            self._transport.abort()

    def is_readable(self) -> bool:
        return bool(self._received) or self._eof


def _has_close_notify(tls: Any) -> bool:
    """Whether the peer has ended a TLS connection: then a read returns b"", and otherwise it asks for more data."""
    try:
        return tls.read(1) == b""  # type: ignore[no-any-return]
    except ssl.SSLZeroReturnError:
        return True
    except (ssl.SSLError, ValueError):
        return False


class _Waiter:
    """Lets one task wait until `wake` is called, or until a timeout.

    One timer serves all waits and checks the deadline when it fires: setting and cancelling a timer for each read of a stream
    would take longer than the read.
    """

    __slots__ = ("_deadline", "_loop", "_timer", "_waiter", "expired")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiter: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._deadline = 0.0
        #: Whether the timeout passed during the last wait.
        self.expired = False

    def wait(self, timeout: float | None) -> asyncio.Future[None]:
        """Return what the task awaits. Look at `expired` afterwards."""
        self.expired = False
        waiter = self._waiter = asyncio.Future(loop=self._loop)
        if timeout is not None:
            self._deadline = deadline = self._loop.time() + timeout
            if self._timer is None or self._timer.when() > deadline:
                self._set_timer(deadline)
        else:
            self._deadline = inf
        return waiter

    def wake(self) -> None:
        """Wake the waiting task, if any."""
        self.expired = False
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def close(self) -> None:
        """Wake the waiting task and cancel the timer."""
        self.wake()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set_timer(self, deadline: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(deadline, self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        if self._waiter is None or self._waiter.done():
            return  # no task waits; the next wait sets a timer
        if self._loop.time() < self._deadline:
            if self._deadline != inf:
                self._set_timer(self._deadline)
        else:
            self.expired = True
            self._waiter.set_result(None)
