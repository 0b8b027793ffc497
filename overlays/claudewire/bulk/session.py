"""`run`, `run_async`, `stream`, `stream_async`: arguments → a job and its phases. Blocking and asynchronous forms share every step."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from os import PathLike
from types import TracebackType
from typing import Any, Final, Literal, Self, TypedDict, cast

from attrs import field, frozen

from claudewire._client import AsyncClaude, Claude
from claudewire._errors import NotOnPlatform
from claudewire._http.network.sync_stream import run_blocking
from claudewire._outputs import is_type
from claudewire._resources.batches import MAX_BATCH_BYTES, MAX_BATCH_REQUESTS
from claudewire._schema import Schema

from .batched import BatchCalls, Batched
from .budget import Budget
from .data.sinks import output_of
from .data.sources import Rows
from .errors import BulkInvalid
from .estimate import Estimate
from .estimate import estimate as blocking_estimate
from .estimate import estimate_async as awaited_estimate
from .items import ItemBuilder
from .job import Job, OnChanged
from .journal import Journal
from .live import Calls, Live
from .pace import Concurrency
from .prices import Prices
from .results import BulkResult, Cursor, Order, read_result
from .show.progress import display_of
from .show.report import Report, report_of
from .workers import TaskWorkers, ThreadWorkers, Workers, most_calls

#: Requests from which on `auto` takes batches.
AUTO_BATCH_FROM: Final = 1_000
MODES: Final = ("live", "batches", "auto")


class BulkArguments(TypedDict, total=False):
    """The arguments of a run; see `run`."""

    into: Any
    journal: str | PathLike[str] | None
    mode: Literal["live", "batches", "auto"]
    order: Order
    concurrency: int | None
    rate_limit: Any
    budget: Any
    deadline: float | None
    prices: Any
    output_format: Any
    repair: int
    template: Any
    id_column: str | None
    tools: Sequence[Any] | None
    tool_options: Mapping[str, Any] | None
    retry_failed: bool
    on_changed: OnChanged
    max_attempts: int
    max_failures: int | None
    batch_size: int
    batch_bytes: int
    poll_interval: float | None
    progress: Any
    report: str | PathLike[str] | None
    # Fields that every request has.
    model: str
    max_tokens: int
    system: Any
    messages: Any
    temperature: float
    top_p: float
    top_k: int
    stop_sequences: Sequence[str]
    thinking: Any
    output_config: Any
    tool_choice: Any
    metadata: Any
    service_tier: Any
    cache_control: Any


def _as_budget(value: Any) -> Budget:
    return Budget.of(value)


def _as_prices(value: Any) -> Prices:
    return Prices.load(value)


@frozen(kw_only=True)
class Options:
    """The arguments of a run that are no fields of a request."""

    into: Any = None
    journal: Any = None
    mode: str = "live"
    order: Any = "completion"
    concurrency: int | None = None
    rate_limit: Any = None
    budget: Budget = field(default=None, converter=_as_budget)
    deadline: float | None = None
    prices: Prices = field(default=None, converter=_as_prices)
    output_format: Any = None
    repair: int = 0
    template: Any = None
    id_column: str | None = None
    tools: Sequence[Any] | None = None
    tool_options: Mapping[str, Any] | None = None
    retry_failed: bool = False
    on_changed: Any = "raise"
    max_attempts: int = 5
    max_failures: int | None = None
    batch_size: int = MAX_BATCH_REQUESTS
    batch_bytes: int = MAX_BATCH_BYTES
    poll_interval: float | None = None
    progress: Any = False
    report: Any = None

    def __attrs_post_init__(self) -> None:
        self._check_choice("mode", MODES)
        self._check_choice("order", ("completion", "input"))
        self._check_choice("on_changed", ("raise", "rerun", "keep"))
        for name, least, most in (
            ("concurrency", 1, None),
            ("max_attempts", 1, None),
            ("max_failures", 1, None),
            ("repair", 0, None),
            ("batch_size", 1, MAX_BATCH_REQUESTS),
            ("batch_bytes", 1_000, MAX_BATCH_BYTES),
        ):
            value: Any = getattr(self, name)
            if value is None and name in ("concurrency", "max_failures"):
                continue
            if isinstance(value, bool) or not isinstance(value, int) or value < least or (most and value > most):
                raise BulkInvalid(
                    f"{name}: a whole number from {least}{f' to {most:,}' if most else ''}, not {value!r}"
                )
        for name in ("deadline", "poll_interval"):
            value = getattr(self, name)
            if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0):
                raise BulkInvalid(f"{name}: a number of seconds above 0, not {value!r}")
        if self.mode != "live" and (self.tools or self.repair):
            raise BulkInvalid(
                "tools and repair need mode='live': a batch sends each request once, and calls no functions"
            )
        if self.tools and self.repair:
            raise BulkInvalid("repair goes without tools")

    def _check_choice(self, name: str, choices: Sequence[str]) -> None:
        value: Any = getattr(self, name)
        if value not in choices:
            raise BulkInvalid(f"{name}: one of {', '.join(map(repr, choices))}, not {value!r}")


_OPTIONS: Final = frozenset(Options.__annotations__)


class Session:
    """One run: `open`, `advance` until it returns False, `finish`, and `close` whatever happens."""

    def __init__(self, client: Any, requests: Any, arguments: Mapping[str, Any], *, is_async: bool) -> None:
        expected: Any = AsyncClaude if is_async else Claude
        if not isinstance(client, expected):
            other = "run_async or stream_async" if not is_async else "run or stream"
            hint = f": use {other} with {type(client).__name__}" if isinstance(client, (Claude, AsyncClaude)) else ""
            raise BulkInvalid(f"the client should be a {expected.__name__}, not {type(client).__name__}{hint}")
        given = {name: value for name, value in arguments.items() if name in _OPTIONS}
        options = Options(**given)
        self.options: Options = options
        params = {name: value for name, value in arguments.items() if name not in _OPTIONS}
        output_format = options.output_format
        if output_format is not None and not is_type(output_format):
            raise BulkInvalid("output_format should be a type; a JSON schema goes into output_config")
        self.builder: ItemBuilder = ItemBuilder(
            params,
            template=options.template,
            id_column=options.id_column,
            output_format=output_format,
            tools=options.tools,
        )
        if options.mode != "live" and not client.platform.supports("batches"):
            if options.mode == "batches":
                raise NotOnPlatform("the platform of this client has no batches: use mode='live'")
            self._has_batches = False
        else:
            self._has_batches = options.mode != "live"
        self.rows: Rows = Rows(requests)
        if self.rows.is_async and not is_async:
            raise BulkInvalid("an asynchronous source needs run_async or stream_async, and an AsyncClaude")
        # The client waits for its turn, within the limits that it was given; a run has no limiter of its own.
        self._client = client if options.rate_limit is None else client.copy(rate_limit=options.rate_limit)
        self._is_async = is_async
        self._job: Job | None = None
        self._phases: list[Callable[[], Batched | Live]] = []
        self._phase: Batched | Live | None = None
        self._began = time.monotonic()

    @property
    def job(self) -> Job:
        """The job of the open session."""
        assert self._job is not None
        return self._job

    @property
    def schema(self) -> Schema[Any] | None:
        """Of the type of the results."""
        return self.builder.schema

    async def open(self, workers: Workers) -> None:
        """Open the journal and the output.

        Raises:
            JournalBusy: another run is using the journal.
            BulkInvalid: the output cannot be written.
        """
        options = self.options
        journal = Journal(options.journal)
        try:
            if options.retry_failed:
                journal.put("rebuild", True)  # noted first: a run that is cut here writes its file anew
                journal.forget_failed()
            output = output_of(options.into, journal, options.order, self.schema)
            if journal.get("rebuild"):
                output.rebuild()
                journal.put("rebuild", False)
            self._job = Job(
                self.builder,
                self.rows,
                journal,
                output,
                None,
                budget=options.budget,
                prices=options.prices,
                deadline=options.deadline,
                on_changed=options.on_changed,
                max_attempts=options.max_attempts,
                max_failures=options.max_failures,
            )
            self._job.display = display_of(options.progress)
            self._phases = await self._plan(workers)
        except BaseException:
            journal.close()
            raise

    async def _plan(self, workers: Workers) -> list[Callable[[], Batched | Live]]:
        """Return the loops of the run, one after the other."""
        options, job = self.options, self.job
        batches = self._has_batches
        if batches and options.mode == "auto" and not job.journal.batches():
            batches = await self.rows.has(AUTO_BATCH_FROM)
        calls = Calls(
            self._client,
            output_format=options.output_format,
            repair=options.repair,
            options=options.tool_options or {},
            has_tools=bool(options.tools),
        )
        config = self._client._config
        pace = Concurrency(options.concurrency, most=min(most_calls(self._is_async), config.max_connections))
        limiter = config.rate_limit
        make = calls.awaited if self._is_async else calls.blocking
        phases: list[Callable[[], Batched | Live]] = []
        if batches or job.journal.batches():
            phases.append(
                lambda: Batched(
                    job,
                    workers,
                    BatchCalls(self._client, workers, is_async=self._is_async),
                    submits=batches,
                    again=options.mode == "batches",
                    batch_size=options.batch_size,
                    batch_bytes=options.batch_bytes,
                    poll_interval=options.poll_interval,
                )
            )
        if options.mode != "batches":
            phases.append(lambda: Live(job, workers, make, pace, limiter=limiter))
            phases.append(lambda: Live(job, workers, make, pace, limiter=limiter, stored=True))
        return phases

    async def advance(self) -> bool:
        """Do one step. Returns False when the run is over."""
        job = self.job
        if self._phase is None:
            if not self._phases:
                return False
            job.meter.batch = False
            self._phase = self._phases.pop(0)()
        before = job.counts.finished
        if not await self._phase.step():
            job.counts.note = ""
            self._phase = None
        job.output.emit(job.counts.finished - before)
        job.show()
        return self._phase is not None or bool(self._phases)

    def stop(self) -> None:
        """Start no more requests."""
        if self._job is not None:
            self._job.stop("interrupt")

    def finish(self) -> Report:
        """Write what is left, and return the report.

        Raises:
            BulkStopped: an error stopped the run; it has the report.
        """
        job = self.job
        job.counts.in_flight = 0
        job.output.emit(last=True)
        report = report_of(job, time.monotonic() - self._began)
        job.journal.put("stopped", job.stopped)
        if self.options.report is not None:
            report.write(self.options.report)
        failure: Any = job.failure()
        if failure is not None:
            failure.report = report
            raise failure
        return report

    def close(self) -> None:
        """Close the journal and the output."""
        job, self._job = self._job, None
        if job is None:
            return
        try:
            if job.display is not None:
                job.display.close(job.counts)
        finally:
            try:
                job.output.close()
            finally:
                job.journal.close()

    async def run(self, workers: Workers) -> Report:
        """Run to the end, and return the report."""
        if self.options.into is None and self.options.journal is None:
            raise BulkInvalid("the results would go nowhere: pass into= or journal=, or use bulk.stream")
        try:
            await self.open(workers)
            while await self.advance():
                pass
            return self.finish()
        finally:
            self.close()


def run(client: Claude, requests: Any, **arguments: Any) -> Report:
    """Send many requests, and write each result once, whatever happens in between.

    A run that was cut goes on when it is called again with the same journal: what has a result is not sent again.

    Args:
        client: The client. Its retries, credentials and platform hold for every request.
        requests: An iterable of requests (`{"custom_id": …, "params": {…}}`, fields of `messages.create`, or the text of a prompt), or with
            `template` of rows; a path (`.jsonl`, `.ndjson`, `.csv`, `.tsv`, `.parquet`); or a table of pandas, polars, pyarrow or datasets.
        arguments: Fields that every request has (`model`, `max_tokens`, `system`, …), and:
            `into`: path of the results (`.jsonl`, `.parquet`), a function, or an object with `write` or `append`, which gets `BulkResult`s;
            `journal`: path of the SQLite file that makes the run resumable; `mode`: `live` (default), `batches` (half the price,
            within a day), or `auto` (batches from 1,000 requests on, the rest live); `order`: of `completion` (default) or `input`;
            `concurrency`: calls at the same time, by default as many as bring more; `rate_limit`: as for `Claude`;
            `budget`: `"5usd"`, `"2m tokens"`, `"1000 requests"` or a `Budget`, all runs on the journal together; `deadline`: seconds;
            `prices`: a price table in the place of that of this package; `output_format`: the type of the results; `repair`: how often the
            model is asked again for text that does not fit; `template`: a prompt with columns in braces, messages, or a function of a
            row; `id_column`: the column with the id of a request (default: `custom_id`, then `id`, then the position);
            `tools`, `tool_options`: as for `messages.tool_runner`; `retry_failed`: send requests again that failed for good before;
            `on_changed`: `raise`, `rerun` or `keep`, for requests with another content than the journal has; `max_attempts` (5);
            `max_failures`: failed requests after which the run stops; `batch_size`, `batch_bytes`, `poll_interval`: of batches;
            `progress`: True for a display; `report`: path of a report (`.json`, `.html`).

    Returns:
        The report. A run that its budget, its deadline or `max_failures` stopped says so in `stopped`.

    Raises:
        BulkInvalid: an argument or the source cannot be used.
        BulkStopped: an error that every other request would meet as well; it has the report, and its cause is the error.
        RequestChanged: a request has another content than the journal has, and `on_changed` is `raise`.
        JournalBusy: another run is using the journal.
        DiskFull: there is no space for the journal or the results.
    """
    workers = ThreadWorkers()
    try:
        return run_blocking(Session(client, requests, arguments, is_async=False).run(workers))
    finally:
        workers.close()


async def run_async(client: AsyncClaude, requests: Any, **arguments: Any) -> Report:
    """Send many requests with an `AsyncClaude`, on asyncio or trio; see `run`. The source may be asynchronous.

    Args:
        client: The client that sends.
        requests: Where the requests come from, as for `run`; also an asynchronous iterator.
        arguments: The other arguments of `run`.
    """
    from anyio import create_task_group

    session = Session(client, requests, arguments, is_async=True)
    report: Report | None = None
    failure: Exception | None = None
    async with create_task_group() as group:
        try:
            report = await session.run(TaskWorkers(group))
        except Exception as error:  # noqa: BLE001  # raised again outside of the group, which would wrap it
            failure = error
        group.cancel_scope.cancel()
    if failure is not None:
        raise failure
    return cast("Report", report)


class _Reader:
    """The results of a session, as they come."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cursor: Cursor | None = None

    def take(self) -> list[BulkResult[Any]]:
        session = self._session
        if self._cursor is None:
            self._cursor = Cursor(session.job.journal, session.options.order)
        return [read_result(row, session.schema) for row in self._cursor.take()]


class BulkStream:
    """The results of a run, one after the other: `for result in stream`, best in a `with` block, which closes the journal.

    Attributes:
        report: The report, after the last result.

    Args:
        client: The client that sends.
        requests: Where the requests come from, as for `run`.
        arguments: The other arguments of `run`, by name.
    """

    def __init__(self, client: Claude, requests: Any, arguments: Mapping[str, Any]) -> None:
        self._session = Session(client, requests, arguments, is_async=False)
        self._workers = ThreadWorkers()
        self._results = self._read()
        self._gives = True
        self.report: Report | None = None

    def _read(self) -> Iterator[BulkResult[Any]]:
        session, reader = self._session, _Reader(self._session)
        try:
            run_blocking(session.open(self._workers))
            more = True
            while more:
                more = run_blocking(session.advance())
                while self._gives and (results := reader.take()):
                    yield from results
            self.report = session.finish()
        finally:
            session.close()
            self._workers.close()

    def __iter__(self) -> Iterator[BulkResult[Any]]:
        return self._results

    def __next__(self) -> BulkResult[Any]:
        return next(self._results)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def stop(self) -> None:
        """Start no more requests, and end when those in flight have; a signal handler may call it."""
        self._session.stop()

    def run(self) -> Report:
        """Run to the end without giving out results, and return the report.

        Raises:
            BulkStopped: an error stopped the run.
        """
        self._gives = False
        for _ in self._results:
            pass
        return cast("Report", self.report)

    def close(self) -> None:
        """Give up what is left. Results that came are in the journal."""
        cast("Any", self._results).close()


class AsyncBulkStream:
    """The results of a run: `async with bulk.stream_async(…) as stream: async for result in stream`.

    Attributes:
        report: The report, after the last result.

    Args:
        client: The client that sends.
        requests: Where the requests come from, as for `run`.
        arguments: The other arguments of `run`, by name.
    """

    def __init__(self, client: AsyncClaude, requests: Any, arguments: Mapping[str, Any]) -> None:
        self._session = Session(client, requests, arguments, is_async=True)
        self._reader = _Reader(self._session)
        self._group: Any = None
        self.report: Report | None = None

    async def __aenter__(self) -> Self:
        from anyio import create_task_group

        self._group = await create_task_group().__aenter__()
        try:
            await self._session.open(TaskWorkers(self._group))
        except BaseException:
            self._session.close()
            self._group.cancel_scope.cancel()
            await self._group.__aexit__(None, None, None)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()
        self._group.cancel_scope.cancel()
        await self._group.__aexit__(None, None, None)

    async def __aiter__(self) -> AsyncIterator[BulkResult[Any]]:
        if self._group is None:
            raise BulkInvalid("use `async with bulk.stream_async(…) as stream`")
        more = self.report is None
        while more:
            more = await self._session.advance()
            while results := self._reader.take():
                for result in results:
                    yield result
        if self.report is None:
            self.report = self._session.finish()


def stream(client: Claude, requests: Any, **arguments: Any) -> BulkStream:
    """Return the results of a run as an iterator, with the arguments of `run`. Those that the journal has from earlier runs come first.

    Args:
        client: The client that sends.
        requests: Where the requests come from, as for `run`.
        arguments: The other arguments of `run`.
    """
    return BulkStream(client, requests, arguments)


def stream_async(client: AsyncClaude, requests: Any, **arguments: Any) -> AsyncBulkStream:
    """Return the results of a run for `async with` and `async for`, with the arguments of `run`.

    Args:
        client: The client that sends.
        requests: Where the requests come from, as for `run`; also an asynchronous iterator.
        arguments: The other arguments of `run`.
    """
    return AsyncBulkStream(client, requests, arguments)


def estimate(client: Claude, requests: Any, *, sample: int = 100, **arguments: Any) -> Estimate:
    """Return what a run would send and cost, with the arguments of `run`. No message is created.

    Args:
        client: The client, which counts the tokens of a sample.
        requests: The source. An iterator is used up.
        sample: Requests whose tokens are counted; the rest follows from their size.
        arguments: Those of `run`.

    Raises:
        BulkInvalid: an argument or the source cannot be used.
    """
    session = Session(client, requests, arguments, is_async=False)
    return blocking_estimate(client, session.rows, session.builder, session.options.prices, sample)


async def estimate_async(client: AsyncClaude, requests: Any, *, sample: int = 100, **arguments: Any) -> Estimate:
    """Return what a run would send and cost; see `estimate`.

    Args:
        client: The client that counts tokens.
        requests: Where the requests come from, as for `run`; also an asynchronous iterator.
        sample: How many requests are counted by the API; the others are estimated from them.
        arguments: The other arguments of `run`.
    """
    session = Session(client, requests, arguments, is_async=True)
    return await awaited_estimate(client, session.rows, session.builder, session.options.prices, sample)


def results(
    journal: str | PathLike[str], *, output_format: Any = None, order: Order = "input"
) -> Iterator[BulkResult[Any]]:
    """Yield the results of a journal, of a run that is not going on.

    Args:
        journal: Path of the journal.
        output_format: The type of the results.
        order: Of the `input`, or of `completion`.

    Raises:
        JournalError: there is no such journal, or a run is using it.
    """
    from .results import read_existing

    return read_existing(journal, output_format, order)


__all__ = ["estimate", "estimate_async", "results", "run", "run_async", "stream", "stream_async"]
