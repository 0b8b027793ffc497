# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class DeletedSkill(Model):
    """Confirms that a skill was deleted."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id")

    type: Literal["skill_deleted"] = "skill_deleted"
    """Tells what kind of object this is: always `skill_deleted`."""
    id: str
    """ID of the skill that was deleted."""

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
        self.type = "skill_deleted" if value == "skill_deleted" else value
        self.id = data["id"]
        return self
