# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new
from .response_tool_addition import RESPONSE_TOOL_ADDITION


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseToolAdditionBlock(Model):
    """A tool became available."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool")

    type: Literal["tool_addition"] = "tool_addition"
    """Always `tool_addition`."""
    tool: models.ResponseToolAddition
    """The tool, by name or with its definition."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "tool_addition" if value == "tool_addition" else value
        value = get("tool")
        self.tool = value if value is None else RESPONSE_TOOL_ADDITION.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
