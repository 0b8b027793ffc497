# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `CompactionToolChange` (spec/schemas/content.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownCompactionToolChange(Unknown):
    """A `CompactionToolChange` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .response_tool_addition_block import ResponseToolAdditionBlock
    from .response_tool_removal_block import ResponseToolRemovalBlock

    CompactionToolChange: TypeAlias = ResponseToolAdditionBlock | ResponseToolRemovalBlock | UnknownCompactionToolChange
    """A tool that was added or removed in the summarized part of the conversation."""


COMPACTION_TOOL_CHANGE = TaggedUnion(
    "type",
    {
        "tool_addition": "ResponseToolAdditionBlock",
        "tool_removal": "ResponseToolRemovalBlock",
    },
    "UnknownCompactionToolChange",
)
decode: Callable[[Any], Any] = COMPACTION_TOOL_CHANGE.decode


def __getattr__(name: str) -> Any:
    if name == "CompactionToolChange":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = COMPACTION_TOOL_CHANGE.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
