# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `SkillSource` (spec/schemas/skills.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class SkillSource(Model):
    """Who made a skill, as an object with a `type`."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: models.SkillSourceType
    """Kind of the maker, such as `custom` for a skill of the workspace."""

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
        self.type = intern(value) if type(value) is str else value
        return self
