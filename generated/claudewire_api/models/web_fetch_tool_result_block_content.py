# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `WebFetchToolResultBlockContent` (spec/schemas/tool_results.yaml): models that one field tells
apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownWebFetchToolResultBlockContent(Unknown):
    """A `WebFetchToolResultBlockContent` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .web_fetch_block import WebFetchBlock
    from .web_fetch_tool_result_error_block import WebFetchToolResultErrorBlock

    WebFetchToolResultBlockContent: TypeAlias = (
        WebFetchBlock | WebFetchToolResultErrorBlock | UnknownWebFetchToolResultBlockContent
    )
    """The page that was fetched, or the error."""


WEB_FETCH_TOOL_RESULT_BLOCK_CONTENT = TaggedUnion(
    "type",
    {
        "web_fetch_result": "WebFetchBlock",
        "web_fetch_tool_result_error": "WebFetchToolResultErrorBlock",
    },
    "UnknownWebFetchToolResultBlockContent",
)
decode: Callable[[Any], Any] = WEB_FETCH_TOOL_RESULT_BLOCK_CONTENT.decode


def __getattr__(name: str) -> Any:
    if (
        name == "WebFetchToolResultBlockContent"
    ):  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = WEB_FETCH_TOOL_RESULT_BLOCK_CONTENT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
