# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `TextBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class TextBlock(Model):
    """A piece of text that the model has written."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "text")

    type: Literal["text"] = "text"
    """Tells what kind of object this is: always `text`."""
    text: str
    """The text that the model has written."""
    citations: list[models.TextCitation] | None = None
    """The sources that this text quotes. Null or absent if it quotes none."""

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
        self.type = "text" if value == "text" else value
        self.text = data["text"]
        value = get("citations")
        self.citations = (
            [decoders.TextCitation(item) for item in value] if value is not None and isinstance(value, list) else value
        )
        return self
