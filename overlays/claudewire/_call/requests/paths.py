"""Methods and paths that a program gives: below the base URL, because the key is sent with the request."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from claudewire._checks import shown
from claudewire_api._errors import RequestInvalid

_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})


def check_method(method: Any) -> str:
    """Return an HTTP method in upper case. Raises RequestInvalid if it is not one that an API has."""
    if not isinstance(method, str) or method.upper() not in _METHODS:
        raise RequestInvalid(f"{shown(method)} is not one of {', '.join(sorted(_METHODS))}")
    return method.upper()


def check_path(base_url: str, path: str) -> str:
    """Return a path below the base URL. The key is sent with the request, so another host is refused.

    Raises:
        RequestInvalid: `path` is not below the base URL.
    """
    if not isinstance(path, str) or not path.isascii() or not path.isprintable() or " " in path or "\\" in path:  # pyright: ignore[reportUnnecessaryIsInstance]
        raise RequestInvalid(f"{shown(path)} is not a URL path: percent-encode what a URL may not hold")
    if path.startswith(f"{base_url}/"):
        path = path.removeprefix(base_url)
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or path.startswith("//"):
        raise RequestInvalid(f"{parts.netloc or path!r} is not the host of this client ({base_url}); nothing was sent")
    if parts.fragment or "#" in path or "?" in path:
        raise RequestInvalid("the path takes neither query nor fragment: use query={…}")
    if any(segment in (".", "..") for segment in parts.path.replace("%2e", ".").replace("%2E", ".").split("/")):
        raise RequestInvalid(f"{path!r} climbs out of its folder")
    return path if path.startswith("/") else f"/{path}"
