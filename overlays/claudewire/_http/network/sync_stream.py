"""A blocking network stream, over TCP or TLS, and the driver of coroutines that block.

Threads hand the interpreter's lock to each other around every system call, and with many threads these hand-overs cost more than the
rest of a request. httpcore's blocking stream makes three system calls to write or to read: it sets the timeout each time, and a socket
with a timeout polls before it acts. `SyncStream` makes one call to write and two to read.
"""

from __future__ import annotations

import select
import socket
import ssl
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from math import inf
from typing import Any, Final, TypeVar

from claudewire._http.exceptions import (
    ConnectError,
    ConnectTimeout,
    ReadError,
    ReadTimeout,
    WriteError,
    WriteTimeout,
    clear_frames,
)

from .origin import Origin

T = TypeVar("T")

#: Seconds. A read that waited longer waited for one TLS record, and there is probably no other behind it.
SAME_BURST_SECONDS: Final = 50e-6
#: The socket does not wait.
NEVER: Final = 0.0
#: After so many reads of a response, the socket itself waits for more. To set that up is a system call.
WAITING_READS: Final = 3
#: Bytes of TLS records that are read together, at most: as many as the largest record has.
MAX_COALESCED_READ: Final = 16 * 1024


def run_blocking(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine whose awaits never suspend, and return its result.

    Steps that sync and async clients share are written once, as coroutines. For a blocking client, what they await does its I/O
    before it returns, so the first `send` runs the coroutine to its end. (psycopg does the same with generators.)

    Raises:
        RuntimeError: the coroutine suspended; it was written for an event loop.
    """
    try:
        coroutine.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    except Exception:
        raise
    except BaseException as error:  # an interrupt: its traceback would keep connections
        clear_frames(error)
        raise
    coroutine.close()
    raise RuntimeError("a coroutine that blocks was expected, and this one waits for an event loop")


class SyncStream:
    """A blocking connection. The socket itself never blocks: `poll` waits for it. The methods are coroutines that never suspend."""

    def __init__(self, raw: socket.socket) -> None:
        self._raw: Any = raw
        raw.settimeout(0)
        #: Number of decrypted bytes that the TLS layer holds.
        self._pending: Callable[[], int] = getattr(raw, "pending", int)
        self._tls = isinstance(raw, ssl.SSLSocket)
        #: The peer sends nothing more; or the error met after data had been read, which the next `read` raises.
        self._eof = False
        self._failure: OSError | None = None
        self.deadline = inf
        #: Seconds for which the socket itself waits for data; and how many reads followed the last write.
        self._waits = NEVER
        self._reads = 0
        #: `poll` of the socket for reading, made by the first read.
        self._poll: Callable[[float | None], Any] | None = None

    def start_tls(self, context: ssl.SSLContext, host: str, timeout: float | None) -> None:
        """Start TLS. Raises ConnectTimeout and ConnectError, and closes the socket then."""
        deadline = self._deadline_for(timeout)
        try:
            # Without a close_notify, the end of the connection is an error: anybody on the way can end a TCP connection.
            self._raw = context.wrap_socket(
                self._raw, server_hostname=host, do_handshake_on_connect=False, suppress_ragged_eofs=False
            )
            _retry_until_ready(self._raw, ssl.SSLSocket.do_handshake, self._raw, deadline)
        except BaseException as error:
            self._raw.close()
            if isinstance(error, TimeoutError):
                raise ConnectTimeout(str(error)) from error
            if isinstance(error, OSError):  # ssl.SSLError is one
                raise ConnectError(str(error)) from error
            raise
        self._pending, self._tls = self._raw.pending, True

    async def read(self, max_bytes: int, timeout: float | None) -> bytes:
        return self.receive(max_bytes, timeout)

    def receive(self, max_bytes: int, timeout: float | None) -> bytes:
        """Do what `read` does, without a coroutine: one for each event of a slow stream costs more than the event."""
        if timeout != self._waits or self.deadline != inf:
            return self._receive(max_bytes, timeout)
        try:
            data: bytes = self._raw.recv(max_bytes)
        except TimeoutError as error:
            raise ReadTimeout("timed out") from error
        except OSError as error:
            raise ReadError(str(error)) from error
        if not data:
            self._eof = True
        return data

    def _receive(self, max_bytes: int, timeout: float | None) -> bytes:
        deadline = self._deadline_for(timeout)
        try:
            self._set_wait(NEVER)
            if self._failure is not None:
                raise self._failure
            if self._eof:
                return b""
            in_burst = False
            if not self._tls:
                self._wait_readable(deadline)
            elif not self._pending():
                started = time.monotonic()
                self._wait_readable(deadline)
                in_burst = time.monotonic() - started < SAME_BURST_SECONDS
            else:
                in_burst = True
            data: bytes = _retry_until_ready(self._raw, self._raw.recv, max_bytes, deadline)
            if in_burst and data:
                data = self._read_pending_records(data, min(max_bytes, MAX_COALESCED_READ))
        except TimeoutError as error:
            raise ReadTimeout("timed out") from error
        except OSError as error:
            raise ReadError(str(error)) from error
        if not data:
            self._eof = True
        self._reads += 1
        if self._reads == WAITING_READS and not self._tls and timeout:
            self._set_wait(timeout)
        return data

    def _set_wait(self, seconds: float) -> None:
        if seconds != self._waits:
            self._raw.settimeout(seconds)
            self._waits = seconds

    def _wait_readable(self, deadline: float) -> None:
        poll = self._poll
        if poll is None:
            poll = self._poll = _poll_for_reading(self._raw)
        if not poll(None if deadline == inf else max(deadline - time.monotonic(), 0) * 1000):
            raise TimeoutError

    def _read_pending_records(self, data: bytes, max_bytes: int) -> bytes:
        """Return `data` and the TLS records that have arrived already. One `recv` returns one record, which is often one event."""
        chunks, left = [data], max_bytes - len(data)
        try:
            while left > 0:
                more = self._raw.recv(left)
                if not more:
                    self._eof = True
                    break
                chunks.append(more)
                left -= len(more)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        except OSError as error:
            self._failure = error
        return b"".join(chunks)

    async def write(self, buffer: bytes, timeout: float | None) -> None:
        rest = memoryview(buffer)
        self._reads = 0
        try:
            self._set_wait(NEVER)
            if self.deadline <= time.monotonic():
                raise TimeoutError
            while rest:
                sent = _retry_until_ready(self._raw, self._raw.send, rest, self._deadline_for(timeout), writing=True)
                rest = rest[sent:]
        except TimeoutError as error:
            raise WriteTimeout("timed out") from error
        except OSError as error:
            raise WriteError(str(error)) from error

    def _deadline_for(self, timeout: float | None) -> float:
        return self.deadline if timeout is None else min(time.monotonic() + timeout, self.deadline)

    async def aclose(self) -> None:
        self._raw.close()

    def abort(self) -> None:
        """Shut the socket down, from any thread. A pending read raises ReadError or returns b""."""
        abort_socket(self._raw)

    def is_readable(self) -> bool:
        # What the TLS layer has read already is not in the socket any more.
        return self._eof or self._failure is not None or bool(self._pending()) or is_ready(self._raw, 0)


async def connect(origin: Origin, timeout: float | None, deadline: float) -> SyncStream:
    """Connect to an origin, with TLS if its scheme is https.

    Args:
        origin: Where to, with certificates and socket options.
        timeout: Seconds for the TCP connection and for the handshake, each; None for no limit.
        deadline: End of both, on the monotonic clock.

    Raises:
        ConnectTimeout: it took too long.
        ConnectError: there is no connection, or the certificate is not valid for the host.
    """
    try:
        raw = socket.create_connection((origin.host, origin.port), timeout)
    except TimeoutError as error:
        raise ConnectTimeout(str(error)) from error
    except OSError as error:
        raise ConnectError(str(error)) from error
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for option in origin.socket_options:
        with suppress(OSError):  # the connection works without it
            raw.setsockopt(*option)
    stream = SyncStream(raw)
    stream.deadline = deadline
    if origin.ssl_context is not None:
        stream.start_tls(origin.ssl_context, origin.host, timeout)
    return stream


def abort_socket(raw: Any) -> None:
    """Shut a socket down from another thread, below its TLS layer, which is not made for a second thread."""
    with suppress(OSError, AttributeError):  # it is closed already
        if isinstance(raw, socket.socket):
            socket.socket.shutdown(raw, socket.SHUT_RDWR)
        else:
            raw.shutdown(socket.SHUT_RDWR)


def _retry_until_ready(
    raw: Any, action: Callable[[Any], T], argument: Any, deadline: float, *, writing: bool = False
) -> T:
    """Return the result of `action(argument)`; whenever the socket is not ready for it, wait and repeat. Raises TimeoutError."""
    while True:
        try:
            return action(argument)
        except BlockingIOError:
            _wait(raw, deadline, writing=writing)
        except ssl.SSLWantReadError:  # a TLS record is incomplete
            _wait(raw, deadline)
        except ssl.SSLWantWriteError:
            _wait(raw, deadline, writing=True)


def _wait(raw: Any, deadline: float, *, writing: bool = False) -> None:
    if not is_ready(raw, None if deadline == inf else max(deadline - time.monotonic(), 0), writing=writing):
        raise TimeoutError


if hasattr(select, "poll"):

    def _poll_for_reading(raw: Any) -> Callable[[float | None], Any]:
        """Return a function that waits, for milliseconds or without limit, until a socket can be read."""
        poll = select.poll()
        poll.register(raw, select.POLLIN)
        return poll.poll

    def is_ready(raw: Any, timeout: float | None, *, writing: bool = False) -> bool:
        """Whether a socket can be read (written) within `timeout` seconds; None waits without limit."""
        poll = select.poll()
        poll.register(raw, select.POLLOUT if writing else select.POLLIN)
        return bool(poll.poll(None if timeout is None else timeout * 1000))

else:  # Windows

    def _poll_for_reading(raw: Any) -> Callable[[float | None], Any]:
        """Return a function that waits, for milliseconds or without limit, until a socket can be read."""
        return lambda ms: is_ready(raw, None if ms is None else ms / 1000)

    def is_ready(raw: Any, timeout: float | None, *, writing: bool = False) -> bool:
        """Whether a socket can be read (written) within `timeout` seconds; None waits without limit."""
        return any(select.select([] if writing else [raw], [raw] if writing else [], [], timeout))
