# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `Skill` (spec/schemas/skills.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._dates import timestamp
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class Skill(Model):
    """A folder of instructions and scripts that a model can load. Without a beta value it has `display_name`,
    `latest_version_id` and an object for `source`; with `skills-2025-10-02` it has `display_title`, `latest_version`
    and a string for `source` instead.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "source", "created_at", "updated_at")

    type: Literal["skill"] = "skill"
    """Tells what kind of object this is: always `skill`."""
    id: str
    """ID of the skill. A request names it in `skill_id`."""
    display_name: str | None = None
    """Name of the skill for people. The model does not see it. Absent in the beta shape."""
    display_title: str | None = None
    """Name of the skill for people, as the beta calls it. Null if it has none; absent without the beta value. Beta:
    needs the header value `skills-2025-10-02`.
    """
    latest_version_id: str | None = None
    """ID of the newest version. Absent in the beta shape."""
    latest_version: str | None = None
    """Number of the newest version. Null while the skill has none; absent without the beta value. Beta: needs the
    header value `skills-2025-10-02`.
    """
    source: models.SkillSourceUnion
    """Who made the skill, such as the workspace itself or Anthropic."""
    created_at: datetime
    """When the skill was created (RFC 3339)."""
    updated_at: datetime
    """When the skill was last changed, for instance by a new version (RFC 3339)."""

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
        self.type = "skill" if value == "skill" else value
        self.id = data["id"]
        self.display_name = get("display_name")
        self.display_title = get("display_title")
        self.latest_version_id = get("latest_version_id")
        self.latest_version = get("latest_version")
        value = data["source"]
        self.source = decoders.SkillSource(value) if isinstance(value, dict) else value
        value = data["created_at"]
        self.created_at = timestamp(value) if type(value) is str else value
        value = data["updated_at"]
        self.updated_at = timestamp(value) if type(value) is str else value
        return self
