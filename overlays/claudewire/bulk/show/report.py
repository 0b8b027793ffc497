"""The report of a run: what is in the journal, in figures. A value, with JSON and HTML forms."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen

from claudewire.bulk.cost.prices import Prices
from claudewire.bulk.errors import BulkInvalid
from claudewire.bulk.job import Job

#: Points of a plot over time.
_POINTS: Final = 60


@frozen(kw_only=True)
class Report:
    """What a run did; all runs on its journal together, where not said otherwise.

    Attributes:
        total: Requests in the journal.
        succeeded: Requests with a result.
        failed: Requests that failed for good.
        waiting: Requests without a final result: the run stopped before.
        failures: Failed requests by kind.
        kept: Results that were there before this run.
        finished: Results of this run.
        duplicates: Rows of this run whose id and content came before.
        changed: Requests of this run with another content than the journal had.
        again: Attempts of this run that were made again, by kind. They cost nothing, unless a response was lost.
        in_flight_before: Requests that were in flight when an earlier run was cut; they were sent again.
        stopped: Why the run stopped early: `budget`, `deadline`, `failures`, `interrupt`, `error`; None if it is complete.
        seconds: Duration of this run.
        input_tokens: Input tokens that were neither read from nor written to the prompt cache.
        output_tokens: Output tokens.
        cache_read_tokens: Tokens read from the prompt cache.
        cache_write_tokens: Tokens written to the prompt cache.
        cost: US dollars of the results that have a price.
        batched_cost: The part of `cost` that batches took; without them it would be twice that.
        unpriced: Results whose model has no price.
        unpriced_models: The models of these.
        prices_as_of: Day of the price table.
        assumed_prices: Model → the model whose price was assumed for it.
        latency: Seconds of a request: p50, p90, p99 and max. Requests of batches have none.
        latency_histogram: Upper bound in seconds, and number of requests.
        timeline: Points with `at` (seconds since the first result), `finished`, `failed`, `tokens` and `cost`, each of its interval;
            intervals without results are there as well.
        journal: Path of the journal; None if it was temporary.
    """

    total: int
    succeeded: int
    failed: int
    waiting: int
    failures: dict[str, int]
    kept: int
    finished: int
    duplicates: int
    changed: int
    again: dict[str, int]
    in_flight_before: int
    stopped: str | None
    seconds: float
    input_tokens: int
    output_tokens: int
    cache_read_tokens: int
    cache_write_tokens: int
    cost: float
    batched_cost: float
    unpriced: int
    unpriced_models: list[str]
    prices_as_of: str
    assumed_prices: dict[str, str]
    latency: dict[str, float]
    latency_histogram: list[tuple[float, int]]
    timeline: list[dict[str, float]]
    journal: str | None

    @property
    def is_complete(self) -> bool:
        """Whether every request has a final result."""
        return self.waiting == 0 and self.stopped is None

    @property
    def rate(self) -> float:
        """Results per second of this run."""
        return self.finished / self.seconds if self.seconds else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return asdict(self)

    def to_html(self) -> str:
        """Return the report as a page that needs nothing else."""
        from .page import page

        return page(self)

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the report: as HTML if the name ends in `.html`, else as JSON.

        Args:
            path: The file. One that exists is replaced.

        Raises:
            BulkInvalid: it cannot be written.
        """
        target = Path(path)
        html = target.suffix.lower() in (".html", ".htm")
        text = self.to_html() if html else json.dumps(self.to_dict(), indent=2) + "\n"
        try:
            target.write_text(text, encoding="utf-8")
        except OSError as error:
            raise BulkInvalid(f"the report cannot be written to {target}: {error}") from error

    def summary(self) -> str:
        """Return one line for people."""
        parts = [f"{self.succeeded:,} succeeded", f"{self.failed:,} failed"]
        if self.waiting:
            parts.append(f"{self.waiting:,} waiting")
        if self.failures:
            parts[1] += f" ({', '.join(f'{kind} {count:,}' for kind, count in self.failures.items())})"
        tokens = self.input_tokens + self.output_tokens + self.cache_read_tokens + self.cache_write_tokens
        parts.append(f"{tokens:,} tokens")
        if self.cost or not self.unpriced:
            parts.append(f"${self.cost:,.4f}")
        parts.append(f"{self.seconds:,.1f} s")
        line = ", ".join(parts) + (f"; stopped: {self.stopped}" if self.stopped else "")
        return f"{line}; {self.missing_prices}" if self.unpriced else line

    @property
    def missing_prices(self) -> str:
        """A sentence about results whose model has no price; empty if all have one."""
        if not self.unpriced:
            return ""
        names = ", ".join(self.unpriced_models)
        results = f"{self.unpriced:,} results cost an unknown amount"
        return f"{results}: the price table of {self.prices_as_of} has no price for {names}, pass prices="


def report_of(job: Job, seconds: float) -> Report:
    """Return the report of a job whose journal is still open."""
    journal, counts = job.journal, job.counts
    select = journal.select
    statuses = dict(select("SELECT status, count(*) FROM results GROUP BY status"))
    sums = select(
        "SELECT coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cache_read_tokens), 0), "
        "coalesce(sum(cache_write_tokens), 0), coalesce(sum(cost), 0.0), coalesce(sum(CASE WHEN batched THEN cost END), 0.0) FROM results"
    )[0]
    unpriced = select(
        "SELECT model, count(*) FROM results WHERE cost IS NULL AND input_tokens + output_tokens + cache_read_tokens + "
        "cache_write_tokens > 0 "
        "GROUP BY model ORDER BY model"
    )
    replaced = journal.get("replaced") or {"usd": 0.0}
    return Report(
        total=select("SELECT count(*) FROM items")[0][0],
        succeeded=statuses.get("succeeded", 0),
        failed=statuses.get("errored", 0),
        waiting=journal.waiting(),
        failures=dict(
            select(
                "SELECT kind, count(*) FROM results WHERE status = 'errored' GROUP BY kind ORDER BY count(*) DESC, kind"
            )
        ),
        kept=counts.kept,
        finished=counts.finished,
        duplicates=counts.duplicates,
        changed=counts.changed,
        again=dict(counts.again),
        in_flight_before=journal.cut,
        stopped=job.stopped,
        seconds=round(seconds, 3),
        input_tokens=sums[0],
        output_tokens=sums[1],
        cache_read_tokens=sums[2],
        cache_write_tokens=sums[3],
        cost=round(sums[4] + replaced["usd"], 9),
        batched_cost=round(sums[5], 9),
        unpriced=sum(count for _, count in unpriced),
        unpriced_models=[model or "?" for model, _ in unpriced],
        prices_as_of=job.prices.as_of,
        assumed_prices=_assumed(select("SELECT DISTINCT model FROM results WHERE model IS NOT NULL"), job.prices),
        latency=_latency(job),
        latency_histogram=_histogram(job),
        timeline=_timeline(job),
        journal=None if journal.is_temporary else str(journal.path),
    )


def _assumed(rows: list[tuple[Any, ...]], prices: Prices) -> dict[str, str]:
    found = {name: prices.of(name) for (name,) in rows}
    return {name: price.assumed for name, price in sorted(found.items()) if price is not None and price.assumed}


def _latency(job: Job) -> dict[str, float]:
    select = job.journal.select
    count = select("SELECT count(*) FROM results WHERE latency IS NOT NULL")[0][0]
    if not count:
        return {}
    places = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "max": 1.0}
    at = {name: min(count - 1, int(share * count)) for name, share in places.items()}
    found: dict[int, float] = {}
    wanted = set(at.values())
    statement = "SELECT latency FROM results WHERE latency IS NOT NULL ORDER BY latency"
    for place in sorted(wanted):
        found[place] = select(f"{statement} LIMIT 1 OFFSET ?", (place,))[0][0]
    return {name: round(found[place], 4) for name, place in at.items()}


def _histogram(job: Job) -> list[tuple[float, int]]:
    """Return counts by latency; each bound is half as large again as the one before."""
    counts: dict[int, int] = {}
    bounds = [0.001 * 1.5**step for step in range(40)]
    cases = " ".join(f"WHEN latency <= {bound!r} THEN {step}" for step, bound in enumerate(bounds))
    statement = f"SELECT CASE {cases} ELSE 39 END, count(*) FROM results WHERE latency IS NOT NULL GROUP BY 1"  # noqa: S608
    counts.update(job.journal.select(statement))
    if not counts:
        return []
    return [(round(bounds[step], 4), counts.get(step, 0)) for step in range(min(counts), max(counts) + 1)]


def _timeline(job: Job) -> list[dict[str, float]]:
    first, last = job.journal.select("SELECT min(finished), max(finished) FROM results")[0]
    if first is None:
        return []
    width = max(1e-3, math.nextafter((last - first) / _POINTS, math.inf))
    rows = job.journal.select(
        "SELECT min(?, CAST((finished - ?) / ? AS INTEGER)), count(*), sum(status = 'errored'), "
        "sum(input_tokens + output_tokens + cache_read_tokens + cache_write_tokens), coalesce(sum(cost), 0.0) "
        "FROM results GROUP BY 1 ORDER BY 1",
        (_POINTS - 1, first, width),
    )
    found = {step: figures for step, *figures in rows}
    names = ("finished", "failed", "tokens", "cost")
    return [  # an interval without results is a point as well: a pause is seen
        {"at": round(step * width, 3), **dict(zip(names, found.get(step, (0, 0, 0, 0.0)), strict=True))}
        for step in range(max(found) + 1)
    ]
