# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class RawContentBlockDeltaEvent(Model):
    """The open block grows by a piece."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "index", "delta")

    type: Literal["content_block_delta"] = "content_block_delta"
    """Tells what kind of object this is: always `content_block_delta`."""
    index: int
    """Position of the block in the message's `content`, counted from 0."""
    delta: models.RawContentBlockDelta
    """What to add to the open block."""

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
        self.type = "content_block_delta" if value == "content_block_delta" else value
        self.index = data["index"]
        value = data["delta"]
        self.delta = value if value is None else decoders.RawContentBlockDelta(value)
        return self
