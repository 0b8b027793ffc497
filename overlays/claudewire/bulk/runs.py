"""`run`, `stream`, `estimate`, `results` and their asynchronous forms: what programs call."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from os import PathLike
from types import TracebackType
from typing import Any, Self, cast

from claudewire._client import AsyncClaude, Claude
from claudewire._context import ContextManagerMixin
from claudewire._http.network.sync_stream import run_blocking
from claudewire_api._readers import AsyncSingleReader, ReadLock, SingleReader

from .errors import BulkInvalid
from .estimate import Estimate
from .estimate import estimate as blocking_estimate
from .estimate import estimate_async as awaited_estimate
from .loops.workers import TaskWorkers, ThreadWorkers
from .session import Session
from .show.report import Report
from .store.results import BulkResult, Cursor, Order, read_result


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


class BulkStream(ContextManagerMixin):
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
        self._results = SingleReader(self._read(), ReadLock("run"))
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
        self._results.close()


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
        self._reading = ReadLock("run")
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

    def __aiter__(self) -> AsyncIterator[BulkResult[Any]]:
        return AsyncSingleReader(self._read(), self._reading)

    async def _read(self) -> AsyncIterator[BulkResult[Any]]:
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
    """Yield the results in the journal of a run that has ended.

    Args:
        journal: Path of the journal.
        output_format: The type of the results.
        order: Of the `input`, or of `completion`.

    Raises:
        JournalError: there is no such journal, or a run is using it.
    """
    from .store.results import read_existing

    return SingleReader(read_existing(journal, output_format, order), ReadLock("journal"))


__all__ = ["estimate", "estimate_async", "results", "run", "run_async", "stream", "stream_async"]
