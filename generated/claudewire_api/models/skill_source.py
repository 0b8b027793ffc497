# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class SkillSource(Model):
    """Who made a skill, as an object with a `type`."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: models.SkillSourceType
    """Kind of the maker, such as `custom` for a skill of the workspace."""

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
        self.type = intern(value) if type(value) is str else value
        return self
