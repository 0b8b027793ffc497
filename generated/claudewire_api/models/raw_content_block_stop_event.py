# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `RawContentBlockStopEvent` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class RawContentBlockStopEvent(Model):
    """The open block is complete. The next event begins another block or ends the message."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "index")

    type: Literal["content_block_stop"] = "content_block_stop"
    """Tells what kind of object this is: always `content_block_stop`."""
    index: int
    """Position of the block in the message's `content`, counted from 0."""

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
        self.type = "content_block_stop" if value == "content_block_stop" else value
        self.index = data["index"]
        return self
