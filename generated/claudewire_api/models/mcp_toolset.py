# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MCPToolset` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPToolset(Model):
    """The tools of one server in `mcp_servers`, which the API calls for the model. Every server needs exactly one
    toolset. For each tool, `configs` overrides `default_config`, and this overrides the API's own default.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "mcp_server_name")

    type: Literal["mcp_toolset"] = "mcp_toolset"
    """Tells what kind of object this is: always `mcp_toolset`."""
    mcp_server_name: str
    """`name` of the MCP server in `mcp_servers`."""
    default_config: models.MCPToolDefaultConfig | None = None
    """Settings of all tools of the server. The API's own defaults apply when absent or null."""
    configs: dict[str, models.MCPToolConfig] | None = None
    """Settings of single tools, by the names of the tools. Names that the server does not know are ignored. None when
    absent or null.
    """
    tools: list[models.MCPTool] | None = None
    """A copy of the server's tool list, for instance from an `mcp_tool_listing` block. The API then offers exactly
    these tools and does not ask the server. It asks the server when absent or null. The beta value includes that of
    MCP servers. Beta: needs the header value `mcp-client-2026-09-15`.
    """
    cache_control: models.CacheControlEphemeral | None = None
    """A cache breakpoint after this toolset. None when absent or null."""

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
        value = data["type"]
        self.type = "mcp_toolset" if value == "mcp_toolset" else value
        self.mcp_server_name = data["mcp_server_name"]
        value = get("default_config")
        self.default_config = (
            decoders.MCPToolDefaultConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("configs")
        self.configs = (
            {key: decoders.MCPToolConfig(item) if isinstance(item, dict) else item for key, item in value.items()}
            if value is not None and isinstance(value, dict)
            else value
        )
        value = get("tools")
        self.tools = (
            [decoders.MCPTool(item) if isinstance(item, dict) else item for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        value = get("cache_control")
        self.cache_control = (
            decoders.CacheControlEphemeral(value) if value is not None and isinstance(value, dict) else value
        )
        return self
