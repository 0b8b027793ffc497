# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CitationPageLocation` (spec/schemas/citations.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CitationPageLocation(Model):
    """A quotation from a PDF, located by pages."""

    _REQUIRED: ClassVar[tuple[str, ...]] = (
        "type",
        "cited_text",
        "document_index",
        "document_title",
        "start_page_number",
        "end_page_number",
    )

    type: Literal["page_location"] = "page_location"
    """Tells what kind of object this is: always `page_location`."""
    cited_text: str
    """The quoted passage. It is not billed, neither here nor when it is sent back."""
    document_index: int
    """Which document of the request was quoted, counted from 0 over all documents of the request."""
    document_title: str | None
    """Title of the document as the request gave it. Null if it gave none."""
    start_page_number: int
    """Number of the first quoted page, counted from 1."""
    end_page_number: int
    """Number of the page after the last quoted one."""
    file_id: str | None = None
    """ID of the file, if the document came from the Files API; null or absent if not. It need not be sent back."""

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
        get = data.get
        value: Any
        value = data["type"]
        self.type = "page_location" if value == "page_location" else value
        self.cited_text = data["cited_text"]
        self.document_index = data["document_index"]
        self.document_title = data["document_title"]
        self.start_page_number = data["start_page_number"]
        self.end_page_number = data["end_page_number"]
        self.file_id = get("file_id")
        return self
