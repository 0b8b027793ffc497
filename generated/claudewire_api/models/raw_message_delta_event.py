# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `RawMessageDeltaEvent` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class RawMessageDeltaEvent(Model):
    """What is known only after the last block of the message. If there are several such events, the values of the last
    one count.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "delta", "usage")

    type: Literal["message_delta"] = "message_delta"
    """Tells what kind of object this is: always `message_delta`."""
    delta: models.MessageDelta
    """Fields of the message that now have their values."""
    usage: models.MessageDeltaUsage
    """Tokens and tool requests of the whole message so far, not since the last event."""
    context_management: models.ContextManagementResponse | None = None
    """What the API removed from the conversation before the model read it. Null or absent if the request did not ask
    for it. Beta: needs the header value `context-management-2025-06-27`.
    """
    input_transformations: list[models.InputTransformation] | None = None
    """The thinking blocks of the request that failed a check. It replaces the list of `message_start`; absent if that
    one is final. Beta: needs the header value `thinking-binding-controls-2026-08-01`.
    """

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
        self.type = "message_delta" if value == "message_delta" else value
        value = data["delta"]
        self.delta = decoders.MessageDelta(value) if isinstance(value, dict) else value
        value = data["usage"]
        self.usage = decoders.MessageDeltaUsage(value) if isinstance(value, dict) else value
        value = get("context_management")
        self.context_management = (
            decoders.ContextManagementResponse(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("input_transformations")
        self.input_transformations = (
            [decoders.InputTransformation(item) for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        return self
