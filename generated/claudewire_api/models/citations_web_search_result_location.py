# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CitationsWebSearchResultLocation` (spec/schemas/citations.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CitationsWebSearchResultLocation(Model):
    """A quotation from a page that the web search tool found."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "cited_text", "encrypted_index", "url")

    type: Literal["web_search_result_location"] = "web_search_result_location"
    """Tells what kind of object this is: always `web_search_result_location`."""
    cited_text: str
    """The quoted passage of the page, at most 150 characters. It is not billed."""
    encrypted_index: str
    """Opaque position inside the search result. It must be sent back unchanged in later turns."""
    title: str | None = None
    """Title of the page. Null if it has none."""
    url: str
    """Address of the page that was quoted."""

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
        self.type = "web_search_result_location" if value == "web_search_result_location" else value
        self.cited_text = data["cited_text"]
        self.encrypted_index = data["encrypted_index"]
        self.title = get("title")
        self.url = data["url"]
        return self
