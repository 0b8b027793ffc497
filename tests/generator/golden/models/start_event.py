# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class StartEvent(Model):
    """The note begins."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "note")

    type: Literal["start"] = "start"
    """Always `start`."""
    note: models.Note
    """A note. Its description has a "quotation", a \\ and \"\"\"three quotes\"\"\" and ends in one "here" """

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
        value = data["type"]
        self.type = "start" if value == "start" else value
        value = data["note"]
        self.note = decoders.Note(value) if isinstance(value, dict) else value
        return self
