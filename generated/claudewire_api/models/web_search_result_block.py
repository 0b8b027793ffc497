# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebSearchResultBlock` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebSearchResultBlock(Model):
    """One page that a web search has found."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "url", "title", "encrypted_content")

    type: Literal["web_search_result"] = "web_search_result"
    """Tells what kind of object this is: always `web_search_result`."""
    url: str
    """Address of the page that was found."""
    title: str
    """Title of the page that was found."""
    page_age: str | None = None
    """Age of the page in words, such as `2 days ago`. Null or absent if not known."""
    encrypted_content: str
    """The text of the page, for the model only. Sent back unchanged, it lets later turns quote the page."""

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
        self.type = "web_search_result" if value == "web_search_result" else value
        self.url = data["url"]
        self.title = data["title"]
        self.page_age = get("page_age")
        self.encrypted_content = data["encrypted_content"]
        return self
