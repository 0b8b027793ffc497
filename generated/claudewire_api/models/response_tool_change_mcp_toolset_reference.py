# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseToolChangeMCPToolsetReference(Model):
    """All tools of one MCP server, by the name of the server."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "server_name")

    type: Literal["mcp_toolset_reference"] = "mcp_toolset_reference"
    """Tells what kind of object this is: always `mcp_toolset_reference`."""
    server_name: str
    """`name` of the MCP server in `mcp_servers`."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        value = data["type"]
        self.type = "mcp_toolset_reference" if value == "mcp_toolset_reference" else value
        self.server_name = data["server_name"]
        return self
