"""The event loops on which async clients are tested."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import anyio

T = TypeVar("T")

#: uvloop does not exist for Windows.
LOOPS = ["asyncio", "trio"] if sys.platform == "win32" else ["asyncio", "uvloop", "trio"]


def run_on(loop: str, main: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Run a coroutine function on one of `LOOPS`."""
    if loop == "uvloop":
        return anyio.run(main, *args, backend="asyncio", backend_options={"use_uvloop": True})
    return anyio.run(main, *args, backend=loop)
