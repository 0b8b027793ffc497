"""Whether somebody watches the network: a mock, recorder or tracer in the place of a function of httpx, httpx2, what they use, or socket.

Loads none of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from operator import attrgetter, is_
from types import FunctionType
from typing import Any, Final

_CLIENT: Final = "__init__ send _send_handling_auth _send_handling_redirects _send_single_request _transport_for_url"
#: Class → its methods through which a request passes. pook, respx, pytest-httpx, vcrpy, Sentry, ddtrace, OpenTelemetry replace one of
#: them, or a class.
_CLIENTS: Final = {
    "Client": _CLIENT,
    "AsyncClient": _CLIENT,
    "HTTPTransport": "__init__ handle_request",
    "AsyncHTTPTransport": "__init__ handle_async_request",
}
_POOLS: Final = {
    "ConnectionPool": "handle_request",
    "AsyncConnectionPool": "handle_async_request",
    "HTTPConnection": "handle_request",
    "AsyncHTTPConnection": "handle_async_request",
}
#: Library → what is replaced in it, and the library whose clients run into that.
_PATCH_POINTS: Final = {
    "httpx": (_CLIENTS, "httpx"),
    "httpcore": (_POOLS, "httpx"),
    "httpx2": (_CLIENTS, "httpx2"),
    "httpcore2": (_POOLS, "httpx2"),
}
#: By library, once it was found unpatched: what reads its classes and methods, and what that has read.
_originals: dict[str, tuple[Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]] = {}


def patched_library() -> str | None:
    """Return `httpx` or `httpx2` if a class or method of it is replaced: a request must then go through it, to be seen. Else None."""
    for library, (_, client) in _PATCH_POINTS.items():  # called for every request
        if library in _originals:
            read, originals = _originals[library]
            try:
                # By identity: a proxy of wrapt says that it is equal to what it wraps, and of its type.
                if not all(map(is_, read(sys.modules[library]), originals)):
                    return client
            except (AttributeError, KeyError):
                return client  # removed: a mock is being put in, or the library was taken out of sys.modules
        elif library in sys.modules and not _is_unpatched(library):
            return client
    return None


def _is_unpatched(library: str) -> bool:
    """Whether all classes and methods are the library's own. If so, remember them."""
    module = sys.modules[library]
    own = getattr(module, "__name__", library)
    if own not in _PATCH_POINTS:  # `httpx2.alias_httpx()` puts httpx2 in the place of httpx
        return False
    paths: list[str] = []
    for name, methods in _PATCH_POINTS[library][0].items():
        cls = getattr(module, name, None)
        if cls is None:
            return True  # another thread is still loading it
        if not issubclass(type(cls), type) or not _is_of(own, cls.__module__):
            return False
        paths.append(name)
        for method in methods.split():
            if (found := getattr(cls, method, None)) is None:
                continue  # another version
            if type(found) is not FunctionType or not _is_of(own, found.__globals__["__name__"]):
                return False
            paths.append(f"{name}.{method}")
    read = attrgetter(*paths)
    _originals[library] = read, read(module)
    return True


def _is_of(library: str, module: str) -> bool:
    return module.partition(".")[0] == library


def socket_guard() -> tuple[Any, ...]:
    """Return what decides about new connections of this process; pytest-socket and pytest-recording replace it.

    A connection that was opened under another guard must not be used: the guard of now has not seen it.
    """
    module = sys.modules.get("socket")
    if module is None:
        return ()
    return module.socket, module.socket.connect
