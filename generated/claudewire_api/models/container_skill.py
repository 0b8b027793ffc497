# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ContainerSkill` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ContainerSkill(Model):
    """One skill that was loaded into a container."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "skill_id", "version")

    type: Literal["anthropic", "custom"] | str
    """Who made the skill, Anthropic (`anthropic`) or your organization (`custom`)."""
    skill_id: str
    """ID of the skill, such as `pptx`."""
    version: str
    """The version that was loaded, as the request named it, or `latest`."""

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
        self.skill_id = data["skill_id"]
        self.version = data["version"]
        return self
