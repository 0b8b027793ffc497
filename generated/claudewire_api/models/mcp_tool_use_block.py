# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MCPToolUseBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPToolUseBlock(Model):
    """The model used a tool of an MCP server. The API calls the tool, and its result follows in a block of its own."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "name", "server_name", "input")

    type: Literal["mcp_tool_use"] = "mcp_tool_use"
    """Tells what kind of object this is: always `mcp_tool_use`."""
    id: str
    """ID of this call, which `tool_use_id` of the result names."""
    name: str
    """Name of the tool, as its definition has it."""
    server_name: str
    """`name` of the MCP server in `mcp_servers`."""
    input: dict[str, Any]
    """Arguments that the model gave to the tool."""

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
        self.type = "mcp_tool_use" if value == "mcp_tool_use" else value
        self.id = data["id"]
        self.name = data["name"]
        self.server_name = data["server_name"]
        self.input = data["input"]
        return self
