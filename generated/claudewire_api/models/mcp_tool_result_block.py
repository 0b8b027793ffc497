# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPToolResultBlock(Model):
    """What a tool of an MCP server gave back."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_use_id", "is_error", "content")

    type: Literal["mcp_tool_result"] = "mcp_tool_result"
    """Always `mcp_tool_result`."""
    tool_use_id: str
    """Identifier of the call."""
    is_error: bool
    """True if the tool reported a failure."""
    content: models.MCPToolResultBlockContent
    """What it gave back."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "mcp_tool_result" if value == "mcp_tool_result" else value
        self.tool_use_id = get("tool_use_id")
        self.is_error = get("is_error")
        value = get("content")
        self.content = (
            [models.TextBlock._decode(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
