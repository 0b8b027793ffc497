# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `DocumentBlock` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class DocumentBlock(Model):
    """A document that a tool has brought into the conversation."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "source")

    type: Literal["document"] = "document"
    """Tells what kind of object this is: always `document`."""
    source: models.DocumentBlockSource
    """The content of the document, as text or PDF."""
    title: str | None = None
    """Title of the document. Null or absent if not known."""
    citations: models.CitationsConfig | None = None
    """Whether the model may quote the document. Not when null or absent."""

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
        self.type = "document" if value == "document" else value
        value = data["source"]
        self.source = value if value is None else decoders.DocumentBlockSource(value)
        self.title = get("title")
        value = get("citations")
        self.citations = decoders.CitationsConfig(value) if value is not None and isinstance(value, dict) else value
        return self
