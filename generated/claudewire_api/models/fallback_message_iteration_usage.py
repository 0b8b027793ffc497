# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class FallbackMessageIterationUsage(Model):
    """A run of a fallback model after another one declined."""

    REQUIRED: ClassVar[tuple[str, ...]] = (
        "type",
        "model",
        "input_tokens",
        "output_tokens",
        "cache_creation_input_tokens",
        "cache_read_input_tokens",
    )

    type: Literal["fallback_message"] = "fallback_message"
    """Always `fallback_message`."""
    model: models.Model
    """The fallback model."""
    input_tokens: int
    """Input tokens of this run outside the cache."""
    output_tokens: int
    """Output tokens of this run."""
    cache_creation_input_tokens: int
    """Input tokens that this run wrote to the cache."""
    cache_read_input_tokens: int
    """Input tokens that this run read from the cache."""
    cache_creation: models.CacheCreation | None = None
    """Tokens written to the cache, by how long they are kept."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["type"]
        self.type = "fallback_message" if value == "fallback_message" else value
        value = data["model"]
        self.model = intern(value) if type(value) is str else value
        self.input_tokens = data["input_tokens"]
        self.output_tokens = data["output_tokens"]
        self.cache_creation_input_tokens = data["cache_creation_input_tokens"]
        self.cache_read_input_tokens = data["cache_read_input_tokens"]
        value = get("cache_creation")
        self.cache_creation = decoders.CacheCreation(value) if value is not None and isinstance(value, dict) else value
        return self
