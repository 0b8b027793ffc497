"""Live mode: one call for each request. The loop is written once; threads or tasks make the calls."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import frozen

from claudewire._errors.base import DeadlineExpired, RateLimitTimeout
from claudewire._limiter.limiter import RateLimiter
from claudewire.bulk.cost.budget import Reserve
from claudewire.bulk.errors import BulkError
from claudewire.bulk.items import Item, arguments_of
from claudewire.bulk.job import Job
from claudewire.bulk.loops.pace import Concurrency, Window, cache_prefix
from claudewire.bulk.loops.workers import Finished, Workers
from claudewire.bulk.outcomes import Outcome, of_error, of_message
from claudewire.tools.errors import RunExhausted

#: Requests that are read ahead, so that those with one cache prefix can be put together.
WINDOW: Final = 1_000
#: Seconds without any success, while connections are lost, after which the run stops.
PATIENCE: Final = 600.0
#: Successes in which a limiter that learns has found its limit.
_LEARNS: Final = 50
#: Seconds between two looks at the clock while calls run.
_TICK: Final = 0.5


@frozen
class _Flight:
    """A request that is being sent."""

    reserve: Reserve
    prefix: bytes | None
    attempts: int
    successes: int


class Live:
    """Sends the requests of a job one by one.

    Args:
        job: The run.
        workers: Threads or tasks.
        call: Request, seconds that it may take → what makes the call.
        concurrency: How many at the same time.
        limiter: The limiter of the client, which says what rate is allowed.
        stored: Whether the requests are those that the journal keeps, and not those of the source.
    """

    def __init__(
        self,
        job: Job,
        workers: Workers,
        call: Callable[[Item, float | None], Callable[[], Any]],
        concurrency: Concurrency,
        *,
        limiter: RateLimiter | None = None,
        stored: bool = False,
        window: int = WINDOW,
    ) -> None:
        self._job, self._workers, self._call, self._concurrency = job, workers, call, concurrency
        self._limiter = limiter
        self._stored, self._ended = stored, False
        self._window: Window[Item] = Window(window)
        self._flights: dict[int, _Flight] = {}
        self._attempts: dict[int, int] = {}
        self._started: list[int] = []
        self._successes = 0
        self._last_success = time.monotonic()
        self._held: tuple[Item, Reserve] | None = None

    async def step(self) -> bool:
        """Start what may start, wait for what ends, write it down. Returns False when there is nothing left to do."""
        job = self._job
        await self._fill()
        self._start()
        if not self._workers.running:
            if job.stopped is not None or (self._ended and not len(self._window) and self._held is None):
                self._flush([])
                return False
            pause = self._concurrency.paused_until - time.monotonic()
            if pause > 0:
                job.counts.note = f"waiting {pause:.0f} s: the service cannot be reached"
                await self._workers.sleep(min(pause, _TICK))
            self._check_time()
            return True
        finished = await self._workers.finished(self._patience())
        job.counts.in_flight = self._workers.running
        self._flush(finished)
        self._check_time()
        return True

    def _patience(self) -> float:
        left = self._job.seconds_left()
        may_start = self._job.stopped is None and (len(self._window) or not self._ended)
        pause = self._concurrency.paused_until - time.monotonic() if may_start else 0.0
        return min([_TICK, *(seconds for seconds in (left, pause) if seconds is not None and seconds > 0)])

    async def _fill(self) -> None:
        """Read ahead. What the source raises stops the run; requests that are in flight are finished."""
        job = self._job
        near = min(self._window.size, 4 * self._concurrency.limit + 16)
        while job.stopped is None and not self._ended:
            if len(self._window) >= (self._window.size if self._window.is_grouped else near):
                return
            try:
                items = job.stored_items(self._window.room) if self._stored else await job.next_items(self._window.room)
            except BulkError as error:
                job.stop("error", error)
                return
            if not items:
                self._ended = self._stored or job.rows.ended
                return
            for item in items:
                self._window.push(item, cache_prefix(item.params))

    def _start(self) -> None:
        job, pace = self._job, self._concurrency
        now = time.monotonic()
        if self._limiter is not None and self._successes < _LEARNS:
            pace.expect(self._limiter.requests_per_minute)
        while job.stopped is None and pace.allows(now, self._workers.running):
            seconds = job.seconds_left()
            if seconds == 0:
                return  # `_check_time` says so
            held, self._held = self._held, None
            item = held[0] if held else self._window.pop()
            if item is None:
                return
            try:
                reserve = held[1] if held else job.meter.reserve(item.params)
            except BulkError as error:
                job.stop("error", error)
                return
            if not job.meter.allows(reserve):
                self._held = item, reserve
                if not self._flights:
                    job.stop("budget")
                return
            job.meter.start(reserve)
            attempts = self._attempts.pop(item.position, 0) + 1
            self._flights[item.position] = _Flight(reserve, cache_prefix(item.params), attempts, self._successes)
            self._started.append(item.position)
            self._workers.start(item, self._call(item, seconds))
            pace.started(self._workers.running)
        job.counts.concurrency = pace.limit

    def _flush(self, finished: list[Finished]) -> None:
        """Judge what has ended, and write it down."""
        job = self._job
        ended: list[tuple[Item, Outcome, float | None]] = []
        now = time.monotonic()
        if self._limiter is not None:
            self._concurrency.held_back(self._limiter.waiting)
        for done in finished:
            flight = self._flights.pop(done.item.position)
            outcome = self._outcome(done, flight)
            self._window.written(flight.prefix)
            cost = None
            if outcome.usage is not None and outcome.model is not None:
                cost = job.prices.cost(outcome.model, outcome.usage)
            job.meter.finish(flight.reserve, outcome.usage, cost)
            ended.append((done.item, outcome, done.seconds))
            if outcome.congested:
                self._concurrency.failed(now, retry_after=outcome.retry_after)
            else:
                self._concurrency.succeeded(now)
                self._successes += 1
                self._last_success = now
                job.counts.note = ""
            if outcome.verdict == "stop":
                job.stop("error", outcome.error)
            elif outcome.verdict == "again" and job.stopped is None:
                self._attempts[done.item.position] = flight.attempts if outcome.counts else flight.attempts - 1
                self._window.push(done.item, flight.prefix)
        if ended or self._started:
            started, self._started = self._started, []
            job.record(ended, started=started)

    def _outcome(self, done: Finished, flight: _Flight) -> Outcome:
        job = self._job
        if done.error is None:
            return of_message(done.value.message, job.builder.schema, done.value.usage)
        if isinstance(done.error, RateLimitTimeout) or (_is_late(done.error) and job.seconds_left() == 0):
            if job.deadline is not None:
                job.stop("deadline")  # the turn of this request would come after it
            return Outcome("again", "deadline", counts=False)
        return of_error(
            done.error,
            attempts=flight.attempts,
            max_attempts=job.max_attempts,
            alone=flight.successes == self._successes,
        )

    def _check_time(self) -> None:
        job = self._job
        if job.seconds_left() == 0:
            job.stop("deadline")
        if self._concurrency.paused_until and time.monotonic() - self._last_success > PATIENCE:
            job.stop("error", BulkError(f"no request has succeeded for {PATIENCE:.0f} s"))


def _is_late(error: BaseException) -> bool:
    """Whether the time of a call was over, or that of a loop of calls."""
    return isinstance(error, DeadlineExpired) or (isinstance(error, RunExhausted) and error.limit == "max_seconds")


@frozen
class Answer:
    """What a call returned: the message, and the tokens of all its responses."""

    message: Any
    usage: Mapping[str, Any] | None = None


class Calls:
    """Makes the calls of one client.

    Args:
        client: `Claude` or `AsyncClaude`.
        output_format: The type of the results.
        repair: How often the model is asked again for text that does not fit.
        options: More arguments of `tool_runner`.
        has_tools: Whether the model calls functions.
    """

    def __init__(
        self, client: Any, *, output_format: Any, repair: int, options: Mapping[str, Any], has_tools: bool
    ) -> None:
        self._messages = client.messages
        self._format, self._repair, self._options, self._has_tools = output_format, repair, options, has_tools

    def _plan(self, item: Item, seconds: float | None) -> tuple[str, dict[str, Any]]:
        """Return the method, and its arguments."""
        arguments = arguments_of(item.params)
        if self._has_tools:
            arguments |= self._options
            if seconds is not None:
                arguments["max_seconds"] = min(seconds, arguments.get("max_seconds") or seconds)
            return "tool_runner", arguments
        if seconds is not None:
            arguments["deadline"] = seconds
        if self._format is not None and self._repair:
            config = {name: value for name, value in item.params["output_config"].items() if name != "format"}
            arguments = {**arguments, "output_config": config}
            return "parse", {**arguments, "output_format": self._format, "repair": self._repair, "on_invalid": "return"}
        return "create", arguments

    def blocking(self, item: Item, seconds: float | None) -> Callable[[], Answer]:
        """Return what makes the call, for threads."""
        name, arguments = self._plan(item, seconds)
        method = getattr(self._messages, name)
        if name != "tool_runner":
            return lambda: _answer(method(**arguments))

        def run() -> Answer:
            runner = method(**arguments)
            return Answer(runner.until_done(), runner.usage)

        return run

    def awaited(self, item: Item, seconds: float | None) -> Callable[[], Any]:
        """Return what makes the call, for tasks."""
        name, arguments = self._plan(item, seconds)
        method = getattr(self._messages, name)

        async def run() -> Answer:
            if name != "tool_runner":
                return _answer(await method(**arguments))
            runner = method(**arguments)
            return Answer(await runner.until_done(), runner.usage)

        return run


def _answer(message: Any) -> Answer:
    return Answer(message, getattr(message, "usage_total", None))
