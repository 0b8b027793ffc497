# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ or generator/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchURLSourceExcept(Model):
    """The results of all tools but these count."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tools")

    type: Literal["except"] = "except"
    """Always `except`."""
    tools: list[models.WebFetchURLSourceToolReference]
    """The tools that are no source."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        self.type = get("type")
        value = get("tools")
        self.tools = (
            value if value is None else [models.WebFetchURLSourceToolReference.from_dict(item) for item in value]
        )
        self._receive(data)
        return self
