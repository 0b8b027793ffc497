# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new
from .response_tool_union import RESPONSE_TOOL_UNION


@define(kw_only=True, repr=False, weakref_slot=False)
class ToolChangeToolDefinition(Model):
    """A tool given with its definition instead of its name."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "definition")

    type: Literal["tool_definition"] = "tool_definition"
    """Always `tool_definition`."""
    definition: models.ResponseToolUnion
    """The definition as it stood at the end of the summarized part."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "tool_definition" if value == "tool_definition" else value
        value = get("definition")
        self.definition = value if value is None else RESPONSE_TOOL_UNION.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
