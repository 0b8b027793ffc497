"""A run: its requests, its journal, its budget, its results. The loops (`live`, `batched`) decide what is sent and when."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, Literal, Protocol, TypeAlias, cast

from attrs import define, field

from claudewire_api._errors import ClaudeError

from .cost.budget import Budget, Meter
from .cost.prices import Prices, Usage
from .data.sinks import Output
from .data.sources import Rows
from .errors import BulkError, BulkInvalid, BulkStopped, RequestChanged
from .items import Item, ItemBuilder, no_request
from .outcomes import Outcome, of_problem
from .store.journal import Journal
from .store.rows import FinalResult

OnChanged: TypeAlias = Literal["raise", "rerun", "keep"]
#: Requests that are looked up in the journal in one step, at most.
_CHUNK: Final = 256
#: Failures of one kind, without any success, from which on the rest is not tried.
_ALL_FAILED: Final = 50
#: A source that takes longer than this for one step is asked for less at a time.
_SLOW_SECONDS: Final = 0.01


class Display(Protocol):
    """Shows a run while it goes on."""

    def update(self, counts: Counts) -> None:
        """Show where the run is."""
        ...

    def close(self, counts: Counts) -> None:
        """Show how the run ended."""
        ...


@define
class Counts:
    """Where a run is, all runs on its journal together.

    Attributes:
        total: Requests in the source, if that is known.
        read: Requests that were read from the source.
        succeeded: Requests with a result.
        failed: Requests that failed, by kind.
        kept: Results that were there before this run.
        duplicates: Rows with an id and a content that came before.
        changed: Requests with another content than the journal had.
        in_flight: Requests that are being sent, or are in a batch.
        again: Attempts that were made again, by kind.
        usage: Tokens.
        cost: US dollars, as far as prices are known.
        unpriced: Results whose model has no price.
        started: Begin of the run, on the monotonic clock.
        finished: Results of this run.
        concurrency: Requests that may be in flight.
        batches: Open batches.
        note: What the run is waiting for.
    """

    total: int | None = None
    read: int = 0
    succeeded: int = 0
    failed: Counter[str] = field(factory=Counter[str])
    kept: int = 0
    duplicates: int = 0
    changed: int = 0
    in_flight: int = 0
    again: Counter[str] = field(factory=Counter[str])
    usage: Usage = field(factory=Usage)
    cost: float = 0.0
    unpriced: int = 0
    started: float = field(factory=time.monotonic)
    finished: int = 0
    concurrency: int = 0
    batches: int = 0
    note: str = ""

    @property
    def done(self) -> int:
        """Requests with a final result."""
        return self.succeeded + self.failed.total()

    @property
    def rate(self) -> float:
        """Results per second of this run."""
        elapsed = time.monotonic() - self.started
        return self.finished / elapsed if elapsed > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Time that is left, as it looks; None if nothing can be said."""
        if self.total is None or not self.finished:
            return None
        return max(0, self.total - self.done) / self.rate


class Job:
    """A run and everything that it writes.

    Args:
        builder: Makes requests out of rows.
        rows: The source.
        journal: The journal.
        output: Where results go.
        display: What shows the run.
        budget: What the run may use.
        prices: The price table.
        deadline: Seconds for this run.
        on_changed: What happens to requests with another content than before.
        max_attempts: How often a request is sent at most.
        max_failures: Failed requests after which the run stops.
    """

    def __init__(
        self,
        builder: ItemBuilder,
        rows: Rows,
        journal: Journal,
        output: Output,
        display: Display | None,
        *,
        budget: Budget,
        prices: Prices,
        deadline: float | None,
        on_changed: OnChanged,
        max_attempts: int,
        max_failures: int | None,
    ) -> None:
        self.builder: ItemBuilder = builder
        self.rows: Rows = rows
        self.journal: Journal = journal
        self.output: Output = output
        self.display: Display | None = display
        self.prices: Prices = prices
        self.on_changed = on_changed
        self.max_attempts: int = max_attempts
        self.max_failures: int | None = max_failures
        self.meter: Meter = Meter(budget, prices)
        self.deadline: float | None = None if deadline is None else time.monotonic() + deadline
        self.counts: Counts = Counts(total=rows.total)
        #: Why the run stopped early: `budget`, `deadline`, `failures`, `interrupt`, `error`; None if it did not.
        self.stopped: str | None = None
        #: The error that stopped it.
        self.error: BaseException | None = None
        self._chunk = 1
        self._position = journal.next_position()
        self._row = 0
        self._after = -1
        self._shown = 0.0
        self._count_earlier_runs()

    def _count_earlier_runs(self) -> None:
        counts = self.counts
        for status, kind, number in self.journal.select(
            "SELECT status, kind, count(*) FROM results GROUP BY status, kind"
        ):
            counts.kept += number
            if status == "succeeded":
                counts.succeeded += number
            else:
                counts.failed[kind] += number
        usage = self.journal.select(
            "SELECT coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cache_read_tokens), 0), "
            "coalesce(sum(cache_write_tokens), 0), coalesce(sum(cost), 0.0), count(*) - count(cost) FROM results"
        )[0]
        replaced: Any = self.journal.get("replaced") or {"requests": 0, "tokens": 0, "usd": 0.0}
        counts.usage = Usage(*usage[:4])
        counts.cost = usage[4] + replaced["usd"]
        self.meter.spent(counts.kept + replaced["requests"], counts.usage.total + replaced["tokens"], counts.cost)

    # -- what is to be done --------------------------------------------------------------------------------------------

    async def next_items(self, count: int) -> list[Item]:
        """Return requests that have no result yet: of the source, about `count`. Empty at the end of the source.

        Raises:
            BulkInvalid: the source failed, its first row lacks what the arguments name, or two rows have one id and different contents.
            RequestChanged: a request has another content than before.
        """
        while not self.rows.ended:
            began = time.monotonic()
            rows = await self.rows.take(min(self._chunk, count, _CHUNK))
            slow = time.monotonic() - began > _SLOW_SECONDS
            self._chunk = max(1, self._chunk // 2) if slow else min(_CHUNK, self._chunk * 2)
            if found := self._admit(rows):
                return found
            if slow:
                return []  # a slow source does not keep finished requests waiting
        return []

    def stored_items(self, count: int) -> list[Item]:
        """Return requests that are kept in the journal, and that no batch holds."""
        found = self.journal.stored(count, self._after)
        if found:
            self._after = found[-1][0]
        return [self.stored_item(*row[:3]) for row in found]

    def stored_item(self, position: int, custom_id: str, params: bytes) -> Item:
        """Return a request as it is kept in the journal."""
        from claudewire import _json

        return Item(position, custom_id, _json.loads(params), b"")

    def again_from_start(self) -> None:
        """Let `stored_items` begin anew."""
        self._after = -1

    def _admit(self, rows: Sequence[Any]) -> list[Item]:
        if not rows:
            return []
        items = [self.builder.item(self._row + place, row) for place, row in enumerate(rows)]
        if self._row == 0 and items[0].unfit:
            raise BulkInvalid(no_request(items[0]))
        self._row += len(rows)
        self.counts.read += len(rows)
        known = self.journal.known([item.custom_id for item in items])
        run = self.journal.run
        new: dict[str, Item] = {}
        seen: list[int] = []
        seen_here: dict[str, Item] = {}
        todo: list[Item] = []
        changed: list[tuple[int, Item, bool]] = []
        for item in items:
            old = known.get(item.custom_id)
            twin = seen_here.get(item.custom_id)
            if twin is not None or (old is not None and old.run == run):
                if item.hash != (twin.hash if twin is not None else cast("Any", old).hash):
                    raise BulkInvalid(
                        f"two requests of the source have the id {item.custom_id!r} and different contents"
                    )
                self.counts.duplicates += 1
                continue
            seen_here[item.custom_id] = item
            if old is None:
                placed = Item(self._position, item.custom_id, item.params, item.hash, item.problem)
                self._position += 1
                new[item.custom_id] = placed
                todo.append(placed)
                continue
            placed = Item(old.position, item.custom_id, item.params, item.hash, item.problem)
            seen.append(old.position)
            if old.hash != item.hash:
                self.counts.changed += 1
                if self.on_changed == "raise":
                    raise RequestChanged(
                        f"request {item.custom_id!r} has another content than the journal {self.journal.path} has under this id: use "
                        "another journal, or pass on_changed='rerun' to send it again, or 'keep' to keep the result",
                        custom_id=item.custom_id,
                    )
                if self.on_changed == "rerun":
                    changed.append((old.position, placed, old.status is not None))
                    todo.append(placed)
                    continue
            if old.status is None and old.batch is None:
                todo.append(placed)
        with self.journal.transaction():
            self.journal.add((item.position, item.custom_id, item.hash) for item in new.values())
            self.journal.seen(seen)
            for position, item, _ in changed:
                self.journal.forget([position])
                self.journal.change(position, item.hash)
        if any(had_result for _, _, had_result in changed):
            self.output.rebuild()
            self._recount()
        bad = [item for item in todo if item.problem is not None]
        if bad:
            self.record([(item, of_problem(item.problem or ""), None) for item in bad])
        return [item for item in todo if item.problem is None]

    def _recount(self) -> None:
        counts = self.counts
        counts.succeeded, counts.failed, counts.kept = 0, Counter[str](), 0
        self.meter = Meter(self.meter.budget, self.prices)
        self._count_earlier_runs()

    # -- what came of it -----------------------------------------------------------------------------------------------

    def record(
        self,
        ended: Sequence[tuple[Item, Outcome, float | None]],
        *,
        started: Sequence[int] = (),
        batched: bool = False,
    ) -> None:
        """Write final results, in one transaction.

        Args:
            ended: Request, outcome, seconds.
            started: Positions of requests that have been sent since the last time.
            batched: Whether the requests were in a batch.

        Raises:
            DiskFull: nothing was written.
        """
        now = time.time()
        final: list[FinalResult] = []
        waiting: list[int] = []
        uncounted: list[int] = []
        for item, outcome, seconds in ended:
            if outcome.verdict in ("succeeded", "errored"):
                cost = None
                if outcome.usage is not None and outcome.model is not None:
                    cost = self.prices.cost(outcome.model, outcome.usage, batch=batched)
                final.append(
                    FinalResult(
                        item.position, outcome.verdict, outcome.kind, outcome.encoded(), now, seconds, outcome.model, batched,
                        outcome.usage or Usage(), cost,
                    )
                )  # fmt: skip
            else:
                (waiting if outcome.counts else uncounted).append(item.position)
                self.counts.again[outcome.kind or "unknown"] += 1
        with self.journal.transaction():
            if started:
                self.journal.start(started)
            if waiting:
                self.journal.put_back(waiting)
            if uncounted:
                self.journal.put_back(uncounted, uncounted=True)
            written = self.journal.finish(final) if final else []
        for result in written:
            self._count(result)
        if self.max_failures is not None and self.counts.failed.total() >= self.max_failures:
            self.stop("failures")
        if written and not batched and self._nothing_works():
            last = next(outcome for _, outcome, _ in reversed(ended) if outcome.verdict == "errored")
            said = cast("Any", last.result)["error"]["error"]["message"]
            self.stop("error", BulkError(f"all of the first {self.counts.finished} requests failed: {said}"))

    def _nothing_works(self) -> bool:
        """Whether many requests failed, all for one lasting reason, and none succeeded: a model that does not exist, a wrong argument."""
        counts = self.counts
        if counts.succeeded or counts.finished < _ALL_FAILED or len(counts.failed) != 1:
            return False
        return next(iter(counts.failed)) in ("invalid_request_error", "not_found_error", "permission_error")

    def _count(self, result: FinalResult) -> None:
        counts = self.counts
        counts.finished += 1
        if result.status == "succeeded":
            counts.succeeded += 1
        else:
            counts.failed[result.kind or "unknown"] += 1
        counts.usage = counts.usage + result.usage
        if result.cost is not None:
            counts.cost += result.cost
        elif result.usage.total:
            counts.unpriced += 1

    def stop(self, reason: str, error: BaseException | None = None) -> None:
        """Start no more requests. The first reason counts."""
        if self.stopped is None:
            self.stopped, self.error = reason, error

    def failure(self) -> ClaudeError | None:
        """Return the error that the run ends with; None if it ends well, or stopped as it was told."""
        if self.error is None:
            return None
        if isinstance(self.error, (BulkInvalid, RequestChanged)):
            return self.error
        failed = BulkStopped(
            f"the run stopped, because other requests would have failed as well: {self.error}. "
            "What had finished is in the journal; the same call continues"
        )
        failed.__cause__ = self.error
        return failed

    def show(self, *, now: bool = False) -> None:
        """Update the display, four times per second at most."""
        if self.display is not None and (now or time.monotonic() - self._shown >= 0.25):
            self._shown = time.monotonic()
            self.display.update(self.counts)

    def seconds_left(self) -> float | None:
        """Return the seconds until the deadline; None without one."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())
