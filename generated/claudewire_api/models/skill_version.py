# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `SkillVersion` (spec/schemas/skills.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._dates import timestamp
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class SkillVersion(Model):
    """One version of a skill, as it was uploaded. Its `id` names it in paths and requests; with the beta value
    `skills-2025-10-02`, its `version` does.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "skill_id", "name", "description", "created_at")

    type: Literal["skill_version"] = "skill_version"
    """Tells what kind of object this is: always `skill_version`."""
    id: str
    """ID of the version, for paths and for `version` in a request."""
    skill_id: str
    """ID of the skill that this is a version of."""
    name: str
    """Name of the skill for the model, from the front matter of `SKILL.md`."""
    description: str
    """What the skill does, from the front matter of `SKILL.md`. By this text the model decides when to load the
    skill.
    """
    created_at: datetime
    """When the version was created (RFC 3339)."""
    directory: str | None = None
    """Name of the folder that was uploaded. Absent without the beta value. Beta: needs the header value
    `skills-2025-10-02`.
    """
    version: str | None = None
    """Number of the version, which names it in paths and requests of the beta. Microseconds since 1970 for custom
    skills (`1759178010641129`), a date for Anthropic's (`20251013`). Beta: needs the header value
    `skills-2025-10-02`.
    """

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
        value = data["type"]
        self.type = "skill_version" if value == "skill_version" else value
        self.id = data["id"]
        self.skill_id = data["skill_id"]
        self.name = data["name"]
        self.description = data["description"]
        value = data["created_at"]
        self.created_at = timestamp(value) if type(value) is str else value
        self.directory = get("directory")
        self.version = get("version")
        return self
