"""TCP and TLS on asyncio's event loops, in the form in which httpcore has them.

httpcore's own go through anyio, where each read and each write has a cancel scope, a checkpoint and a timer of its own: half of
what a small request costs. On trio they stay in use.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from itertools import zip_longest
from typing import Any, Final

from ._faults import ConnectError, ConnectTimeout, ReadError, ReadTimeout, WriteError, WriteTimeout

#: Bytes that may lie here unread before the peer is told to wait.
_UNREAD: Final = 256 * 1024
#: Seconds after which the next address of a host is tried beside the first (RFC 8305).
_NEXT_ADDRESS: Final = 0.25


class Backend:
    """Makes connections on the running event loop."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Stream:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                raw = await _connected(loop, host, port)
                for option in socket_options or ():
                    with suppress(OSError):  # the connection works without it
                        raw.setsockopt(*option)
                _, stream = await loop.create_connection(lambda: Stream(loop), sock=raw)
        except TimeoutError as error:
            raise ConnectTimeout(str(error)) from error
        except OSError as error:
            raise ConnectError(str(error)) from error
        return stream


async def _connected(loop: asyncio.AbstractEventLoop, host: str, port: int) -> socket.socket:
    """A socket, connected to the first address of the host that answers.

    `loop.create_connection` does the same, but forgets a socket that is connected in the moment in which it is cancelled.
    """
    kind = socket.SOCK_STREAM
    try:
        found = socket.getaddrinfo(host, port, type=kind, flags=socket.AI_NUMERICHOST)
    except socket.gaierror:
        found = await loop.getaddrinfo(host, port, type=kind)
    first = [info for info in found if info[0] == found[0][0]]
    other = [info for info in found if info[0] != found[0][0]]
    addresses = [info for pair in zip_longest(first, other) for info in pair if info is not None]
    if len(addresses) == 1:
        return await _connect(loop, addresses[0])
    attempts: set[asyncio.Task[socket.socket]] = set()
    failure: BaseException | None = None
    try:
        while addresses or attempts:
            if addresses:
                attempts.add(loop.create_task(_connect(loop, addresses.pop(0))))
            done, attempts = await asyncio.wait(
                attempts, timeout=_NEXT_ADDRESS if addresses else None, return_when=asyncio.FIRST_COMPLETED
            )
            for attempt in done:
                failure = attempt.exception()
                if failure is None:
                    attempts |= done - {attempt}
                    return attempt.result()
        raise failure or OSError(f"{host} has no address")
    finally:
        for attempt in attempts:
            attempt.cancel()
            attempt.add_done_callback(_drop)


async def _connect(loop: asyncio.AbstractEventLoop, info: Any) -> socket.socket:
    family, kind, protocol, _, address = info
    raw = socket.socket(family, kind, protocol)
    try:
        raw.setblocking(False)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await loop.sock_connect(raw, address)
    except BaseException:
        raw.close()
        raise
    return raw


def _drop(attempt: asyncio.Task[socket.socket]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().close()


class Stream(asyncio.Protocol):
    """One connection. Any task may read or write, but one at a time each."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._transport: Any = None
        self._received: list[bytes] = []
        self._unread = 0
        #: Nothing more will come; and why, where the connection was not closed in order.
        self._ended = False
        self._failure: Exception | None = None
        self._closed = False
        self._full = False
        self._reading = _Wait(loop)
        self._writing = _Wait(loop)

    # -- what the event loop tells -------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received.append(data)
        self._unread += len(data)
        if self._unread > _UNREAD:
            self._transport.pause_reading()
        self._reading.over()

    def eof_received(self) -> None:
        self._ended = True
        self._reading.over()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = self._closed = True
        self._failure = exc
        self._reading.stop()
        self._writing.stop()

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._writing.over()

    # -- what a connection asks for ----------------------------------------------------------------------------------------

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """All that is there, once there is something; nothing at the end. It has been read, so `max_bytes` is no matter."""
        received = self._received
        if not received and not self._ended:
            try:
                await self._reading.wait(timeout)
            except TimeoutError:
                raise ReadTimeout from None
        if not received:
            if self._failure is not None:
                raise ReadError(str(self._failure)) from self._failure
            return b""
        data = received[0] if len(received) == 1 else b"".join(received)
        received.clear()
        if self._unread > _UNREAD and not self._closed:
            self._transport.resume_reading()
        self._unread = 0
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not self._closed:
            self._transport.write(buffer)
        if self._full and not self._closed:
            try:
                await self._writing.wait(timeout)
            except TimeoutError:
                raise WriteTimeout from None
        if self._closed:
            raise WriteError(str(self._failure or "the connection is closed")) from self._failure

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Stream:
        try:
            async with asyncio.timeout(timeout):
                self._transport = await self._loop.start_tls(
                    self._transport, self, ssl_context, server_hostname=server_hostname
                )
        except BaseException as error:
            self.abort()
            if isinstance(error, TimeoutError):
                raise ConnectTimeout(str(error)) from error
            if isinstance(error, OSError):  # ssl.SSLError is one
                raise ConnectError(str(error)) from error
            raise
        return self

    async def aclose(self) -> None:
        self._transport.close()
        try:
            await asyncio.sleep(0)  # for the loop to say goodbye
        finally:
            self.abort()

    def abort(self) -> None:
        """Close without waiting, and without losing a word on it."""
        self._reading.stop()
        self._writing.stop()
        self._transport.abort()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # on an idle connection: whether the server has closed it
            return bool(self._received) or self._ended
        return self._transport.get_extra_info(_NAMES.get(info, info))


_NAMES: Final = {"client_addr": "sockname", "server_addr": "peername"}


class _Wait:
    """Waits for a call of `over`, and not for ever.

    One timer serves all waits, and is looked at when it rings: to set one and to cancel it for each read of a stream would
    take longer than the read.
    """

    __slots__ = ("_due", "_loop", "_timer", "_waiter")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiter: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0

    async def wait(self, timeout: float | None) -> None:
        """Raises TimeoutError."""
        waiter = self._waiter = self._loop.create_future()
        if timeout is not None:
            self._due = due = self._loop.time() + timeout
            if self._timer is None or self._timer.when() > due:
                self._set(due)
        else:
            self._due = float("inf")
        try:
            await waiter
        finally:
            self._waiter = None

    def over(self) -> None:
        """The wait, if there is one, has its end."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def stop(self) -> None:
        """There will be no more waits."""
        self.over()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _set(self, due: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_at(due, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._waiter is None or self._waiter.done():
            return  # nobody waits; the next one sets a timer
        if self._loop.time() < self._due:
            if self._due != float("inf"):
                self._set(self._due)
        else:
            self._waiter.set_exception(TimeoutError())
