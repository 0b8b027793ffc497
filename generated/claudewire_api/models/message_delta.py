# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageDelta(Model):
    """Fields of the message that have a value now."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("stop_reason",)

    stop_reason: models.StopReason | None
    """Why the model stopped."""
    stop_sequence: str | None = None
    """The text that ended the turn, when `stop_reason` is `stop_sequence`."""
    stop_details: models.RefusalStopDetails | None = None
    """More about the reason; at present only a refusal has details."""
    container: models.Container | None = None
    """The sandbox that code execution used, if it was used."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = data["stop_reason"]
        self.stop_reason = intern(value) if type(value) is str else value
        self.stop_sequence = get("stop_sequence")
        value = get("stop_details")
        self.stop_details = (
            decoders.RefusalStopDetails(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("container")
        self.container = decoders.Container(value) if value is not None and isinstance(value, dict) else value
        return self
