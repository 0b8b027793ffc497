"""What goes wrong with a connection, and our error for it.

Its name tells what happened (see `_faults`): neither httpx nor httpcore is loaded to be asked.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any, Final, NoReturn

from ._errors import APIConnectionError, APIError, APITimeoutError, DeadlineExpired
from ._faults import Fault, library_of, names_of
from ._multipart import Multipart
from ._request import Request

_NOT_SENT: Final = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol", "ProxyError"})
_TRANSPORT_MODULES: Final = frozenset({"anyio", "h11", "h2", "httpcore", "socksio", "trio"})


def connection_error(error: BaseException, *, deadline: float | None = None, **known: Any) -> APIError:
    """Our error for one of the connection."""
    names = names_of(error)
    if deadline is not None and time.monotonic() >= deadline:
        out: APIConnectionError = DeadlineExpired("The deadline of the call passed.", is_retryable=False, **known)
    elif "TimeoutException" in names:
        step = type(error).__name__.removesuffix("Timeout").lower()
        out = APITimeoutError(f"Request timed out ({step}).", **known)
    else:
        said = str(error) or type(error).__name__
        out = APIConnectionError(f"Connection error: {said}", **known)
    out.sent = _NOT_SENT.isdisjoint(names)
    return out


def cause_of(error: BaseException) -> BaseException:
    """The error of httpx for this one: programs look for it in `__cause__`."""
    if not isinstance(error, Fault) and library_of(type(error)) != "httpcore":
        return error
    try:
        import httpx
    except (ImportError, OSError):
        return error  # no file can be opened any more, or the interpreter is shutting down
    cls = getattr(httpx, type(error).__name__, None)
    if cls is None:
        return error
    out: BaseException = cls(str(error))
    out.__cause__ = error
    return out


def is_transport_error(error: BaseException) -> bool:
    """Whether the connection raised it, and not the caller's code or a recorder that stands in for the connection."""
    if not isinstance(error, Exception):
        return False  # a cancellation, which trio has in a module of its own
    if isinstance(error, (OSError, Fault)) or library_of(type(error)) in _TRANSPORT_MODULES:
        return True
    return any(library_of(cls) == "httpx" for cls in type(error).__mro__)


def raise_ours(error: Exception, request: Request, deadline: float | None) -> NoReturn:
    body = request.body
    if isinstance(body, Multipart) and body.error is error:
        raise error  # the caller's own: a file that can not be read, an iterator that failed
    if not is_transport_error(error):
        raise error
    raise connection_error(error, deadline=deadline) from cause_of(error)


def clear_frames(error: BaseException) -> None:
    """Drop what the functions that it came through still hold. (`traceback` has the same, and takes long to load.)"""
    trace = error.__traceback__
    while trace is not None:
        with suppress(RuntimeError):  # this one is still running
            trace.tb_frame.clear()
        trace = trace.tb_next


def no_lane(deadline: float | None) -> APIError:
    """The error for a call that waited for a connection in vain."""
    if deadline is not None and time.monotonic() >= deadline:
        error: APIConnectionError = DeadlineExpired("The deadline of the call passed.", is_retryable=False)
    else:
        error = APITimeoutError(
            "Request timed out (pool): all connections are in use; raise max_connections or the timeout."
        )
    error.sent = False
    return error
