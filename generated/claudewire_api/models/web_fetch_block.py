# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebFetchBlock` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchBlock(Model):
    """A page that the web fetch tool has read."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "url", "content")

    type: Literal["web_fetch_result"] = "web_fetch_result"
    """Tells what kind of object this is: always `web_fetch_result`."""
    url: str
    """Address of the page that was fetched."""
    content: models.DocumentBlock
    """The page as a document, which the model can quote."""
    retrieved_at: str | None = None
    """When the page was fetched, or when it was put into the cache that it comes from. ISO 8601; without a zone, as in
    `2026-08-02T17:44:16.540847`, it is in UTC. Null or absent if not known.
    """

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
        self.type = "web_fetch_result" if value == "web_fetch_result" else value
        self.url = data["url"]
        value = data["content"]
        self.content = decoders.DocumentBlock(value) if isinstance(value, dict) else value
        self.retrieved_at = get("retrieved_at")
        return self
