# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new
from .response_tool_removal import RESPONSE_TOOL_REMOVAL


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseToolRemovalBlock(Model):
    """A tool was taken away."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool")

    type: Literal["tool_removal"] = "tool_removal"
    """Always `tool_removal`."""
    tool: models.ResponseToolRemoval
    """The tool, by name."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "tool_removal" if value == "tool_removal" else value
        value = get("tool")
        self.tool = value if value is None else RESPONSE_TOOL_REMOVAL.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
