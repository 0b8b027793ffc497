"""What tokens cost, from a dated table. Pure: the table is data (`prices.json`), or given by the caller."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final, Self, cast

from attrs import evolve, field, frozen

from claudewire._model_names import first_party
from claudewire.bulk.errors import BulkInvalid

#: The end of a model name that is no part of its family: a day, or `latest`.
_SUFFIX: Final = re.compile(r"-(?:20\d{6}|latest)$")


@frozen
class Usage:
    """Tokens of one request, or of many together."""

    #: Input tokens that no cache was involved in.
    input_tokens: int = 0
    #: Output tokens.
    output_tokens: int = 0
    #: Input tokens that were read from the cache.
    cache_read_tokens: int = 0
    #: Input tokens that were written to the cache.
    cache_write_tokens: int = 0
    #: Those of `cache_write_tokens` that are kept for an hour.
    cache_write_1h_tokens: int = 0
    #: Input tokens of the longest prompt, where these are the tokens of several requests.
    longest_prompt: int = 0

    @classmethod
    def of(cls, usage: Mapping[str, Any] | None) -> Self:
        """Return the tokens of the `usage` of a message.

        Args:
            usage: `usage` of a message, as JSON; None counts as no tokens.
        """
        found: Mapping[str, Any] = usage if isinstance(usage, Mapping) else {}
        creation: Any = found.get("cache_creation")
        hour = (
            cast("Mapping[str, Any]", creation).get("ephemeral_1h_input_tokens") if isinstance(creation, Mapping) else 0
        )
        return cls(
            _count(found.get("input_tokens")),
            _count(found.get("output_tokens")),
            _count(found.get("cache_read_input_tokens")),
            _count(found.get("cache_creation_input_tokens")),
            _count(hour),
        )

    @property
    def prompt(self) -> int:
        """All input tokens: those of the cache as well."""
        return self.input_tokens + self.cache_read_tokens + self.cache_write_tokens

    @property
    def total(self) -> int:
        """All tokens, in and out."""
        return self.prompt + self.output_tokens

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cache_read_tokens + other.cache_read_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
            self.cache_write_1h_tokens + other.cache_write_1h_tokens,
            max(self.longest_prompt or self.prompt, other.longest_prompt or other.prompt),
        )


def _count(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else 0


@frozen
class Price:
    """Price of one model, in US dollars per million tokens.

    Attributes:
        input: Input tokens.
        output: Output tokens.
        assumed: Name of the model whose price this is, if the table does not have the model itself.
        cache_read: Tokens that are read from the cache; None for the factor of the table.
        cache_write_5m: Tokens that are written to the cache for 5 minutes; None for the factor of the table.
        cache_write_1h: The same for an hour.
        long_prompt: Input tokens above which a request has another price, all its tokens included, and that price.
    """

    input: float
    output: float
    assumed: str | None = None
    cache_read: float | None = None
    cache_write_5m: float | None = None
    cache_write_1h: float | None = None
    long_prompt: tuple[int, Price] | None = None


@frozen
class Prices:
    """A price table with its day.

    Attributes:
        as_of: The day of the table, `YYYY-MM-DD`.
        models: Model → price.
        families: Word in the name of a model → the model whose price is assumed for those that are not in the table.
        batch_factor: What a request in a batch costs, as a part of the price.
        cache_read_factor: What a token that is read from the cache costs, as a part of an input token.
        cache_write_5m_factor: What a token that is written to the cache for 5 minutes costs, in input tokens.
        cache_write_1h_factor: The same for an hour.
    """

    as_of: str
    models: Mapping[str, Price]
    families: Mapping[str, str] = field(factory=dict[str, str])
    batch_factor: float = 0.5
    cache_read_factor: float = 0.1
    cache_write_5m_factor: float = 1.25
    cache_write_1h_factor: float = 2.0

    @classmethod
    def load(cls, given: Any = None) -> Prices:
        """Return a table.

        Args:
            given: None for the one of this package; a `Prices`, a path of a JSON file in the form of `claudewire/bulk/cost/prices.json`, or
                a mapping of that form. A table may name `families` (a word in the name of a model → the model whose price is assumed);
                the one of this package has none: a model that it does not know has no price.

        Raises:
            BulkInvalid: it has another form.
        """
        if isinstance(given, Prices):
            return given
        value: Any = given
        try:
            if given is None or isinstance(given, (str, PathLike)):
                path = Path(__file__).with_name("prices.json") if given is None else Path(cast("str", given))
                value = json.loads(path.read_text(encoding="utf-8"))
            models = {str(name): _price(fields) for name, fields in value["models"].items()}
            factors = {name: _money(value[name]) for name in _FACTORS if name in value}
            families: Any = value.get("families", {})
            return cls(str(value["as_of"]), models, dict(families), **factors)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BulkInvalid(
                f"prices: expected {{'as_of': day, 'models': {{name: {{'input': USD, 'output': USD}}}}}}: {error!r}"
            ) from error

    def of(self, model: str) -> Price | None:
        """Return the price of a model; that of its family, with `assumed`, if the table does not have it; else None.

        Args:
            model: ID of the model.
        """
        name = first_party(model)
        short = _SUFFIX.sub("", name)
        found = self.models.get(name) or self.models.get(short)
        if found is not None:
            return found
        for word, known in self.families.items():
            if word in short.split("-") and known in self.models:
                price = self.models[known]
                return evolve(price, assumed=known)
        return None

    def cost(self, model: str, usage: Usage, *, batch: bool = False) -> float | None:
        """Return what tokens cost in US dollars; None if there is no price for the model.

        Args:
            model: ID of the model.
            usage: The tokens.
            batch: Whether the price is that of a batch.
        """
        price = self.of(model)
        if price is None:
            return None
        if price.long_prompt is not None and (usage.longest_prompt or usage.prompt) > price.long_prompt[0]:
            price = price.long_prompt[1]
        hour = usage.cache_write_1h_tokens
        parts = (
            (usage.input_tokens, price.input),
            (usage.output_tokens, price.output),
            (usage.cache_read_tokens, _or(price.cache_read, price.input * self.cache_read_factor)),
            (usage.cache_write_tokens - hour, _or(price.cache_write_5m, price.input * self.cache_write_5m_factor)),
            (hour, _or(price.cache_write_1h, price.input * self.cache_write_1h_factor)),
        )
        dollars = sum(tokens * per_million for tokens, per_million in parts) / 1e6
        return dollars * self.batch_factor if batch else dollars


_FACTORS: Final = ("batch_factor", "cache_read_factor", "cache_write_5m_factor", "cache_write_1h_factor")


def _or(price: float | None, otherwise: float) -> float:
    return otherwise if price is None else price


def _price(fields: Mapping[str, Any]) -> Price:
    read, write, hour = (
        None if fields.get(name) is None else _money(fields[name])
        for name in ("cache_read", "cache_write_5m", "cache_write_1h")
    )
    more: Any = fields.get("long_prompt")
    long_prompt = None if more is None else (int(more["above"]), _price(more))
    return Price(_money(fields["input"]), _money(fields["output"]), None, read, write, hour, long_prompt)


def _money(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e9:
        raise ValueError(f"{value!r} is not a price")
    return float(value)
