# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `TextCitation` (spec/schemas/citations.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownTextCitation(Unknown):
    """A `TextCitation` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .citation_char_location import CitationCharLocation
    from .citation_content_block_location import CitationContentBlockLocation
    from .citation_page_location import CitationPageLocation
    from .citations_search_result_location import CitationsSearchResultLocation
    from .citations_web_search_result_location import CitationsWebSearchResultLocation

    TextCitation: TypeAlias = (
        CitationCharLocation
        | CitationPageLocation
        | CitationContentBlockLocation
        | CitationsWebSearchResultLocation
        | CitationsSearchResultLocation
        | UnknownTextCitation
    )
    """One source that a text block quotes. The kind of source decides the kind of location."""


TEXT_CITATION = TaggedUnion(
    "type",
    {
        "char_location": "CitationCharLocation",
        "page_location": "CitationPageLocation",
        "content_block_location": "CitationContentBlockLocation",
        "web_search_result_location": "CitationsWebSearchResultLocation",
        "search_result_location": "CitationsSearchResultLocation",
    },
    "UnknownTextCitation",
)
decode: Callable[[Any], Any] = TEXT_CITATION.decode


def __getattr__(name: str) -> Any:
    if name == "TextCitation":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = TEXT_CITATION.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
