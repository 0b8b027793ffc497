# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchBlock(Model):
    """A page that was fetched."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "url", "content")

    type: Literal["web_fetch_result"] = "web_fetch_result"
    """Always `web_fetch_result`."""
    url: str
    """Address of the page."""
    content: models.DocumentBlock
    """The page as a document."""
    retrieved_at: str | None = None
    """When the page was fetched, in ISO 8601; it may come from a cache."""

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
        self.type = "web_fetch_result" if value == "web_fetch_result" else value
        self.url = data["url"]
        value = data["content"]
        self.content = decoders.DocumentBlock(value) if isinstance(value, dict) else value
        self.retrieved_at = get("retrieved_at")
        return self
