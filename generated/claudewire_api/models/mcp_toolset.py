# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPToolset(Model):
    """The tools of one MCP server."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "mcp_server_name")

    type: Literal["mcp_toolset"] = "mcp_toolset"
    """Always `mcp_toolset`."""
    mcp_server_name: str
    """Name of the server as the request gave it."""
    default_config: models.MCPToolDefaultConfig | None = None
    """Settings of all tools of the set."""
    configs: dict[str, models.MCPToolConfig] | None = None
    """Settings of single tools by their names."""
    tools: list[models.MCPTool] | None = None
    """A fixed copy of the server's list; null if the server was asked. Beta: needs the header value
    `mcp-client-2026-09-15`.
    """
    cache_control: models.CacheControlEphemeral | None = None
    """A cache breakpoint at this toolset."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
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
