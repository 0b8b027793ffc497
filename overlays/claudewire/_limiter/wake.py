"""Waking a task of an event loop from any thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


def waker(call: Callable[[], None]) -> Callable[[], None]:
    """Return a function that runs `call` on the event loop that runs now, from any thread. After the end of the loop it does nothing."""
    try:
        schedule: Callable[[Callable[[], None]], Any] = asyncio.get_running_loop().call_soon_threadsafe
        over: type[Exception] = RuntimeError
    except RuntimeError:
        import trio

        schedule, over = trio.lowlevel.current_trio_token().run_sync_soon, trio.RunFinishedError

    def wake() -> None:
        try:
            schedule(call)
        except over:
            pass  # nobody waits

    return wake
