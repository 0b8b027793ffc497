# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new
from .document_block_source import DOCUMENT_BLOCK_SOURCE


@define(kw_only=True, repr=False, weakref_slot=False)
class DocumentBlock(Model):
    """A document that a tool brought into the conversation."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "source")

    type: Literal["document"] = "document"
    """Always `document`."""
    source: models.DocumentBlockSource
    """The document itself."""
    title: str | None = None
    """Title of the document, if known."""
    citations: models.CitationsConfig | None = None
    """Whether the model may quote it."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "document" if value == "document" else value
        value = get("source")
        self.source = value if value is None else DOCUMENT_BLOCK_SOURCE.decode(value)
        self.title = get("title")
        value = get("citations")
        self.citations = models.CitationsConfig._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
