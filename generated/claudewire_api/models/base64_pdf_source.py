# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class Base64PDFSource(Model):
    """The content of a document as a PDF."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "media_type", "data")

    type: Literal["base64"] = "base64"
    """Tells what kind of object this is: always `base64`."""
    media_type: Literal["application/pdf"] = "application/pdf"
    """Has one possible value: always `application/pdf`."""
    data: str
    """The bytes of the PDF in base64."""

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
        self.type = "base64" if value == "base64" else value
        value = data["media_type"]
        self.media_type = "application/pdf" if value == "application/pdf" else value
        self.data = data["data"]
        return self
