"""A value that is loaded once for all who wait: keys and tokens of credentials."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from inspect import isawaitable, iscoroutinefunction
from threading import Lock, Thread
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

from claudewire._errors.base import DeadlineExpired
from claudewire._http.network.sync_stream import run_blocking
from claudewire._limiter.wake import waker

T = TypeVar("T")
NEVER: Final = float("inf")
#: Seconds after a failed early load in which no other is started.
_PAUSE: Final = 5.0

#: Returns the value and when it expires (seconds since 1970). The argument says whether the last value was refused. A coroutine function
#: waits as its client does; a plain function may block.
Load: TypeAlias = "Callable[[bool], tuple[T, float]] | Callable[[bool], Coroutine[Any, Any, tuple[T, float]]]"


class Held(NamedTuple, Generic[T]):
    """A value, and until when it is good (seconds since 1970)."""

    value: T
    #: From here on it is loaded again, and used meanwhile.
    stale: float
    #: From here on it is not used.
    expiry: float


class _Abandoned(Exception):
    """Whoever loaded the value was cancelled: another one loads it."""


class SharedValue(Generic[T]):
    """A value that is loaded when it is needed. Copies of a client share it, on any number of threads and event loops.

    Any number of calls that wait for it load it once. Shortly before it expires, one call has it loaded again in the background;
    that call and all others use the old value meanwhile.

    Args:
        load: Loads the value, unless `get` brings its own loader.
        early: Seconds before the expiry at which it is loaded again; half of its life, if values live shorter.
        margin: Seconds before the expiry at which it is not used any more; at most a tenth of its life.
        now: The clock: seconds since 1970.
    """

    def __init__(
        self,
        load: Load[T] | None = None,
        *,
        early: float = 0.0,
        margin: float = 0.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._load = load
        self._early, self._margin, self._now = early, margin, now
        self._lock = Lock()
        self._held: Held[T] | None = None
        self._flight: Future[T] | None = None
        self._refused = False
        #: Whether the last value came with no more than `early` seconds left. It may have been an old one.
        self._is_short = False
        self._pause_until = 0.0
        #: Background tasks: an event loop keeps no reference to them.
        self._tasks: set[Any] = set()

    @property
    def value(self) -> T | None:
        """The last value; None before the first."""
        held = self._held
        return None if held is None else held.value

    def refuse(self, value: T | None) -> None:
        """Load another value before the next call, if `value` is still the one in use."""
        with self._lock:
            held = self._held
            if held is None and value is None:
                self._refused = True
            elif held is not None and held.value is value:
                self._held, self._refused = held._replace(stale=0.0, expiry=0.0), True

    async def get(self, *, is_async: bool, load: Load[T] | None = None, deadline: float | None = None) -> T:
        """Return the value.

        Args:
            is_async: Whether an event loop runs the caller.
            load: The loader of this caller, in the place of the common one: it uses the connections of the caller.
            deadline: When the caller stops to wait, on the monotonic clock. The loader goes on.

        Raises:
            DeadlineExpired: the deadline has passed.
        """
        load = load or self._load
        if load is None:
            raise TypeError("a SharedValue without a loader")
        while True:
            held, now = self._held, self._now()
            if held is not None and now < held.stale:
                return held.value
            with self._lock:
                held, usable = self._held, self._held is not None and now < self._held.expiry
                if held is not None and usable and (self._flight is not None or now < self._pause_until):
                    return held.value
                flight, leads = self._flight, self._flight is None
                if flight is None:
                    flight = self._flight = Future()
            if leads:
                # A thread lets a blocking caller go at its deadline.
                in_thread = usable or (deadline is not None and not is_async)
                self._start(load, flight, is_async=is_async, background=in_thread)
            if held is not None and usable:
                return held.value
            try:
                return await _result(flight, deadline) if is_async else flight.result(_seconds_until(deadline))
            except _Abandoned:
                continue
            except TimeoutError:
                if flight.done():
                    raise  # the loader's own
                raise DeadlineExpired("The deadline of the call passed.", is_retryable=False) from None

    def _start(self, load: Load[T], flight: Future[T], *, is_async: bool, background: bool) -> None:
        # A coroutine talks to a server: in a task or thread of its own, because the call that waits may be cancelled or interrupted,
        # and a token that the server has given must not be lost with it.
        suspends = iscoroutinefunction(load)
        if is_async and suspends:
            _spawn(self._fly(load, flight), self._tasks)
        elif is_async or background or suspends:
            name = "claudewire-credential"
            thread = Thread(target=self._fly_blocking, args=(load, flight), name=name, daemon=not suspends)
            try:
                thread.start()
            except RuntimeError as error:  # the interpreter ends, or the system has no thread left
                self._land(None)
                flight.set_exception(error)
        else:
            self._fly_blocking(load, flight)

    def _fly_blocking(self, load: Load[T], flight: Future[T]) -> None:
        run_blocking(self._fly(load, flight))

    async def _fly(self, load: Load[T], flight: Future[T]) -> None:
        forced = self._refused
        try:
            loaded: Any = load(forced)
            pair: tuple[T, float] = await loaded if isawaitable(loaded) else loaded
            value, expiry = pair
        except Exception as error:
            self._land(None, pause=_PAUSE)
            flight.set_exception(error)
        except BaseException:
            self._land(None)
            flight.set_exception(_Abandoned())
            raise
        else:
            self._land(self._held_until(value, expiry), forced=forced)
            flight.set_result(value)

    def _land(self, held: Held[T] | None, *, pause: float = 0.0, forced: bool = False) -> None:
        with self._lock:
            self._flight = None
            self._pause_until = self._now() + pause
            if held is None:
                return
            if self._refused and not forced:  # refused meanwhile: this may be the same one, from a cache of the loader
                held = held._replace(stale=0.0, expiry=0.0)
            else:
                self._refused = False
            self._held = held

    def _held_until(self, value: T, expiry: float) -> Held[T]:
        life = max(0.0, expiry - self._now())
        early, margin = self._early, min(self._margin, life / 10)
        if self._is_short and life <= early:  # all are: half of the life is early enough
            early = life / 2
        self._is_short = life <= self._early
        return Held(value, expiry - max(early, margin), expiry - margin)


def _spawn(coroutine: Coroutine[Any, Any, None], tasks: set[Any]) -> None:
    """Run a coroutine on the running event loop, in the background."""
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        import trio

        async def run() -> None:
            await coroutine

        trio.lowlevel.spawn_system_task(run, name="claudewire-credential")
        return
    task = loop.create_task(coroutine, name="claudewire-credential")
    tasks.add(task)
    task.add_done_callback(tasks.discard)


def _seconds_until(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.0, deadline - time.monotonic())


async def _result(flight: Future[T], deadline: float | None) -> T:
    """Wait for the result on this event loop, without holding a thread. Raises TimeoutError after the deadline."""
    from anyio import Event, move_on_after

    event = Event()
    wake = waker(event.set)
    flight.add_done_callback(lambda _: wake())
    with move_on_after(_seconds_until(deadline)):
        await event.wait()
    return flight.result(0)
