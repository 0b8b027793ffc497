# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class RawMessageDeltaEvent(Model):
    """What is known of the whole message only after its last block. If there are several, a later one replaces what an
    earlier one said.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "delta", "usage")

    type: Literal["message_delta"] = "message_delta"
    """Always `message_delta`."""
    delta: models.MessageDelta
    """Fields of the message that have a value now."""
    usage: models.MessageDeltaUsage
    """The bill so far, in totals."""
    context_management: models.ContextManagementResponse | None = None
    """What the API removed from the context before the model saw it. Beta: needs the header value
    `context-management-2025-06-27`.
    """
    input_transformations: list[models.InputTransformation] | None = None
    """What the API changed in the thinking blocks of the request; null if nothing. Beta: needs the header value
    `thinking-binding-controls-2026-08-01`.
    """

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
