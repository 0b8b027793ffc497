"""How a caller sleeps until something changes: a thread, or a task of an event loop. Both have one form; see `run_blocking`."""

from __future__ import annotations

from math import inf
from queue import Empty, SimpleQueue
from typing import Protocol

from claudewire._limiter.wake import waker


class Waiter(Protocol):
    """Sleeps until it is woken."""

    def wake(self) -> None:
        """End the sleep, or the next one. From any thread, also in a finalizer."""
        ...

    async def wait(self, seconds: float) -> None:
        """Sleep until `wake`, or for some seconds; infinity for no limit."""
        ...


class SyncWaiter:
    """Blocks its thread."""

    def __init__(self) -> None:
        self._calls: SimpleQueue[None] = SimpleQueue()  # its put() may be called by a finalizer

    def wake(self) -> None:
        self._calls.put(None)

    async def wait(self, seconds: float) -> None:
        try:
            self._calls.get(timeout=None if seconds == inf else seconds)
        except Empty:
            pass


class AsyncWaiter:
    """Suspends its task."""

    def __init__(self) -> None:
        from anyio import Event

        self._event = Event()
        self.wake = waker(self._set)

    def _set(self) -> None:
        self._event.set()

    async def wait(self, seconds: float) -> None:
        from anyio import Event, move_on_after

        with move_on_after(seconds):
            await self._event.wait()
        self._event = Event()
