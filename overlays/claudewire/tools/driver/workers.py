"""Where tools run: threads for a blocking runner, tasks for an asynchronous one. Both take jobs and hand out finished ones.

The methods of `ThreadWorkers` are coroutines in form only: they block, so the loop is written once (see `loop`).
"""

from __future__ import annotations

import contextvars
import inspect
import queue
import sys
import threading
import time
import weakref
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Protocol

from .jobs import Finished, Job


class Workers(Protocol):
    """Executes jobs."""

    @property
    def running(self) -> int:
        """Jobs that were started and not taken back by `next`."""
        ...

    def start(self, job: Job, *, alone: bool) -> None:
        """Starts a job. `alone` says that no other one runs: it may run in the thread of the caller."""
        ...

    async def next(self, timeout: float | None) -> Finished | None:
        """Waits for a finished job; None after `timeout` seconds."""
        ...

    def finished(self) -> list[Finished]:
        """Returns the jobs that have finished, without waiting."""
        ...

    async def resolve(self, value: Any) -> Any:
        """Returns a value, awaited if it has to be."""
        ...

    def cancel(self) -> set[str]:
        """Gives up all running jobs. Tasks are cancelled; threads are told through `ToolContext.cancelled`.

        Returns:
            The ids of the calls that are still being executed.
        """
        ...

    async def close(self) -> None:
        """Gives up all running jobs and releases what the workers hold."""
        ...


def _conclude(job: Job, begin: float, value: Any = None, error: BaseException | None = None) -> Finished:
    """Returns what a job ended with."""
    seconds = time.monotonic() - begin
    try:
        if error is None:
            return Finished(job, job.returned(value), seconds)
        if isinstance(error, Exception):
            return Finished(job, job.raised(error), seconds)
    except Exception as raised:  # noqa: BLE001  # whatever it is, it stops the run
        return Finished(job, None, seconds, raised)
    return Finished(job, None, seconds, error)


class ThreadWorkers:
    """A thread for each job; one event loop in a thread of its own for all tools that are coroutine functions."""

    def __init__(self) -> None:
        self._done: queue.SimpleQueue[Finished] = queue.SimpleQueue()
        self._jobs: dict[str, tuple[Job, float]] = {}
        self._lock = threading.Lock()
        self._loop: _LoopThread | None = None

    @property
    def running(self) -> int:
        return len(self._jobs)

    def start(self, job: Job, *, alone: bool) -> None:
        self._jobs[job.call.id] = job, time.monotonic()
        if alone and job.tool.timeout is None and not job.is_async:
            self._work(job)
            return
        # A daemon: a tool that hangs does not keep the program from ending.
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._work, job), name=f"tool {job.call.name}", daemon=True).start()

    def _work(self, job: Job) -> None:
        begin = time.monotonic()
        try:
            value = self._awaited(job.start())
        except BaseException as error:
            finished = _conclude(job, begin, error=error)
            if not isinstance(error, Exception) and threading.current_thread() is threading.main_thread():
                self._jobs.pop(job.call.id, None)
                raise
        else:
            finished = _conclude(job, begin, value)
        self._done.put(finished)

    def _awaited(self, value: Any) -> Any:
        if not inspect.isawaitable(value):
            return value
        with self._lock:
            if self._loop is None:
                self._loop = _LoopThread()
        return self._loop.call(value)

    async def next(self, timeout: float | None) -> Finished | None:
        limits = [begin + job.tool.timeout for job, begin in self._jobs.values() if job.tool.timeout is not None]
        now = time.monotonic()
        limits += [now + timeout] if timeout is not None else []
        end: float | None = min(limits) if limits else None
        try:
            finished = self._done.get(timeout=None if end is None else max(0.0, end - now))
        except queue.Empty:
            return self._expired()
        return finished if self._jobs.pop(finished.job.call.id, None) else await self.next(timeout)

    def _expired(self) -> Finished | None:
        """Returns a job whose time-out has passed. Its thread goes on, and its result is dropped."""
        now = time.monotonic()
        for key, (job, begin) in self._jobs.items():
            if job.tool.timeout is not None and now >= begin + job.tool.timeout:
                del self._jobs[key]
                return Finished(job, job.expired(), now - begin)
        return None

    def finished(self) -> list[Finished]:
        found: list[Finished] = []
        with suppress(queue.Empty):
            while True:
                finished = self._done.get_nowait()
                if self._jobs.pop(finished.job.call.id, None):
                    found.append(finished)
        return found

    async def resolve(self, value: Any) -> Any:
        return self._awaited(value)

    def cancel(self) -> set[str]:
        for job, _ in self._jobs.values():
            job.state.cancelled = True
        return set(self._jobs)

    async def close(self) -> None:
        self.cancel()
        self._jobs.clear()
        if self._loop is not None:
            self._loop.stop()
            self._loop = None


class _LoopThread:
    """An event loop in a daemon thread. It ends with its owner."""

    def __init__(self) -> None:
        import asyncio

        loop = asyncio.new_event_loop()
        threading.Thread(target=_run_forever, args=(loop,), name="tools", daemon=True).start()
        self._loop = loop
        self.stop = weakref.finalize(self, _stop, loop)
        self.stop.atexit = False

    def call(self, value: Awaitable[Any]) -> Any:
        """Awaits a value in the loop, and returns the result."""
        import asyncio

        return asyncio.run_coroutine_threadsafe(_await(value), self._loop).result()


def _run_forever(loop: Any) -> None:
    try:
        loop.run_forever()
    finally:
        loop.close()


def _stop(loop: Any) -> None:
    """Cancels the tasks of a loop and ends it."""
    import asyncio

    def cancel() -> None:
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.create_task(_end(loop, tasks))

    with suppress(RuntimeError):  # the loop is closed
        loop.call_soon_threadsafe(cancel)


async def _end(loop: Any, tasks: Any) -> None:
    import asyncio

    await asyncio.gather(*tasks, return_exceptions=True)
    await loop.shutdown_asyncgens()
    loop.stop()


async def _await(value: Awaitable[Any]) -> Any:
    return await value


class TaskWorkers:
    """A task for each job, in the event loop of the runner (asyncio or trio); tools that block run in threads."""

    def __init__(self) -> None:
        self._done: list[Finished] = []
        self._scopes: dict[str, Any] = {}
        self._wake: Any = None

    @property
    def running(self) -> int:
        return len(self._scopes) + len(self._done)

    def start(self, job: Job, *, alone: bool) -> None:  # noqa: ARG002  # a task is never in the way
        from anyio import CancelScope

        scope = CancelScope()
        self._scopes[job.call.id] = scope
        _spawn(self._work, job, scope)

    async def _work(self, job: Job, scope: Any) -> None:
        from anyio import get_cancelled_exc_class, move_on_after

        begin, error, value, expired = time.monotonic(), None, None, False
        try:
            with scope, move_on_after(job.tool.timeout) as limit:
                value = await _executed(job)
            expired = limit.cancelled_caught
        except get_cancelled_exc_class():
            raise
        except BaseException as raised:  # noqa: BLE001  # nobody awaits this task: its run does what it takes
            error = raised
        if scope.cancelled_caught:
            job.state.cancelled = True
            return
        finished = (
            Finished(job, job.expired(), time.monotonic() - begin) if expired else _conclude(job, begin, value, error)
        )
        if self._scopes.pop(job.call.id, None) is not None:
            self._done.append(finished)
            if self._wake is not None:
                self._wake.set()

    async def next(self, timeout: float | None) -> Finished | None:
        from anyio import Event, move_on_after

        with move_on_after(timeout):
            while not self._done:
                self._wake = Event()
                await self._wake.wait()
        return self._done.pop(0) if self._done else None

    def finished(self) -> list[Finished]:
        found, self._done = self._done, []
        return found

    async def resolve(self, value: Any) -> Any:
        return await value if inspect.isawaitable(value) else value

    def cancel(self) -> set[str]:
        scopes, self._scopes = self._scopes, {}
        for scope in scopes.values():
            scope.cancel()
        return set()

    async def close(self) -> None:
        self.cancel()


async def _executed(job: Job) -> Any:
    if job.is_async:
        return await job.start()
    from anyio.to_thread import run_sync

    # In a tuple: trio takes a coroutine that a thread returns for a mistake.
    (value,) = await run_sync(lambda: (job.start(),), abandon_on_cancel=True)
    return await value if inspect.isawaitable(value) else value


_tasks: set[Any] = set()


def _spawn(function: Callable[..., Any], *args: Any) -> None:
    """Starts a task that outlives the call. It catches what its job raises."""
    if (trio := _running_trio()) is not None:
        trio.lowlevel.spawn_system_task(function, *args, context=contextvars.copy_context())
    else:
        import asyncio

        task = asyncio.get_running_loop().create_task(function(*args))
        _tasks.add(task)  # an event loop keeps only weak references
        task.add_done_callback(_tasks.discard)


def _running_trio() -> Any:
    """Returns the module trio if its event loop runs here; None in asyncio."""
    trio: Any = sys.modules.get("trio")
    if trio is None:
        return None
    try:
        trio.lowlevel.current_task()
    except RuntimeError:
        return None
    return trio
