# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `Block` (spec/schemas/blocks.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownBlock(Unknown):
    """A `Block` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .drawing_block import DrawingBlock
    from .quote_block import QuoteBlock
    from .text_block import TextBlock

    Block: TypeAlias = TextBlock | QuoteBlock | DrawingBlock | UnknownBlock
    """A piece of a note."""


BLOCK = TaggedUnion(
    "type",
    {
        "text": "TextBlock",
        "quote": "QuoteBlock",
        "drawing": "DrawingBlock",
        "drawing_20200202": "DrawingBlock",
    },
    "UnknownBlock",
)
decode: Callable[[Any], Any] = BLOCK.decode


def __getattr__(name: str) -> Any:
    if name == "Block":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = BLOCK.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
