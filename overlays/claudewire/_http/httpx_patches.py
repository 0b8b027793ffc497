"""Whether a mock, recorder or tracer has replaced a method of httpx or httpcore. Loads neither."""

from __future__ import annotations

import sys
from types import FunctionType
from typing import Any, Final

#: Methods that respx, pytest-httpx, vcrpy and instrumentations replace.
_PATCH_POINTS: Final = {
    "httpx": (("HTTPTransport", "handle_request"), ("AsyncHTTPTransport", "handle_async_request")),
    "httpcore": (("ConnectionPool", "handle_request"), ("AsyncConnectionPool", "handle_async_request")),
}
#: By library, once it was found unpatched: class, name of the method, and the method.
_originals: dict[str, list[tuple[Any, str, Any]]] = {}


def httpx_is_patched() -> bool:
    """Whether a method is replaced. Requests must then go through httpx, where the replacement sees them."""
    for library in _PATCH_POINTS:  # called for every request: any() would take twice as long
        if library in _originals:
            for cls, name, original in _originals[library]:
                if getattr(cls, name) is not original:
                    return True
        elif library in sys.modules and not _is_unpatched(library):
            return True
    return False


def _is_unpatched(library: str) -> bool:
    """Whether all methods are the library's own. If so, remember them."""
    module = sys.modules[library]
    found: list[tuple[Any, str, Any]] = []
    for name, method in _PATCH_POINTS[library]:
        cls = getattr(module, name, None)
        if cls is None:
            return True  # another thread is still loading it
        own = getattr(cls, method)
        if not isinstance(own, FunctionType) or not own.__globals__["__name__"].startswith(f"{library}."):
            return False
        found.append((cls, method, own))
    _originals[library] = found
    return True
