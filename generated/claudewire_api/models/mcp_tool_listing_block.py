# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MCPToolListingBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPToolListingBlock(Model):
    """The tools that an MCP server offers, as the API got the list for this response. Sent back unchanged, it saves the
    API from asking the server again.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "mcp_server_name", "tools")

    type: Literal["mcp_tool_listing"] = "mcp_tool_listing"
    """Tells what kind of object this is: always `mcp_tool_listing`."""
    mcp_server_name: str
    """`name` of the MCP server in `mcp_servers`."""
    tools: list[models.MCPTool]
    """The tools of the server, in its own order."""

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
        value: Any
        value = data["type"]
        self.type = "mcp_tool_listing" if value == "mcp_tool_listing" else value
        self.mcp_server_name = data["mcp_server_name"]
        value = data["tools"]
        self.tools = (
            [decoders.MCPTool(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        return self
