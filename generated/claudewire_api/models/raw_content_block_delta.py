# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `RawContentBlockDelta` (spec/schemas/events.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownRawContentBlockDelta(Unknown):
    """A `RawContentBlockDelta` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .citations_delta import CitationsDelta
    from .compaction_content_block_delta import CompactionContentBlockDelta
    from .input_json_delta import InputJSONDelta
    from .signature_delta import SignatureDelta
    from .text_delta import TextDelta
    from .thinking_delta import ThinkingDelta

    RawContentBlockDelta: TypeAlias = (
        TextDelta
        | InputJSONDelta
        | CitationsDelta
        | ThinkingDelta
        | SignatureDelta
        | CompactionContentBlockDelta
        | UnknownRawContentBlockDelta
    )
    """What to add to the open block. Each kind of block has its own deltas, see `x-event-grammar`."""


RAW_CONTENT_BLOCK_DELTA = TaggedUnion(
    "type",
    {
        "text_delta": "TextDelta",
        "input_json_delta": "InputJSONDelta",
        "citations_delta": "CitationsDelta",
        "thinking_delta": "ThinkingDelta",
        "signature_delta": "SignatureDelta",
        "compaction_delta": "CompactionContentBlockDelta",
    },
    "UnknownRawContentBlockDelta",
)
decode: Callable[[Any], Any] = RAW_CONTENT_BLOCK_DELTA.decode


def __getattr__(name: str) -> Any:
    if name == "RawContentBlockDelta":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = RAW_CONTENT_BLOCK_DELTA.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
