"""Exceptions of this package. Where httpx has an exception for the same failure, ours has the same name.

    TransportError
    ├── TimeoutException      a step took longer than its timeout
    │   ├── ConnectTimeout
    │   ├── ReadTimeout
    │   ├── WriteTimeout
    │   └── PoolTimeout       all connections were in use
    ├── DeadlineExceeded      the deadline of the request passed
    ├── NetworkError          the connection failed
    │   ├── ConnectError
    │   ├── ReadError
    │   └── WriteError
    ├── ProtocolError         the bytes are not HTTP/1.1
    │   ├── LocalProtocolError
    │   └── RemoteProtocolError
    ├── DecodingError         the body does not match its content-encoding
    ├── BodyTooLarge          the decoded body is over the limit
    ├── SettingInvalid        the environment names certificates or a proxy that cannot be used
    └── PoolClosed            the pool was closed before the request

They are not httpx's own classes, because loading httpx takes longer than a request. The caller of this package maps them to its own errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final, cast


class TransportError(Exception):
    """Base class of all exceptions of this package."""


class TimeoutException(TransportError):
    """A step took longer than its timeout."""


class ConnectTimeout(TimeoutException):
    """The connection was not established in time."""


class ReadTimeout(TimeoutException):
    """No data arrived in time."""


class WriteTimeout(TimeoutException):
    """The peer accepted no data in time."""


class PoolTimeout(TimeoutException):
    """All connections of the pool stayed in use."""


class DeadlineExceeded(TransportError):
    """The deadline of the request passed."""


class NetworkError(TransportError):
    """The connection failed."""


class ConnectError(NetworkError):
    """The connection could not be established."""


class ReadError(NetworkError):
    """The connection broke while data was read."""


class WriteError(NetworkError):
    """The connection broke while data was written."""


class ProtocolError(TransportError):
    """The bytes are not valid HTTP/1.1."""


class LocalProtocolError(ProtocolError):
    """The request violates HTTP/1.1; nothing was sent."""


class RemoteProtocolError(ProtocolError):
    """The server sent bytes that are not a valid HTTP/1.1 response."""


class DecodingError(TransportError):
    """The body does not match its content-encoding."""


class BodyTooLarge(TransportError):
    """The decoded body is over the limit."""


class SettingInvalid(TransportError):
    """The environment names certificates or a proxy that cannot be used. Nothing was sent."""


class PoolClosed(TransportError):
    """The pool was closed before the request."""


#: Packages whose functions may hold request headers.
_PACKAGES: Final = frozenset({
    __name__.partition(".")[0], "anyio", "asyncio", "claudewire_api", "codecs", "h11",
    "httpcore", "httptools", "httpx", "json", "socket", "ssl", "trio", "uvloop",
})  # fmt: skip


def with_causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, and each one behind it once: causes, contexts, and members of groups."""
    pending: list[BaseException | None] = [error]
    seen: set[int] = set()
    while pending:
        current = pending.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        pending += (current.__cause__, current.__context__)
        if isinstance(current, BaseExceptionGroup):
            pending += cast("tuple[BaseException, ...]", current.exceptions)
        yield current


def clear_frames(error: BaseException, *, of_caller: bool = True) -> None:
    """Drop the local variables of the functions that `error` and its causes passed through: they hold request headers.

    `traceback.clear_frames` does the same for one exception, but loading that module takes longer than a request.

    Args:
        of_caller: Whether that includes the functions of other packages that `error` itself passed through.
    """
    for current in with_causes(error):
        trace = current.__traceback__
        while trace is not None:
            # A context may be an exception that the caller of this package was handling: its frames are not ours.
            name = str(trace.tb_frame.f_globals.get("__name__", ""))
            if (of_caller and current is error) or name.partition(".")[0] in _PACKAGES:
                with suppress(RuntimeError):  # a frame that is still running cannot be cleared
                    trace.tb_frame.clear()
            trace = trace.tb_next
