# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class PlainTextSource(Model):
    """The content of a document as plain text."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "media_type", "data")

    type: Literal["text"] = "text"
    """Tells what kind of object this is: always `text`."""
    media_type: Literal["text/plain"] = "text/plain"
    """Has one possible value: always `text/plain`."""
    data: str
    """The whole text of the document."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        value = data["type"]
        self.type = "text" if value == "text" else value
        value = data["media_type"]
        self.media_type = "text/plain" if value == "text/plain" else value
        self.data = data["data"]
        return self
