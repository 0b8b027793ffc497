"""`run`, `run_async`, `stream`, `stream_async`: arguments → a job and its phases. Blocking and asynchronous forms share every step."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from claudewire._client import AsyncClaude, Claude
from claudewire._errors.base import NotOnPlatform
from claudewire._outputs.request import is_type
from claudewire._schema.schema import Schema

from .arguments import Options
from .data.sinks import output_of
from .data.sources import Rows
from .errors import BulkError, BulkInvalid
from .items import ItemBuilder
from .job import Job
from .loops.batch_calls import BatchCalls
from .loops.batched import Batched
from .loops.live import Calls, Live
from .loops.pace import Concurrency
from .loops.workers import Workers, most_calls
from .show.progress import display_of
from .show.report import Report, report_of
from .store.journal import Journal

#: Requests from which on `auto` takes batches.
AUTO_BATCH_FROM: Final = 1_000


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
                    BatchCalls(self._client, workers, job.seconds_left, is_async=self._is_async),
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
        try:
            if not await self._phase.step():
                job.counts.note = ""
                self._phase = None
            job.output.emit(job.counts.finished - before)
        except BulkError as error:
            with suppress(BulkError):
                error.report = error.report or report_of(job, time.monotonic() - self._began)
            raise
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
