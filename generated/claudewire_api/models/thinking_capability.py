# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class ThinkingCapability(Model):
    """Whether and how a model can think before it answers."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("supported", "types")

    supported: bool
    """Whether it can think."""
    types: models.ThinkingTypes
    """Which values of `thinking.type` a request may have."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        self.supported = get("supported")
        value = get("types")
        self.types = models.ThinkingTypes._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
