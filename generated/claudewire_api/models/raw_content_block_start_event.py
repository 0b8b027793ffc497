# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `RawContentBlockStartEvent` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class RawContentBlockStartEvent(Model):
    """A block begins. Blocks that grow by deltas start empty; all other blocks are already complete."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "index", "content_block")

    type: Literal["content_block_start"] = "content_block_start"
    """Tells what kind of object this is: always `content_block_start`."""
    index: int
    """Position of the block in the message's `content`, counted from 0."""
    content_block: models.ContentBlock
    """The block as it is before its first delta."""

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
        self.type = "content_block_start" if value == "content_block_start" else value
        self.index = data["index"]
        value = data["content_block"]
        self.content_block = value if value is None else decoders.ContentBlock(value)
        return self
