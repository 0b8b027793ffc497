# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class Container(Model):
    """The container in which code ran. A later request that names its `id` finds its files again."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("id", "expires_at")

    id: str
    """ID of the container, for `container` of a later request."""
    expires_at: str
    """When the container will be removed, unless it is used again (RFC 3339)."""
    skills: list[models.ContainerSkill] | None = None
    """The skills that were loaded into the container. Null or absent if there are none."""

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
        self.id = data["id"]
        self.expires_at = data["expires_at"]
        value = get("skills")
        self.skills = (
            [decoders.ContainerSkill(item) if isinstance(item, dict) else item for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        return self
