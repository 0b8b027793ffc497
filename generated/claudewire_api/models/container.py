# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `Container` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._dates import timestamp
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class Container(Model):
    """The container in which code ran. A later request that names its `id` finds its files again."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("id", "expires_at")

    id: str
    """ID of the container, for `container` of a later request."""
    expires_at: datetime
    """When the container will be removed, unless it is used again (RFC 3339)."""
    skills: list[models.ContainerSkill] | None = None
    """The skills that were loaded into the container. Null or absent if there are none."""

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
        self.id = data["id"]
        value = data["expires_at"]
        self.expires_at = timestamp(value) if type(value) is str else value
        value = get("skills")
        self.skills = (
            [decoders.ContainerSkill(item) if isinstance(item, dict) else item for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        return self
