# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class CitationCharLocation(Model):
    """A quotation from a plain-text document, located by characters."""

    REQUIRED: ClassVar[tuple[str, ...]] = (
        "type",
        "cited_text",
        "document_index",
        "document_title",
        "start_char_index",
        "end_char_index",
    )

    type: Literal["char_location"] = "char_location"
    """Always `char_location`."""
    cited_text: str
    """The quoted passage. It is not billed as output."""
    document_index: int
    """Which document of the request, counted from 0 over all documents."""
    document_title: str | None
    """Title of the document as the request gave it."""
    start_char_index: int
    """First quoted character, counted from 0."""
    end_char_index: int
    """Position after the last quoted character, so that the length is end minus start."""
    file_id: str | None = None
    """The uploaded file, when the document came from the Files API."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["type"]
        self.type = "char_location" if value == "char_location" else value
        self.cited_text = data["cited_text"]
        self.document_index = data["document_index"]
        self.document_title = data["document_title"]
        self.start_char_index = data["start_char_index"]
        self.end_char_index = data["end_char_index"]
        self.file_id = get("file_id")
        return self
