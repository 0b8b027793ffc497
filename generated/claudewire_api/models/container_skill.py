# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, shared


@define(kw_only=True, repr=False, weakref_slot=False)
class ContainerSkill(Model):
    """A skill loaded into a container."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "skill_id", "version")

    type: Literal["anthropic", "custom"] | str
    """Who made the skill."""
    skill_id: str
    """Identifier of the skill."""
    version: str
    """The version that was loaded, or `latest`."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = shared(value)
        self.skill_id = get("skill_id")
        self.version = get("version")
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
