# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MessageDelta` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageDelta(Model):
    """Fields of the message that now have their values."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("stop_reason",)

    stop_reason: models.StopReason | None
    """Why the model stopped. Null only if the message is not complete."""
    stop_sequence: str | None = None
    """The stop sequence that the model wrote, if `stop_reason` is `stop_sequence`; null otherwise."""
    stop_details: models.RefusalStopDetails | None = None
    """More about the stop reason. Only a refusal has details; null or absent otherwise."""
    container: models.Container | None = None
    """The container that code execution used. Null or absent if no code was run."""

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
