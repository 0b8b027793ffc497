# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CitationsSearchResultLocation` (spec/schemas/citations.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CitationsSearchResultLocation(Model):
    """A quotation from a `search_result` block that the request carried."""

    _REQUIRED: ClassVar[tuple[str, ...]] = (
        "type",
        "cited_text",
        "search_result_index",
        "source",
        "start_block_index",
        "end_block_index",
    )

    type: Literal["search_result_location"] = "search_result_location"
    """Tells what kind of object this is: always `search_result_location`."""
    cited_text: str
    """The quoted passage. It is not billed, neither here nor when it is sent back."""
    search_result_index: int
    """Which `search_result` block of the request was quoted, counted from 0 over all of them."""
    source: str
    """`source` of the search result, often an address."""
    title: str | None = None
    """Title of the search result. Null if it has none."""
    start_block_index: int
    """The first quoted block of the search result, counted from 0."""
    end_block_index: int
    """Position of the block after the last quoted one, counted from 0."""

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
        self.type = "search_result_location" if value == "search_result_location" else value
        self.cited_text = data["cited_text"]
        self.search_result_index = data["search_result_index"]
        self.source = data["source"]
        self.title = get("title")
        self.start_block_index = data["start_block_index"]
        self.end_block_index = data["end_block_index"]
        return self
