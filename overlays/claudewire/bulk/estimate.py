"""What a run would cost: tokens are counted for a sample, and the rest follows from its size. Nothing is created."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any, Final

from attrs import asdict, define, field, frozen

from claudewire._call.requests.request import encode
from claudewire._http.network.sync_stream import run_blocking

from .cost.prices import Prices, Usage
from .errors import BulkInvalid
from .items import Item, ItemBuilder, no_request

#: Input tokens for one byte of a request, as long as none was counted.
_TOKENS_PER_BYTE: Final = 0.25
#: Fields of a message request that `messages.count_tokens` does not have.
_NOT_COUNTED: Final = frozenset(
    (
        "max_tokens",
        "temperature",
        "top_p",
        "top_k",
        "stop_sequences",
        "metadata",
        "service_tier",
        "stream",
        "inference_geo",
    )
)


@frozen(kw_only=True)
class Estimate:
    """What a run would send.

    Attributes:
        requests: Requests.
        bad_rows: Rows that make no request.
        first_problem: What is wrong with the first of them.
        counted: Requests whose tokens the API has counted.
        input_tokens: Input tokens of all; those that were not counted follow from their size.
        max_output_tokens: Output tokens, if every response were as long as its `max_tokens` allows.
        input_cost: US dollars for the input.
        max_cost: US dollars, with the longest output.
        batch_factor: What a request costs in a batch, as a part of that.
        unpriced: Models without a price.
        assumed_prices: Model → the model whose price was assumed for it.
        prices_as_of: Day of the price table.
    """

    requests: int
    bad_rows: int
    first_problem: str | None
    counted: int
    input_tokens: int
    max_output_tokens: int
    input_cost: float
    max_cost: float
    batch_factor: float
    unpriced: tuple[str, ...]
    assumed_prices: Mapping[str, str]
    prices_as_of: str

    def to_dict(self) -> dict[str, Any]:
        """Return the estimate as JSON values."""
        return asdict(self)

    def summary(self) -> str:
        """Return some lines for people."""
        lines = [
            f"{self.requests:,} requests"
            + (f", and {self.bad_rows:,} rows that make none: {self.first_problem}" if self.bad_rows else ""),
            f"{self.input_tokens:,} input tokens ({self.counted:,} requests counted), at most {self.max_output_tokens:,} output tokens",
            f"live: ${self.input_cost:,.4f} for the input, at most ${self.max_cost:,.4f} in all",
            f"in batches: ${self.input_cost * self.batch_factor:,.4f}, at most ${self.max_cost * self.batch_factor:,.4f}",
            f"prices of {self.prices_as_of}",
        ]
        lines += [f"the price of {model} is assumed: that of {known}" for model, known in self.assumed_prices.items()]
        lines += [
            f"the price table of {self.prices_as_of} has no price for {model}: it is not in the sums; pass prices="
            for model in self.unpriced
        ]
        return "\n".join(lines)


@define
class _Total:
    """Requests of one model. Those with a long prompt count by themselves, if they have another price."""

    count: int = 0
    size: int = 0
    max_output: int = 0
    sample_size: int = 0
    sample_tokens: int = 0


@define
class Sample:
    """Adds up requests, and keeps a random sample of them."""

    size: int
    prices: Prices
    requests: int = 0
    bad_rows: int = 0
    first_problem: str | None = None
    kept: list[tuple[Item, int]] = field(factory=list[tuple[Item, int]])
    totals: dict[tuple[str, bool], _Total] = field(factory=dict[tuple[str, bool], _Total])
    _dice: random.Random = field(factory=lambda: random.Random(0))  # noqa: S311 - the same sample each time

    def add(self, item: Item) -> None:
        """Add a request."""
        if item.problem is not None:
            self.bad_rows += 1
            self.first_problem = self.first_problem or item.problem
            return
        self.requests += 1
        size = len(encode({name: value for name, value in item.params.items() if name != "tools"}))
        total = self.totals.setdefault(self._group(item, size), _Total())
        total.count += 1
        total.size += size
        limit: Any = item.params.get("max_tokens")
        total.max_output += limit if isinstance(limit, int) else 0
        if len(self.kept) < self.size:
            self.kept.append((item, size))
        elif (place := self._dice.randrange(self.requests)) < self.size:
            self.kept[place] = item, size

    def _group(self, item: Item, size: int) -> tuple[str, bool]:
        model = str(item.params["model"])
        price = self.prices.of(model)
        long_prompt = price.long_prompt if price is not None else None
        return model, long_prompt is not None and size * _TOKENS_PER_BYTE > long_prompt[0]

    def counted(self, item: Item, size: int, tokens: int) -> None:
        """Note how many tokens a request of the sample has."""
        total = self.totals[self._group(item, size)]
        total.sample_size += size
        total.sample_tokens += tokens

    def estimate(self) -> Estimate:
        """Return the estimate."""
        prices = self.prices
        tokens, input_cost, max_cost = 0, 0.0, 0.0
        unpriced: list[str] = []
        assumed: dict[str, str] = {}
        for (model, _), total in self.totals.items():
            share = total.sample_tokens / total.sample_size if total.sample_size else _TOKENS_PER_BYTE
            found = round(total.size * share)
            tokens += found
            price = prices.of(model)
            if price is None:
                unpriced.append(model)
                continue
            if price.assumed:
                assumed[model] = price.assumed
            each = found // total.count
            input_cost += prices.cost(model, Usage(found, longest_prompt=each)) or 0.0
            max_cost += prices.cost(model, Usage(found, total.max_output, longest_prompt=each)) or 0.0
        return Estimate(
            requests=self.requests,
            bad_rows=self.bad_rows,
            first_problem=self.first_problem,
            counted=len(self.kept),
            input_tokens=tokens,
            max_output_tokens=sum(total.max_output for total in self.totals.values()),
            input_cost=input_cost,
            max_cost=max_cost,
            batch_factor=prices.batch_factor,
            unpriced=tuple(sorted(set(unpriced))),
            assumed_prices=assumed,
            prices_as_of=prices.as_of,
        )


class _Blocking:
    """Calls of a blocking client, in the form of those of an asynchronous one."""

    def __init__(self, client: Any) -> None:
        self._messages = client.messages

    async def count_tokens(self, **arguments: Any) -> Any:
        return self._messages.count_tokens(**arguments)


async def _estimate(counter: Any, rows: Any, builder: ItemBuilder, prices: Prices, size: int) -> Estimate:
    sample = Sample(size, prices)
    row = 0
    while not rows.ended:
        for value in await rows.take(256):
            item = builder.item(row, value)
            if row == 0 and item.unfit:
                raise BulkInvalid(no_request(item))
            sample.add(item)
            row += 1
    for item, bytes_ in sample.kept:
        fields = {name: value for name, value in item.params.items() if name not in _NOT_COUNTED}
        if builder.tools:
            fields["tools"] = [getattr(tool, "definition", tool) for tool in fields.get("tools", ())]
        count = await counter.count_tokens(**fields)
        sample.counted(item, bytes_, count.input_tokens)
    return sample.estimate()


def estimate(client: Any, rows: Any, builder: ItemBuilder, prices: Prices, size: int) -> Estimate:
    """Return the estimate, with a blocking client."""
    return run_blocking(_estimate(_Blocking(client), rows, builder, prices, size))


async def estimate_async(client: Any, rows: Any, builder: ItemBuilder, prices: Prices, size: int) -> Estimate:
    """Return the estimate, with an asynchronous client."""
    return await _estimate(client.messages, rows, builder, prices, size)
