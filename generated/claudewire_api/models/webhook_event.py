# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebhookEvent` (spec/schemas/webhooks.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._dates import timestamp
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebhookEvent(Model):
    """The body of a delivery: something happened to an object. It says which object, and not how this now looks; fetch
    the object for that. Deliveries come in any order, and one may come several times.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "created_at", "data")

    type: Literal["event"] = "event"
    """Tells what kind of object this is: always `event`."""
    id: str
    """ID of the event. A delivery that is repeated has the same one."""
    created_at: datetime
    """When the event happened (RFC 3339). The delivery may be much later."""
    data: models.WebhookEventData
    """What happened, and to which object."""

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
        self.type = "event" if value == "event" else value
        self.id = data["id"]
        value = data["created_at"]
        self.created_at = timestamp(value) if type(value) is str else value
        value = data["data"]
        self.data = value if value is None else decoders.WebhookEventData(value)
        return self
