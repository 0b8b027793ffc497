# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `DrawingBlock` (spec/schemas/blocks.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class DrawingBlock(Model):
    """A drawing."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "lines")

    type: Literal["drawing", "drawing_20200202"]
    """Its age."""
    lines: list[list[float]]
    """Points."""
    source: models.Source | None = None
    """Where something comes from; a place unless it says otherwise."""

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
        self.type = data["type"]
        self.lines = data["lines"]
        value = get("source")
        self.source = value if value is None else decoders.Source(value)
        return self
