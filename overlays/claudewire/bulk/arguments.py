"""The arguments of a run, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from claudewire._resources.batches import MAX_BATCH_BYTES, MAX_BATCH_REQUESTS

from .cost.budget import Budget
from .cost.prices import Prices
from .errors import BulkInvalid

MODES: Final = ("live", "batches", "auto")


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
