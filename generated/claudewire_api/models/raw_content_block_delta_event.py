# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new
from .raw_content_block_delta import RAW_CONTENT_BLOCK_DELTA


@define(kw_only=True, repr=False, weakref_slot=False)
class RawContentBlockDeltaEvent(Model):
    """The open block grows."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "index", "delta")

    type: Literal["content_block_delta"] = "content_block_delta"
    """Always `content_block_delta`."""
    index: int
    """Place of the block in the message's content."""
    delta: models.RawContentBlockDelta
    """What to add to it."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "content_block_delta" if value == "content_block_delta" else value
        self.index = get("index")
        value = get("delta")
        self.delta = value if value is None else RAW_CONTENT_BLOCK_DELTA.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
