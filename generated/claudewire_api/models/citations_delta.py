# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CitationsDelta` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CitationsDelta(Model):
    """One more citation of the open text block."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "citation")

    type: Literal["citations_delta"] = "citations_delta"
    """Tells what kind of object this is: always `citations_delta`."""
    citation: models.TextCitation
    """Citation to append to the block's `citations`."""

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
        self.type = "citations_delta" if value == "citations_delta" else value
        value = data["citation"]
        self.citation = value if value is None else decoders.TextCitation(value)
        return self
