# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPToolListingBlock(Model):
    """The tools that an MCP server offers, as they were listed for this request."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "mcp_server_name", "tools")

    type: Literal["mcp_tool_listing"] = "mcp_tool_listing"
    """Always `mcp_tool_listing`."""
    mcp_server_name: str
    """Name of the MCP server as the request gave it."""
    tools: list[models.MCPTool]
    """The tools."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "mcp_tool_listing" if value == "mcp_tool_listing" else value
        self.mcp_server_name = get("mcp_server_name")
        value = get("tools")
        self.tools = (
            [models.MCPTool._decode(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
