# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `DeletedSkill` (spec/schemas/skills.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class DeletedSkill(Model):
    """Confirms that a skill was deleted."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id")

    type: Literal["skill_deleted"] = "skill_deleted"
    """Tells what kind of object this is: always `skill_deleted`."""
    id: str
    """ID of the skill that was deleted."""

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
        value: Any
        value = data["type"]
        self.type = "skill_deleted" if value == "skill_deleted" else value
        self.id = data["id"]
        return self
