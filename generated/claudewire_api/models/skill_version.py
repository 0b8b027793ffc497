# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class SkillVersion(Model):
    """One version of a skill, as it was uploaded. Its `id` names it in paths and requests; with the beta value
    `skills-2025-10-02`, its `version` does.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "skill_id", "name", "description", "created_at")

    type: Literal["skill_version"] = "skill_version"
    """Always `skill_version`."""
    id: str
    """ID of the version."""
    skill_id: str
    """ID of the skill."""
    name: str
    """`name` in the front matter of `SKILL.md`."""
    description: str
    """`description` in the front matter of `SKILL.md`, by which the model decides when to use the skill."""
    created_at: str
    """When the version was created."""
    directory: str | None = None
    """Name of the folder that was uploaded. Beta: needs the header value `skills-2025-10-02`."""
    version: str | None = None
    """Number of the version, in microseconds since 1970 for custom skills and a date for Anthropic's. Beta: needs the
    header value `skills-2025-10-02`.
    """

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["type"]
        self.type = "skill_version" if value == "skill_version" else value
        self.id = data["id"]
        self.skill_id = data["skill_id"]
        self.name = data["name"]
        self.description = data["description"]
        self.created_at = data["created_at"]
        self.directory = get("directory")
        self.version = get("version")
        return self
