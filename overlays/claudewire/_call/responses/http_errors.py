"""Our errors for the exceptions of a connection: those of `_http`, and those of httpx and the libraries below it.

The name of an exception says what happened, because `_http`, httpx and httpcore use the same names. So none of them is loaded for it.
"""

from __future__ import annotations

import re
import time
from typing import Any, Final, NoReturn

from claudewire._errors.base import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ConfigurationError,
    DeadlineExpired,
    ResponseInvalid,
    ResponseTooLarge,
)
from claudewire._http.exceptions import (
    BodyTooLarge,
    DeadlineExceeded,
    DecodingError,
    PoolClosed,
    SettingInvalid,
    TransportError,
    clear_frames,
    with_causes,
)
from claudewire._secrets import redact
from claudewire_api._errors import ClaudeError, RequestInvalid

from .response import RequestFacts, ResponseInfo, attach_response_info

#: Exceptions raised before the first byte of the request was written.
_NOT_SENT: Final = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol", "ProxyError"})
#: What a proxy says to CONNECT, as httpcore reports it: a status that another attempt does not change.
_REFUSED: Final = re.compile(r"4(?!08|25|29)[0-9]{2}\b").match
#: Packages that took over the place of another one, with its names.
_SUCCESSORS: Final = {"httpx2": "httpx", "httpcore2": "httpcore"}
_TRANSPORT_LIBRARIES: Final = frozenset({"anyio", "h11", "h2", "httpcore", "socksio", "trio"})

#: Libraries whose exceptions quote what was received.
_QUOTING_LIBRARIES: Final = frozenset(
    {"h11", "h2", "httpcore", "httptools", "httpx", "httpcore2", "httpx2", "json", "msgspec", "orjson", "zlib"}
)


def raise_mapped(
    error: Exception,
    deadline: float | None = None,
    info: ResponseInfo | None = None,
    request: RequestFacts | None = None,
) -> NoReturn:
    """Raise our error for an exception of a connection, with httpx's as its cause; any other exception unchanged.

    Args:
        error: What sending a request or reading a response raised.
        deadline: That of the call, on the monotonic clock: after it, every failure is a `DeadlineExpired`.
        info: The response, if its headers have arrived.
        request: Method and URL of the request.

    Raises:
        APIError: `error` came from the connection.
        ConfigurationError: the client is closed.
        RequestInvalid: httpx cannot use the URL.
    """
    if not is_transport_error(error):
        raise error
    conceal_received(error)
    mapped = map_transport_error(error, deadline)
    if isinstance(mapped, APIError):
        mapped.request = request if info is None else RequestFacts(info.method, redact(info.url))
        if info is not None:
            attach_response_info(mapped, info)
    raise mapped from as_httpx_error(error)


def map_transport_error(
    error: Exception, deadline: float | None = None
) -> APIError | ConfigurationError | RequestInvalid:
    """Return our error for an exception of a connection."""
    if isinstance(error, (PoolClosed, SettingInvalid)):
        return ConfigurationError(str(error))
    if isinstance(error, DecodingError):
        return ResponseInvalid(str(error))
    if isinstance(error, BodyTooLarge):
        return ResponseTooLarge(str(error))
    names = names_of(error)
    if "InvalidURL" in names:
        return RequestInvalid(f"the URL of the request cannot be used: {error}")
    if isinstance(error, DeadlineExceeded) or (deadline is not None and time.monotonic() >= deadline):
        mapped: APIConnectionError = DeadlineExpired("The deadline of the call passed.", is_retryable=False)
    elif "PoolTimeout" in names and isinstance(error, TransportError):
        mapped = APITimeoutError(
            "Request timed out (pool): all connections are in use; raise max_connections or the timeout."
        )
    elif "ProxyError" in names and _REFUSED(str(error)):
        # It will not let the next attempt through either: 407 asks for credentials, 403 forbids the host.
        mapped = APIConnectionError(f"The proxy refused the connection: {error}", is_retryable=False)
    elif "TimeoutException" in names:
        step = type(error).__name__.removesuffix("Timeout").lower()
        mapped = APITimeoutError(f"Request timed out ({step}).")
    else:
        mapped = APIConnectionError(f"Connection error: {str(error) or type(error).__name__}")
    mapped.sent = _NOT_SENT.isdisjoint(names)
    return mapped


def as_httpx_error(error: Exception) -> BaseException | None:
    """Return httpx's exception for this one, for programs that look for it in `__cause__`; `error` itself if there is none."""
    if isinstance(error, (PoolClosed, SettingInvalid, DeadlineExceeded)):
        return None
    if isinstance(error, (DecodingError, BodyTooLarge)):
        return error
    if not isinstance(error, TransportError) and _library_of(type(error)) != "httpcore":
        return error
    try:
        import httpx
    except (ImportError, OSError):
        return error  # no file can be opened any more, or the interpreter is shutting down
    cls = getattr(httpx, type(error).__name__, None)
    if cls is None:
        return error
    mapped: BaseException = cls(str(error))
    mapped.__cause__ = error
    return mapped


def is_transport_error(error: BaseException) -> bool:
    """Whether the connection raised it. False for the caller's own code, and for a recorder in the place of the connection."""
    if not isinstance(error, Exception):
        return False  # a cancellation, which trio has in a module of its own
    if isinstance(error, (OSError, TransportError)) or _library_of(type(error)) in _TRANSPORT_LIBRARIES:
        return True
    return any(_library_of(cls) == "httpx" for cls in type(error).__mro__)


def names_of(error: BaseException) -> set[str]:
    """Return the names that httpx, httpcore or `_http` have for an exception, with those of its base classes."""
    classes: tuple[type[Any], ...] = type(error).__mro__
    return {
        cls.__name__ for cls in classes if issubclass(cls, TransportError) or _library_of(cls) in ("httpx", "httpcore")
    }


def _library_of(cls: type[Any]) -> str:
    library = cls.__module__.partition(".")[0]
    return _SUCCESSORS.get(library, library)


def conceal_received(error: BaseException) -> None:
    """Drop what our functions have received, which a traceback shows as variables, and mask secrets in the causes of an error.

    A server may have repeated the credential of the request. Call it where an error is caught for the first time.
    """
    clear_frames(error, of_caller=False)
    for current in with_causes(error):
        if isinstance(current, ClaudeError):
            continue  # it masks its own texts
        if type(current).__module__.partition(".")[0] in _QUOTING_LIBRARIES or isinstance(current, UnicodeDecodeError):
            _mask(current)


def _mask(error: Any) -> None:
    error.args = tuple(redact(value) if isinstance(value, str) else value for value in error.args)
    if isinstance(error, UnicodeDecodeError):
        error.args = (error.encoding, b"", error.start, error.end, error.reason)
        error.object = b""
    elif hasattr(error, "doc"):  # of json: the whole text
        error.doc = ""
