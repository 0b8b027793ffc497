# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `DocumentBlockSource` (spec/schemas/tool_results.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownDocumentBlockSource(Unknown):
    """A `DocumentBlockSource` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .base64_pdf_source import Base64PDFSource
    from .plain_text_source import PlainTextSource

    DocumentBlockSource: TypeAlias = PlainTextSource | Base64PDFSource | UnknownDocumentBlockSource
    """The content of a document, as text or as a PDF."""


DOCUMENT_BLOCK_SOURCE = TaggedUnion(
    "type",
    {
        "text": "PlainTextSource",
        "base64": "Base64PDFSource",
    },
    "UnknownDocumentBlockSource",
)
decode: Callable[[Any], Any] = DOCUMENT_BLOCK_SOURCE.decode


def __getattr__(name: str) -> Any:
    if name == "DocumentBlockSource":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = DOCUMENT_BLOCK_SOURCE.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
