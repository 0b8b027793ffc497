"""A blocking connection, over TCP or TLS.

Threads hand the interpreter's lock to each other around every system call, and with many threads these hand-overs cost more than the
rest of a request. httpcore's blocking stream makes three calls to write or to read: it sets the timeout anew each time, and a socket
with a timeout asks whether it is ready first. Here it is one call to write and two to read.
"""

from __future__ import annotations

import select
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from math import inf
from typing import Any, Final, TypeVar

from ._faults import ConnectError, ConnectTimeout, ReadError, ReadTimeout, WriteError, WriteTimeout

T = TypeVar("T")

#: Seconds. Where a read waited longer, it was for one record, and there is probably no other behind it.
_AT_ONCE: Final = 50e-6
#: Bytes that the records which are read together hold at most: as much as the largest.
_TOGETHER: Final = 16 * 1024


class Socket:
    """One connection. Its socket never blocks; what is not ready is waited for here. Its methods are coroutines in form only."""

    def __init__(self, raw: socket.socket) -> None:
        """Of a socket that is connected."""
        self._raw: Any = raw
        raw.settimeout(0)
        #: How many bytes the TLS layer holds ready.
        self._decrypted: Callable[[], int] = getattr(raw, "pending", int)
        self._tls = isinstance(raw, ssl.SSLSocket)
        #: What ended the last read behind bytes that it gave.
        self._failure: OSError | None = None
        #: All ends at this moment of the monotonic clock, whatever its own timeout: no thread has to watch it.
        self.until = inf

    def start_tls(self, context: ssl.SSLContext, host: str, timeout: float | None) -> None:
        """Speak TLS from now on. Raises ConnectTimeout and ConnectError; the connection is closed then."""
        due = self._due(timeout)
        try:
            self._raw = context.wrap_socket(self._raw, server_hostname=host, do_handshake_on_connect=False)
            _when_ready(self._raw, ssl.SSLSocket.do_handshake, self._raw, due)
        except BaseException as error:
            self._raw.close()
            if isinstance(error, TimeoutError):
                raise ConnectTimeout(str(error)) from error
            if isinstance(error, OSError):  # ssl.SSLError is one
                raise ConnectError(str(error)) from error
            raise
        self._decrypted, self._tls = self._raw.pending, True

    async def read(self, max_bytes: int, timeout: float | None) -> bytes:
        due = self._due(timeout)
        try:
            if self._failure is not None:
                raise self._failure
            begun = time.monotonic()
            if not self._decrypted():
                _wait(self._raw, due)
            backlog = self._tls and time.monotonic() - begun < _AT_ONCE
            data: bytes = _when_ready(self._raw, self._raw.recv, max_bytes, due)
            if backlog and data:
                data = self._with_more(data, min(max_bytes, _TOGETHER))
        except TimeoutError as error:
            raise ReadTimeout("timed out") from error
        except OSError as error:
            raise ReadError(str(error)) from error
        return data

    def _with_more(self, data: bytes, max_bytes: int) -> bytes:
        """These bytes and those of the TLS records that are here already: a read gives one record, and that is often one event."""
        parts, left = [data], max_bytes - len(data)
        try:
            while left > 0 and (more := self._raw.recv(left)):
                parts.append(more)
                left -= len(more)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        except OSError as error:
            self._failure = error
        return b"".join(parts)

    async def write(self, buffer: bytes, timeout: float | None) -> None:
        rest = memoryview(buffer)
        try:
            if self.until <= time.monotonic():
                raise TimeoutError
            while rest:
                rest = rest[_when_ready(self._raw, self._raw.send, rest, self._due(timeout), writing=True) :]
        except TimeoutError as error:
            raise WriteTimeout("timed out") from error
        except OSError as error:
            raise WriteError(str(error)) from error

    def _due(self, timeout: float | None) -> float:
        return self.until if timeout is None else min(time.monotonic() + timeout, self.until)

    async def aclose(self) -> None:
        self._raw.close()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # on an idle connection: whether the server has closed it
            return _is_ready(self._raw, 0)
        return self._raw if info == "socket" else None


def connect(host: str, port: int, socket_options: Sequence[tuple[int, int, int]], timeout: float | None) -> Socket:
    """A connection to a host. Raises ConnectTimeout and ConnectError."""
    try:
        raw = socket.create_connection((host, port), timeout)
    except TimeoutError as error:
        raise ConnectTimeout(str(error)) from error
    except OSError as error:
        raise ConnectError(str(error)) from error
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for option in socket_options:
        with suppress(OSError):  # the connection works without it
            raw.setsockopt(*option)
    return Socket(raw)


def shut_down(stream: Any) -> None:
    """Break a connection, ours or one of httpcore's, from another thread: whoever reads it wakes up."""
    raw = stream.get_extra_info("socket")
    with suppress(OSError, AttributeError):  # it is closed already
        # Past the TLS layer: its own shutdown is not made for a second thread.
        socket.socket.shutdown(raw, socket.SHUT_RDWR) if isinstance(raw, socket.socket) else raw.shutdown(
            socket.SHUT_RDWR
        )


def _when_ready(raw: Any, action: Callable[[Any], T], argument: Any, due: float, *, writing: bool = False) -> T:
    """What the action gives, once the socket is ready for it. Raises TimeoutError."""
    while True:
        try:
            return action(argument)
        except BlockingIOError:
            _wait(raw, due, writing=writing)
        except ssl.SSLWantReadError:  # a TLS record has not come as a whole
            _wait(raw, due)
        except ssl.SSLWantWriteError:
            _wait(raw, due, writing=True)


def _wait(raw: Any, due: float, *, writing: bool = False) -> None:
    if not _is_ready(raw, None if due == inf else max(due - time.monotonic(), 0), writing=writing):
        raise TimeoutError


if hasattr(select, "poll"):

    def _is_ready(raw: Any, timeout: float | None, *, writing: bool = False) -> bool:
        poll = select.poll()
        poll.register(raw, select.POLLOUT if writing else select.POLLIN)
        return bool(poll.poll(None if timeout is None else timeout * 1000))

else:  # Windows

    def _is_ready(raw: Any, timeout: float | None, *, writing: bool = False) -> bool:
        return any(select.select([] if writing else [raw], [raw] if writing else [], [], timeout))
