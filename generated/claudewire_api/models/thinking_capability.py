# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ThinkingCapability(Model):
    """Whether and how a model can think before it answers."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("supported", "types")

    supported: bool
    """Whether the model can think before it answers."""
    types: models.ThinkingTypes
    """Which values of `thinking.type` a request may have."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        self.supported = data["supported"]
        value = data["types"]
        self.types = decoders.ThinkingTypes(value) if isinstance(value, dict) else value
        return self
