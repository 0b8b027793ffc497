# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MCPToolResultBlock` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPToolResultBlock(Model):
    """The result of a tool of an MCP server."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_use_id", "is_error", "content")

    type: Literal["mcp_tool_result"] = "mcp_tool_result"
    """Tells what kind of object this is: always `mcp_tool_result`."""
    tool_use_id: str
    """`id` of the `mcp_tool_use` block that this is the result of."""
    is_error: bool
    """Whether the tool reported a failure."""
    content: models.MCPToolResultBlockContent
    """The result, as text or as text blocks."""

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
        self.type = "mcp_tool_result" if value == "mcp_tool_result" else value
        self.tool_use_id = data["tool_use_id"]
        self.is_error = data["is_error"]
        value = data["content"]
        self.content = (
            [decoders.TextBlock(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        return self
