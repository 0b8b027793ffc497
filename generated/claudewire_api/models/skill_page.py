# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `SkillPage` (spec/schemas/skills.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class SkillPage(Model):
    """One page of the skills that the workspace can use."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("data",)

    data: list[models.Skill]
    """The skills on this page, at most `limit` of them."""
    next_page: str | None = None
    """Send it as `page` to get the next page. Null on the last page."""
    has_more: bool | None = None
    """Whether there is a next page. Absent without the beta value. Beta: needs the header value `skills-2025-10-02`."""

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
        value = data["data"]
        self.data = (
            [decoders.Skill(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        self.next_page = get("next_page")
        self.has_more = get("has_more")
        return self
