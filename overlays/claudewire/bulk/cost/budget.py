"""What a run may use: requests, tokens, money, time. Pure."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final, cast

from attrs import frozen

from claudewire.bulk.cost.prices import Prices, Usage
from claudewire.bulk.errors import BulkInvalid

#: Assumed bytes of text for one input token, low enough that the estimate is rather too high.
_BYTES_PER_TOKEN: Final = 3
#: Input tokens of an image or of a page of a document, at most.
_TOKENS_PER_MEDIA: Final = 1_600
#: Tokens that every request has in addition to its text.
_OVERHEAD: Final = 20
_UNITS: Final = {
    "usd": "usd", "$": "usd", "dollars": "usd", "dollar": "usd",
    "tokens": "tokens", "token": "tokens",
    "requests": "requests", "request": "requests",
}  # fmt: skip
_SCALES: Final = {"": 1.0, "k": 1e3, "m": 1e6, "b": 1e9}
_PART: Final = re.compile(
    r"^(?P<dollar>\$)?\s*(?P<number>\d[\d_,]*(?:\.\d+)?|\.\d+)\s*(?P<scale>[kmb]?)\s*(?P<unit>\$|[a-z]*)$"
)


@frozen(kw_only=True)
class Budget:
    """The most that a run may use; all runs on one journal together. None is no limit.

    Attributes:
        requests: Requests that are sent.
        tokens: Tokens, in and out.
        usd: US dollars, by the price table of the run.
    """

    requests: int | None = None
    tokens: int | None = None
    usd: float | None = None

    def __attrs_post_init__(self) -> None:
        for name in ("requests", "tokens", "usd"):
            value: Any = getattr(self, name)
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
                raise BulkInvalid(f"budget: {name} should be a number above 0, not {value!r}")

    @classmethod
    def of(cls, given: Any) -> Budget:
        """Return a budget from a `Budget`, a text such as `5usd`, `$2.50`, `2m tokens` or `5usd, 1000 requests`, or a mapping.

        Args:
            given: The budget, in one of these forms.

        Raises:
            BulkInvalid: it says none of these.
        """
        if given is None:
            return cls()
        if isinstance(given, Budget):
            return given
        if isinstance(given, Mapping):
            fields = cast("Mapping[str, Any]", given)
            unknown = sorted(set(fields) - {"requests", "tokens", "usd"})
            if unknown:
                raise BulkInvalid(f"budget: requests, tokens and usd can be limited, not {unknown[0]!r}")
            return cls(**fields)
        if not isinstance(given, str):
            raise BulkInvalid(f"budget: should be a text such as '5usd', not {given!r}: a number needs its unit")
        found: dict[str, Any] = {}
        for part in re.split(r",\s+|;|\+|\band\b", given.strip().lower()):
            read = _PART.match(part.strip())
            unit = _UNITS.get("usd" if read and read["dollar"] else read["unit"]) if read else None
            if read is None or unit is None or unit in found:
                raise BulkInvalid(f"budget: {given!r} is not understood: write '5usd', '2m tokens' or '1000 requests'")
            amount = float(read["number"].replace(",", "").replace("_", "")) * _SCALES[read["scale"]]
            found[unit] = amount if unit == "usd" else int(amount)
        return cls(**found)

    @property
    def is_limited(self) -> bool:
        """Whether anything is limited."""
        return (self.requests, self.tokens, self.usd) != (None, None, None)


def estimate_input(value: Any) -> int:
    """Return about how many input tokens a request has, rather too many. Images and documents count by piece."""
    media = 0

    def text_of(item: Any) -> Any:
        nonlocal media
        if isinstance(item, Mapping):
            fields = cast("Mapping[str, Any]", item)
            if fields.get("type") in ("base64", "url", "file") and ({"data", "url", "file_id"} & set(fields)):
                media += max(1, len(str(fields.get("data", ""))) // 200_000)
                return None
            return {key: text_of(inner) for key, inner in fields.items()}
        if isinstance(item, (list, tuple)):
            return [text_of(inner) for inner in cast("list[Any]", item)]
        return item

    size = len(json.dumps(text_of(value), ensure_ascii=False, default=str).encode("utf-8", "replace"))
    return _OVERHEAD + size // _BYTES_PER_TOKEN + media * _TOKENS_PER_MEDIA


@frozen
class Reserve:
    """The most that one request is expected to use."""

    tokens: int = 0
    usd: float = 0.0


class Meter:
    """Counts what is used, and says whether the budget lets one more request start.

    What is in flight counts with the most that it may use. So the budget is not passed, as long as the estimate of the input holds.

    Args:
        budget: The budget.
        prices: The price table.
        batch: Whether requests cost what they cost in a batch.
    """

    def __init__(self, budget: Budget, prices: Prices, *, batch: bool = False) -> None:
        self.budget: Budget = budget
        self.prices: Prices = prices
        self.batch: bool = batch
        self.sent: int = 0
        self.tokens: int = 0
        self.usd: float = 0.0
        self._reserved_tokens, self._reserved_usd = 0, 0.0
        self._counts = budget.tokens is not None or budget.usd is not None

    def reserve(self, params: Mapping[str, Any]) -> Reserve:
        """Return the most that a request may use.

        Raises:
            BulkInvalid: money is limited, and the model has no price.
        """
        if not self._counts:
            return Reserve()
        limit: Any = params.get("max_tokens")
        usage = Usage(estimate_input(params), limit if isinstance(limit, int) else 0)
        model = str(params.get("model"))
        cost = self.prices.cost(model, usage, batch=self.batch)
        if cost is None:
            if self.budget.usd is not None:
                raise BulkInvalid(
                    f"the price table of {self.prices.as_of} has no price for {model}: pass prices=, or limit tokens or requests"
                )
            cost = 0.0
        return Reserve(usage.total, cost)

    def allows(self, reserve: Reserve) -> bool:
        """Whether one more request may start."""
        budget = self.budget
        return (
            (budget.requests is None or self.sent < budget.requests)
            and (budget.tokens is None or self.tokens + self._reserved_tokens + reserve.tokens <= budget.tokens)
            and (budget.usd is None or self.usd + self._reserved_usd + reserve.usd <= budget.usd)
        )

    def start(self, reserve: Reserve) -> None:
        """Count a request that is being sent."""
        self.sent += 1
        self._reserved_tokens += reserve.tokens
        self._reserved_usd += reserve.usd

    def finish(self, reserve: Reserve, usage: Usage | None, usd: float | None) -> None:
        """Replace the reserve of a request by what it used."""
        self._reserved_tokens -= reserve.tokens
        self._reserved_usd -= reserve.usd
        self.tokens += usage.total if usage else 0
        self.usd += usd or 0.0

    def spent(self, requests: int, tokens: int, usd: float) -> None:
        """Count what earlier runs on the journal used."""
        self.sent += requests
        self.tokens += tokens
        self.usd += usd
