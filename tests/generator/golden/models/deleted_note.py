# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class DeletedNote(Model):
    """A note that is gone."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("id", "type")

    id: str
    """ID of the note."""
    type: Literal["note_deleted"] = "note_deleted"
    """Always `note_deleted`."""

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
        self.id = data["id"]
        value = data["type"]
        self.type = "note_deleted" if value == "note_deleted" else value
        return self
