"""A blocking connection, over TCP or TLS.

Threads hand the interpreter's lock to each other around every system call, and with many threads these hand-overs cost more than the
rest of a request. httpcore's blocking stream makes three calls to write or to read: it sets the timeout anew each time, and a socket
with a timeout asks whether it is ready first. Here it is one call to write and two to read.
"""

from __future__ import annotations

import select
import ssl
import time
from collections.abc import Callable
from math import inf
from typing import Any, TypeVar

import httpcore

T = TypeVar("T")


class Socket:
    """One connection. Its socket never blocks; what is not ready is waited for here. Its methods are coroutines in form only."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        """Of a stream that is connected."""
        self._stream = stream
        self._raw: Any = stream.get_extra_info("socket")
        self._raw.settimeout(0)
        #: How many bytes the TLS layer holds ready.
        self._decrypted: Callable[[], int] = getattr(self._raw, "pending", int)
        #: Reads end at this moment of the monotonic clock, whatever their own timeout: no thread has to watch them.
        self.until = inf

    async def read(self, max_bytes: int, timeout: float | None) -> bytes:
        due = min(_due(timeout), self.until)
        try:
            if not self._decrypted():
                _wait(self._raw, due)
            data: bytes = _when_ready(self._raw, self._raw.recv, max_bytes, due)
        except TimeoutError as error:
            raise httpcore.ReadTimeout("timed out") from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        return data

    async def write(self, buffer: bytes, timeout: float | None) -> None:
        rest = memoryview(buffer)
        try:
            while rest:
                rest = rest[_when_ready(self._raw, self._raw.send, rest, _due(timeout), writing=True) :]
        except TimeoutError as error:
            raise httpcore.WriteTimeout("timed out") from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # on an idle connection: whether the server has closed it
            return _is_ready(self._raw, 0)
        return self._stream.get_extra_info(info)


def _due(timeout: float | None) -> float:
    return inf if timeout is None else time.monotonic() + timeout


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
