# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new
from .source import SOURCE


@define(kw_only=True, repr=False, weakref_slot=False)
class DrawingBlock(Model):
    """A drawing."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "lines")

    type: Literal["drawing", "drawing_20200202"]
    """Its age."""
    lines: list[list[float]]
    """Points."""
    source: models.Source | None = None
    """Where something comes from; a place unless it says otherwise."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        self.type = get("type")
        self.lines = get("lines")
        value = get("source")
        self.source = value if value is None else SOURCE.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
