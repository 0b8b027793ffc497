# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class RawContentBlockStartEvent(Model):
    """A block begins. Blocks that grow by deltas start empty; all other blocks are already complete."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "index", "content_block")

    type: Literal["content_block_start"] = "content_block_start"
    """Tells what kind of object this is: always `content_block_start`."""
    index: int
    """Position of the block in the message's `content`, counted from 0."""
    content_block: models.ContentBlock
    """The block as it is before its first delta."""

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
        self.type = "content_block_start" if value == "content_block_start" else value
        self.index = data["index"]
        value = data["content_block"]
        self.content_block = value if value is None else decoders.ContentBlock(value)
        return self
