# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class CitationsDelta(Model):
    """One more citation of the open text block."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "citation")

    type: Literal["citations_delta"] = "citations_delta"
    """Tells what kind of object this is: always `citations_delta`."""
    citation: models.TextCitation
    """Citation to append to the block's `citations`."""

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
        self.type = "citations_delta" if value == "citations_delta" else value
        value = data["citation"]
        self.citation = value if value is None else decoders.TextCitation(value)
        return self
