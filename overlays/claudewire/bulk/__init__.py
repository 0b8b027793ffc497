"""Many requests: paced, resumable, each with exactly one final result.

    from claudewire import Claude, bulk

    report = bulk.run(Claude(), "reviews.csv", template="Is this review positive? {text}", model="claude-haiku-4-5", max_tokens=50,
                      into="results.jsonl", journal="run.sqlite", budget="5usd")

`runs` has what programs call. A `session` makes a `job` of the `arguments` of a run. `loops` decide what is sent and when, and are written
once for threads and for tasks. `store` holds the journal, the one truth; `data` reads rows and writes results, `show` shows them.
`items`, `outcomes`, `loops/pace` and `cost` are pure.

Public: the names below. The package knows clients only by their methods, and has no limiter of its own: `rate_limit` is the client's.
"""

from __future__ import annotations

from .cost.budget import Budget
from .cost.prices import Price, Prices, Usage
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
from .runs import AsyncBulkStream, BulkStream, estimate, estimate_async, results, run, run_async, stream, stream_async
from .show.report import Report
from .store.results import BulkResult

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
