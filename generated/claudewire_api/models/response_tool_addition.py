# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `ResponseToolAddition` (spec/schemas/content.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownResponseToolAddition(Unknown):
    """A `ResponseToolAddition` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .response_tool_change_mcp_tool_reference import ResponseToolChangeMCPToolReference
    from .response_tool_change_mcp_toolset_reference import ResponseToolChangeMCPToolsetReference
    from .response_tool_change_tool_reference import ResponseToolChangeToolReference
    from .tool_change_tool_definition import ToolChangeToolDefinition

    ResponseToolAddition: TypeAlias = (
        ResponseToolChangeToolReference
        | ResponseToolChangeMCPToolReference
        | ResponseToolChangeMCPToolsetReference
        | ToolChangeToolDefinition
        | UnknownResponseToolAddition
    )
    """What was added, a tool or all tools of an MCP server."""


RESPONSE_TOOL_ADDITION = TaggedUnion(
    "type",
    {
        "tool_reference": "ResponseToolChangeToolReference",
        "mcp_tool_reference": "ResponseToolChangeMCPToolReference",
        "mcp_toolset_reference": "ResponseToolChangeMCPToolsetReference",
        "tool_definition": "ToolChangeToolDefinition",
    },
    "UnknownResponseToolAddition",
)
decode: Callable[[Any], Any] = RESPONSE_TOOL_ADDITION.decode


def __getattr__(name: str) -> Any:
    if name == "ResponseToolAddition":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = RESPONSE_TOOL_ADDITION.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
