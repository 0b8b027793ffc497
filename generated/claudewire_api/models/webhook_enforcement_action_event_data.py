# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebhookEnforcementActionEventData` (spec/schemas/webhooks.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebhookEnforcementActionEventData(Model):
    """An enforcement action against a user profile was opened or resolved."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "organization_id", "enforcement_action_id")

    type: Literal["user_profile.enforcement_action_opened", "user_profile.enforcement_action_resolved"]
    """What happened to the enforcement action."""
    id: str
    """ID of the user profile that the action is about."""
    organization_id: str
    """ID of the organization that the object belongs to."""
    enforcement_action_id: str
    """ID of the enforcement action that was opened or resolved."""

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
        self.enforcement_action_id = data["enforcement_action_id"]
        return self
