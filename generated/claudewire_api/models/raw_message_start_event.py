# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `RawMessageStartEvent` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class RawMessageStartEvent(Model):
    """The message begins. It holds what is known before the first word: usually `content` is empty and `stop_reason` is
    null. A tool call that running code makes comes complete, with its content and its stop reason.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["message_start"] = "message_start"
    """Tells what kind of object this is: always `message_start`."""
    message: models.Message
    """The message as it is before its first block."""

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
        self.type = "message_start" if value == "message_start" else value
        value = data["message"]
        self.message = decoders.Message(value) if isinstance(value, dict) else value
        return self
