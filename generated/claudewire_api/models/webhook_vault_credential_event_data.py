# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebhookVaultCredentialEventData` (spec/schemas/webhooks.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebhookVaultCredentialEventData(Model):
    """Something happened to a credential in a vault."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "organization_id", "workspace_id", "vault_id")

    type: Literal[
        "vault_credential.archived",
        "vault_credential.created",
        "vault_credential.deleted",
        "vault_credential.refresh_failed",
    ]
    """What happened to the credential."""
    id: str
    """ID of the credential that the event is about."""
    organization_id: str
    """ID of the organization that the object belongs to."""
    workspace_id: str
    """ID of the workspace that the object belongs to."""
    vault_id: str
    """ID of the vault that holds the credential."""

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
        self.workspace_id = data["workspace_id"]
        self.vault_id = data["vault_id"]
        return self
