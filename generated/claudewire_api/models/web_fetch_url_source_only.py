# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchURLSourceOnly(Model):
    """Only the results of these tools count."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tools")

    type: Literal["only"] = "only"
    """Always `only`."""
    tools: list[models.WebFetchURLSourceToolReference]
    """The tools that are a source."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "only" if value == "only" else value
        value = get("tools")
        self.tools = (
            [models.WebFetchURLSourceToolReference._decode(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
