# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class TextBlock(Model):
    """A run of text written by the model."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "text")

    type: Literal["text"] = "text"
    """Always `text`."""
    text: str
    """The text itself."""
    citations: list[models.TextCitation] | None = None
    """Where the claims of this text come from; null or absent when there are none."""

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
        self.type = "text" if value == "text" else value
        self.text = data["text"]
        value = get("citations")
        self.citations = (
            [decoders.TextCitation(item) for item in value] if value is not None and isinstance(value, list) else value
        )
        return self
