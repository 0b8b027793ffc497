"""Where calls run: threads for `Claude`, tasks for `AsyncClaude`. Both start calls and hand back finished ones.

The methods of `ThreadWorkers` are coroutines in form only: they block, so that the loops over them are written once.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from attrs import frozen

from claudewire.bulk.items import Item

#: The most calls at the same time, if the level finds itself: threads cost more than tasks.
_MAX_THREADS, _MAX_TASKS = 512, 1_000
#: Open files that a process needs for other things than connections.
_OTHER_FILES = 100


def most_calls(is_async: bool) -> int:
    """Return how many calls at the same time a process can have: each has a connection, and open files are limited."""
    most = _MAX_TASKS if is_async else _MAX_THREADS
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return most
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return most if files < 0 else min(most, max(files // 2, files - _OTHER_FILES))


@frozen
class Finished:
    """A call that has ended: with a value, or with an error."""

    item: Item
    started: float
    seconds: float
    value: Any = None
    error: BaseException | None = None


class Workers(Protocol):
    """Executes calls."""

    @property
    def running(self) -> int:
        """Calls that were started and not handed back."""
        ...

    def start(self, item: Item, call: Callable[[], Any]) -> None:
        """Start a call."""
        ...

    async def finished(self, timeout: float | None) -> list[Finished]:
        """Wait until a call has ended, at most `timeout` seconds; return all that have."""
        ...

    async def resolve(self, value: Any) -> Any:
        """Return the value of a call that is made in line, awaited if it has to be."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def close(self) -> None:
        """Give up what is running."""
        ...


class ThreadWorkers:
    """Threads, started when they are needed. They are daemons: a call that hangs does not keep the program from ending."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[tuple[Item, Callable[[], Any]] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Finished] = queue.SimpleQueue()
        self._threads = 0
        self.running: int = 0

    def start(self, item: Item, call: Callable[[], Any]) -> None:
        self.running += 1
        if self._threads < self.running:
            self._threads += 1
            threading.Thread(target=self._work, name=f"claudewire-bulk-{self._threads}", daemon=True).start()
        self._calls.put((item, call))

    def _work(self) -> None:
        while (job := self._calls.get()) is not None:
            item, call = job
            started = time.monotonic()
            try:
                value, error = call(), None
            except BaseException as raised:  # noqa: BLE001  # it is judged in the thread of the run
                value, error = None, raised
            self._done.put(Finished(item, started, time.monotonic() - started, value, error))
            del job, call, value, error

    async def finished(self, timeout: float | None) -> list[Finished]:
        found: list[Finished] = []
        try:
            found.append(self._done.get(timeout=timeout))
            while True:
                found.append(self._done.get_nowait())
        except queue.Empty:
            self.running -= len(found)
            return found

    async def resolve(self, value: Any) -> Any:
        return value

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None:
        for _ in range(self._threads):
            self._calls.put(None)


class TaskWorkers:
    """Tasks of a task group of anyio, so of asyncio or trio."""

    def __init__(self, group: Any) -> None:
        self._group = group
        self._done: list[Finished] = []
        self._wake: Any = None
        self.running: int = 0

    def start(self, item: Item, call: Callable[[], Awaitable[Any]]) -> None:
        self.running += 1
        self._group.start_soon(self._work, item, call)

    async def _work(self, item: Item, call: Callable[[], Awaitable[Any]]) -> None:
        started = time.monotonic()
        try:
            value, error = await call(), None
        except Exception as raised:  # noqa: BLE001  # it is judged in the task of the run
            value, error = None, raised
        self._done.append(Finished(item, started, time.monotonic() - started, value, error))
        if self._wake is not None:
            self._wake.set()

    async def finished(self, timeout: float | None) -> list[Finished]:
        from anyio import Event, move_on_after

        if not self._done:
            self._wake = Event()
            with move_on_after(timeout):
                await self._wake.wait()
        found, self._done = self._done, []
        self.running -= len(found)
        return found

    async def resolve(self, value: Any) -> Any:
        return await value

    async def sleep(self, seconds: float) -> None:
        from anyio import sleep

        await sleep(seconds)

    def close(self) -> None:
        self._group.cancel_scope.cancel()
