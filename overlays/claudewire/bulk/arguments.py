"""The arguments of a run, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Final, Literal, TypedDict

from attrs import field, frozen

from claudewire._resources.batches import MAX_BATCH_BYTES, MAX_BATCH_REQUESTS

from .cost.budget import Budget
from .cost.prices import Prices
from .errors import BulkInvalid
from .job import OnChanged
from .store.results import Order

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
