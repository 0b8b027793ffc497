# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `AdvisorMessageIterationUsage` (spec/schemas/usage.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class AdvisorMessageIterationUsage(Model):
    """A run of the model that gave advice with the advisor tool."""

    _REQUIRED: ClassVar[tuple[str, ...]] = (
        "type",
        "model",
        "input_tokens",
        "output_tokens",
        "cache_creation_input_tokens",
        "cache_read_input_tokens",
    )

    type: Literal["advisor_message"] = "advisor_message"
    """Tells what kind of object this is: always `advisor_message`."""
    model: models.Model
    """ID of the model that gave the advice."""
    input_tokens: int
    """Input tokens of this run that were neither read from the prompt cache nor written to it."""
    output_tokens: int
    """Output tokens of this run, with all thinking."""
    cache_creation_input_tokens: int
    """Input tokens that this run wrote to the prompt cache."""
    cache_read_input_tokens: int
    """Input tokens that this run read from the prompt cache."""
    cache_creation: models.CacheCreation | None = None
    """The tokens of `cache_creation_input_tokens`, by how long they are kept. Null or absent if not known."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = _new_instance(cls)
        self._response = None
        # Which keys arrived, and which of them no field holds: the same for all objects of one shape.
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._learn_shape(data)
        self._extra = _pick(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["type"]
        self.type = "advisor_message" if value == "advisor_message" else value
        value = data["model"]
        self.model = intern(value) if type(value) is str else value
        self.input_tokens = data["input_tokens"]
        self.output_tokens = data["output_tokens"]
        self.cache_creation_input_tokens = data["cache_creation_input_tokens"]
        self.cache_read_input_tokens = data["cache_read_input_tokens"]
        value = get("cache_creation")
        self.cache_creation = decoders.CacheCreation(value) if value is not None and isinstance(value, dict) else value
        return self
