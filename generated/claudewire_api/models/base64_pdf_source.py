# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `Base64PDFSource` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class Base64PDFSource(Model):
    """The content of a document as a PDF."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "media_type", "data")

    type: Literal["base64"] = "base64"
    """Tells what kind of object this is: always `base64`."""
    media_type: Literal["application/pdf"] = "application/pdf"
    """Has one possible value: always `application/pdf`."""
    data: str
    """The bytes of the PDF in base64."""

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
        value: Any
        value = data["type"]
        self.type = "base64" if value == "base64" else value
        value = data["media_type"]
        self.media_type = "application/pdf" if value == "application/pdf" else value
        self.data = data["data"]
        return self
