"""Many requests: paced, resumable, each with exactly one final result.

    from claudewire import Claude, bulk

    report = bulk.run(Claude(), "reviews.csv", template="Is this review positive? {text}", model="claude-haiku-4-5", max_tokens=50,
                      into="results.jsonl", journal="run.sqlite", budget="5usd")

`session` makes a `job` of the arguments of a run. `live` and `batched` are the two loops over it: they decide what is sent and when, and
are written once for threads and for tasks (`workers`). `journal` is the one truth; `data` reads rows and writes results, `show` shows
them. `items`, `outcomes`, `pace`, `budget` and `prices` are pure.

Public: the names below. The package knows clients only by their methods, and has no limiter of its own: `rate_limit` is the client's.
"""

from __future__ import annotations

from .budget import Budget
from .errors import (
    BulkError,
    BulkInvalid,
    BulkStopped,
    DiskFull,
    JournalBusy,
    JournalError,
    RequestChanged,
)
from .estimate import Estimate
from .job import Counts
from .prices import Price, Prices, Usage
from .results import BulkResult
from .session import (
    AsyncBulkStream,
    BulkStream,
    estimate,
    estimate_async,
    results,
    run,
    run_async,
    stream,
    stream_async,
)
from .show.report import Report

__all__ = [
    "AsyncBulkStream",
    "Budget",
    "BulkError",
    "BulkInvalid",
    "BulkResult",
    "BulkStopped",
    "BulkStream",
    "Counts",
    "DiskFull",
    "Estimate",
    "JournalBusy",
    "JournalError",
    "Price",
    "Prices",
    "Report",
    "RequestChanged",
    "Usage",
    "estimate",
    "estimate_async",
    "results",
    "run",
    "run_async",
    "stream",
    "stream_async",
]
