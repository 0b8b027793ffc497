"""Batches mode: requests go in batches, at half the price. Each step is written down before and after, so a run can be cut anywhere.

1. The fields of requests are kept in the journal.
2. A batch is *planned*: its requests are chosen, in one transaction. It may be sent from here on.
3. It is created, and its id noted: *open*. A run that was cut between 2 and 3 looks for it in the list of batches.
4. When it has ended, its results are read, some hundred at a time. Reading again changes nothing.
5. It is *read*: requests of it without a result wait for another batch, or for a call of their own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from attrs import define

from claudewire._errors.base import APIConnectionError, APIError, ResponseInvalid
from claudewire._errors.statuses import APIStatusError, RateLimitError
from claudewire._resources.batches import MAX_BATCH_BYTES, MAX_BATCH_REQUESTS, poll_delays
from claudewire.bulk.cost.budget import Reserve
from claudewire.bulk.errors import BulkError, BulkInvalid
from claudewire.bulk.items import Item, from_wire_id, wire_id
from claudewire.bulk.job import Job
from claudewire.bulk.loops.workers import Workers
from claudewire.bulk.outcomes import Outcome, of_batch_line, of_error
from claudewire.bulk.store.rows import OPEN, BatchRow, Known
from claudewire_api._errors import ClaudeError

from .batch_calls import BatchCalls

#: Seconds after which the list of batches is asked once more for one that was perhaps created.
SETTLE_SECONDS: Final = 5.0
#: Difference of clocks, in seconds, that is allowed for.
_SKEW: Final = 300.0
_TICK: Final = 1.0
_LINES: Final = 500


@define
class _Open:
    """An open batch, and when it is polled next."""

    row: BatchRow
    id: str
    delays: Iterator[float]
    due: float


class Batched:
    """Sends the requests of a job in batches.

    Args:
        job: The run.
        workers: What waits.
        calls: The calls.
        submits: Whether new batches are created; else those that are open are read.
        again: Whether requests that a batch gives back go into another one.
        batch_size: Most requests of a batch.
        batch_bytes: Most bytes of a batch.
        poll_interval: Seconds between polls; None starts with 1 and grows to 60.
    """

    def __init__(
        self,
        job: Job,
        workers: Workers,
        calls: BatchCalls,
        *,
        submits: bool = True,
        again: bool = True,
        batch_size: int = MAX_BATCH_REQUESTS,
        batch_bytes: int = MAX_BATCH_BYTES,
        poll_interval: float | None = None,
    ) -> None:
        self._job, self._workers, self._calls = job, workers, calls
        self._submits, self._again = submits, again
        self._size, self._bytes, self._interval = batch_size, batch_bytes, poll_interval
        job.meter.batch = True
        self._open: list[_Open] | None = None
        self._gathered: list[int] = []
        self._gathered_bytes = 0
        self._gathered_reserve = Reserve()
        self._reserves: dict[int, Reserve] = {}
        self._spare: list[Item] = []
        #: Whether the requests that batches gave back are sent, and no longer those of the source.
        self._from_store = False

    async def step(self) -> bool:
        """Do the next thing. Returns False when there is nothing left to do."""
        job = self._job
        if self._open is None:
            await self._resume()
        assert self._open is not None
        if job.seconds_left() == 0:
            job.stop("deadline")
        if job.stopped in ("deadline", "error", "interrupt"):
            return False
        job.counts.batches = len(self._open)
        job.counts.in_flight = sum(batch.row.count for batch in self._open)
        if self._submits and job.stopped is None and await self._gather():
            return True
        now = time.monotonic()
        due = next((batch for batch in self._open if batch.due <= now), None)
        if due is not None:
            await self._poll(due)
            return True
        if not self._open:
            return self._start_again()
        waits = [min(batch.due for batch in self._open) - now, _TICK]
        if (left := job.seconds_left()) is not None:
            waits.append(left)
        job.counts.note = f"waiting for {len(self._open)} batch{'es' if len(self._open) > 1 else ''}"
        await self._workers.sleep(max(0.0, min(waits)))
        return True

    def _start_again(self) -> bool:
        """Look for requests that batches gave back. Returns whether there are any."""
        job = self._job
        if not (self._submits and self._again and job.stopped is None):
            return False
        job.again_from_start()
        self._from_store = bool(job.journal.stored(1))
        return self._from_store

    # -- choosing and sending ------------------------------------------------------------------------------------------

    async def _gather(self) -> bool:
        """Read some requests; send a batch when it is full, and at the end. Returns whether anything was done."""
        job = self._job
        try:
            items = self._spare or (job.stored_items(256) if self._from_store else await job.next_items(256))
        except BulkError as error:
            job.stop("error", error)
            return False
        self._spare = []
        if items:
            return await self._take(items)
        if not self._from_store and not job.rows.ended:
            return True
        if self._gathered:
            await self._submit()
            return True
        self._from_store = False
        return False

    async def _take(self, items: list[Item]) -> bool:
        """Add requests to the next batch. Returns False if the budget has to wait for results."""
        job = self._job
        with job.journal.transaction():
            job.journal.store((item.position, item.params) for item in items if item.hash)
        known = job.journal.known([item.custom_id for item in items])
        for place, item in enumerate(items):
            if known[item.custom_id].attempts >= job.max_attempts:
                given_up = Outcome("errored", "batch_gave_up", _gave_up(job.max_attempts))
                job.record([(item, given_up, None)])
                continue
            size = _size_of(item, job.journal.token)
            if size + len(b'{"requests":[]}') > self._bytes:
                too_large = ClaudeError(f"the request has {size:,} bytes, and a batch may have {self._bytes:,}")
                job.record([(item, of_error(too_large, attempts=1, max_attempts=1, alone=False), None)])
                continue
            try:
                reserve = job.meter.reserve(item.params)
            except BulkInvalid as error:
                job.stop("error", error)
                return False
            full = len(self._gathered) >= self._size or self._gathered_bytes + size > self._bytes
            allowed = job.meter.allows(reserve)
            if full or not allowed:
                self._spare = items[place:]
                if self._gathered:
                    await self._submit()
                    return True
                if not self._open:
                    job.stop("budget")
                return False
            job.meter.start(reserve)
            self._gathered.append(item.position)
            self._gathered_bytes += size
            held = self._gathered_reserve
            self._gathered_reserve = Reserve(held.tokens + reserve.tokens, held.usd + reserve.usd)
        return True

    async def _submit(self) -> None:
        """Plan and create a batch of what was gathered."""
        job = self._job
        number = job.journal.plan_batch(self._gathered)
        self._reserves[number] = self._gathered_reserve
        count, planned = len(self._gathered), time.time()
        self._gathered, self._gathered_bytes, self._gathered_reserve = [], 0, Reserve()
        await self._create(BatchRow(number, None, "planned", count, planned))

    async def _create(self, row: BatchRow) -> None:
        """Create a planned batch. Without a clear response, look whether it exists before it is created again."""
        job, token = self._job, self._job.journal.token
        delays = poll_delays(None)
        while True:
            requests = [
                {
                    "custom_id": wire_id(position, custom_id, token),
                    "params": job.stored_item(position, custom_id, params).params,
                }
                for position, custom_id, params in job.journal.params_of(row.number)
            ]
            try:
                batch = await self._calls.create(requests)
            except APIError as error:
                unclear = isinstance(error, APIConnectionError) and error.sent
                unclear = unclear or (isinstance(error, APIStatusError) and (error.status_code or 500) >= 500)
                unclear = unclear or isinstance(error, ResponseInvalid)
                if not (error.is_retryable or unclear):
                    self._give_back(row)
                    job.stop("error", error)
                    return
                del requests
                if isinstance(error, RateLimitError) or not unclear:
                    wait = max(error.retry_after or 0.0, next(delays))
                    if not await self._pause(wait, f"creating a batch again in {wait:.0f} s: {error}"):
                        return
                elif await self._found(row) is not False:
                    return
            except ClaudeError as error:
                self._give_back(row)
                job.stop("error", error)
                return
            else:
                self._opened(row, batch)
                return

    def _give_back(self, row: BatchRow) -> None:
        self._job.journal.batch_ended(row.number, uncounted=True)
        self._job.meter.finish(self._reserves.pop(row.number, Reserve()), None, None)

    def _opened(self, row: BatchRow, batch: Any) -> None:
        self._job.journal.batch_created(row.number, batch.id, _seconds(batch.created_at))
        self._watch(row, batch.id)

    def _watch(self, row: BatchRow, id: str) -> None:
        delays = poll_delays(self._interval)
        assert self._open is not None
        self._open.append(_Open(row, id, delays, time.monotonic() + next(delays)))

    # -- going on after a cut ------------------------------------------------------------------------------------------

    async def _resume(self) -> None:
        """Take up the batches of earlier runs."""
        self._open = []
        for row in self._job.journal.batches():
            if row.state == OPEN and row.id is not None:
                self._watch(row, row.id)
                self._open[-1].due = 0.0
            elif await self._found(row) is False:
                self._give_back(row)

    async def _pause(self, seconds: float, note: str) -> bool:
        """Wait until a call is tried again. Returns whether the run goes on then."""
        job = self._job
        job.counts.note = note
        job.show(now=True)
        left = job.seconds_left()
        await self._workers.sleep(seconds if left is None else min(seconds, left))
        return job.stopped is None and job.seconds_left() != 0

    async def _found(self, row: BatchRow) -> bool | None:
        """Look for a planned batch in the list of batches, and open it. None if the list could not be read before the run stopped."""
        delays = poll_delays(None)
        for last in (False, True):
            while True:
                try:
                    newest = await self._calls.newest()
                    break
                except APIError as error:
                    if not error.is_retryable and self._job.seconds_left() != 0:
                        self._job.stop("error", error)
                        return None
                    wait = next(delays)
                    if not await self._pause(wait, f"looking for a batch again in {wait:.0f} s: {error}"):
                        return None
            if ours := next((batch for batch in newest if self._is_ours(batch, row)), None):
                self._opened(row, ours)
                return True
            if not last:
                await self._workers.sleep(SETTLE_SECONDS)
        return False

    def _is_ours(self, batch: Any, row: BatchRow) -> bool:
        """Whether a batch has the number of requests of a planned one, came after the plan, and is known to no other run."""
        counts: dict[str, Any] = batch.request_counts.to_dict()
        total = sum(value for value in counts.values() if isinstance(value, int))
        fits = total == row.count and _seconds(batch.created_at) >= row.planned - _SKEW
        return fits and batch.id not in self._job.journal.batch_ids() and not self._is_refuted(batch.id)

    def _is_refuted(self, id: str) -> bool:
        return id in (self._job.journal.get("refuted") or [])

    def _refute(self, batch: _Open) -> None:
        """Note that a batch that was taken for ours is not: its requests are sent again."""
        journal = self._job.journal
        journal.put("refuted", [*(journal.get("refuted") or []), batch.id])
        self._give_back(batch.row)

    # -- polling and reading -------------------------------------------------------------------------------------------

    async def _poll(self, batch: _Open) -> None:
        job = self._job
        assert self._open is not None
        try:
            state = await self._calls.retrieve(batch.id)
            if state.processing_status == "ended":
                ours = await self._read(batch)
                self._open.remove(batch)
                if not ours:
                    self._refute(batch)
                return
            job.counts.note = f"batch {batch.id} is {state.processing_status}"
        except APIError as error:
            if not error.is_retryable and job.seconds_left() != 0:
                job.stop("error", error)
                return
            job.counts.note = f"batch {batch.id} cannot be read yet: {error}"
        batch.due = time.monotonic() + next(batch.delays)

    async def _read(self, batch: _Open) -> bool:
        """Read the results of a batch. Returns False if they are not of this journal."""
        job = self._job
        lines: list[Any] = []
        ours, total = 0, 0
        async for line in self._calls.lines(batch.id):
            total += 1
            lines.append(line)
            if len(lines) >= _LINES:
                ours += self._write(batch, lines)
                lines = []
                job.output.emit(_LINES)
                job.show()
        ours += self._write(batch, lines)
        if total and not ours:
            return False
        job.journal.batch_ended(batch.row.number)
        job.meter.finish(self._reserves.pop(batch.row.number, Reserve()), None, None)
        job.output.emit(len(lines))
        return True

    def _write(self, batch: _Open, lines: list[Any]) -> int:
        """Write some results. Returns how many are of this journal."""
        job, token = self._job, self._job.journal.token
        lines = [line for line in lines if isinstance(getattr(line, "custom_id", None), str)]
        names = {line.custom_id: from_wire_id(line.custom_id, token) for line in lines}
        by_id = job.journal.known([name for name in names.values() if isinstance(name, str)])
        by_position = job.journal.known_at([name for name in names.values() if isinstance(name, int)])
        known: dict[Any, tuple[str, Known]] = {name: (name, found) for name, found in by_id.items()} | dict(by_position)
        ended: list[tuple[Item, Outcome, float | None]] = []
        ours = 0
        for line in lines:
            found = known.get(names[line.custom_id])
            if found is None:
                continue
            ours += 1
            custom_id, at = found
            if at.status is not None or at.batch != batch.row.number:
                continue  # it was read before the run was cut
            outcome = of_batch_line(line, job.builder.schema, attempts=at.attempts, max_attempts=job.max_attempts)
            if outcome.verdict == "again":
                job.counts.again[outcome.kind or "unknown"] += 1
                continue
            if outcome.usage is not None and outcome.model is not None:
                job.meter.finish(Reserve(), outcome.usage, job.prices.cost(outcome.model, outcome.usage, batch=True))
            ended.append((Item(at.position, custom_id, {}, b""), outcome, None))
        job.record(ended, batched=True)
        return ours


def _size_of(item: Item, token: str) -> int:
    from claudewire._call.requests.request import encode

    return len(encode({"custom_id": item.wire_id(token), "params": item.params})) + 1


def _gave_up(attempts: int) -> dict[str, Any]:
    message = f"no result after {attempts} attempts"
    return {"type": "errored", "error": {"type": "error", "error": {"type": "batch_gave_up", "message": message}}}


def _seconds(moment: Any) -> float:
    """Return a time of the API as seconds since 1970."""
    if isinstance(moment, datetime):
        return moment.timestamp()
    return datetime.fromisoformat(str(moment)).timestamp()
