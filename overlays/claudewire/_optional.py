"""Optional libraries: those of `claudewire[fast]`. `CLAUDEWIRE_FAST=0` in the environment turns them off."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any


def optional_import(name: str) -> Any:
    """Return the module, or None if it is not installed or turned off."""
    if os.environ.get("CLAUDEWIRE_FAST") == "0":
        return None
    try:
        return import_module(name)
    except ImportError:
        return None


def library_of_client(client: Any, name: str) -> str | None:
    """Return `httpx` or `httpx2`, whichever a client is of; None if it is of neither. Loads none of them.

    Args:
        client: Any object, also one that is wrapped in a proxy.
        name: What the class is called there: `Client` or `AsyncClient`.
    """
    for cls in getattr(client, "__class__", object).__mro__:
        library = cls.__module__.partition(".")[0]
        if cls.__name__ == name and library in ("httpx", "httpx2"):
            return str(library)
    return None
