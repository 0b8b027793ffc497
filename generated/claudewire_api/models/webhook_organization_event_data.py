# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebhookOrganizationEventData` (spec/schemas/webhooks.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebhookOrganizationEventData(Model):
    """Something happened to an object of the whole organization, such as an encryption key of its own."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "organization_id")

    type: Literal[
        "external_key.failed",
        "external_key.recovered",
        "external_storage.failed",
        "external_storage.recovered",
        "user_profile.program_status_updated",
    ]
    """The kind of the object, and what happened to it."""
    id: str
    """ID of the object that the event is about, such as a session."""
    organization_id: str
    """ID of the organization that the object belongs to."""

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
        self.type = data["type"]
        self.id = data["id"]
        self.organization_id = data["organization_id"]
        return self
