# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `ToolSearchToolResultBlockContent` (spec/schemas/tool_results.yaml): models that one field tells
apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownToolSearchToolResultBlockContent(Unknown):
    """A `ToolSearchToolResultBlockContent` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .tool_search_tool_result_error import ToolSearchToolResultError
    from .tool_search_tool_search_result_block import ToolSearchToolSearchResultBlock

    ToolSearchToolResultBlockContent: TypeAlias = (
        ToolSearchToolSearchResultBlock | ToolSearchToolResultError | UnknownToolSearchToolResultBlockContent
    )
    """The tools that were found, or the error."""


TOOL_SEARCH_TOOL_RESULT_BLOCK_CONTENT = TaggedUnion(
    "type",
    {
        "tool_search_tool_search_result": "ToolSearchToolSearchResultBlock",
        "tool_search_tool_result_error": "ToolSearchToolResultError",
    },
    "UnknownToolSearchToolResultBlockContent",
)
decode: Callable[[Any], Any] = TOOL_SEARCH_TOOL_RESULT_BLOCK_CONTENT.decode


def __getattr__(name: str) -> Any:
    if (
        name == "ToolSearchToolResultBlockContent"
    ):  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = TOOL_SEARCH_TOOL_RESULT_BLOCK_CONTENT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
