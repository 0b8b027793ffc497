# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class RawMessageStartEvent(Model):
    """The message begins. It holds what is known before the first word: usually `content` is empty and `stop_reason` is
    null. A tool call that running code makes comes complete, with its content and its stop reason.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["message_start"] = "message_start"
    """Tells what kind of object this is: always `message_start`."""
    message: models.Message
    """The message as it is before its first block."""

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
        self.type = "message_start" if value == "message_start" else value
        value = data["message"]
        self.message = decoders.Message(value) if isinstance(value, dict) else value
        return self
