# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebhookWorkspaceEventData` (spec/schemas/webhooks.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebhookWorkspaceEventData(Model):
    """Something happened to an object of a workspace, such as a session or an agent."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "organization_id", "workspace_id")

    type: Literal[
        "agent.archived",
        "agent.created",
        "agent.deleted",
        "agent.updated",
        "deployment.archived",
        "deployment.created",
        "deployment.deleted",
        "deployment.paused",
        "deployment.unpaused",
        "deployment.updated",
        "deployment_run.failed",
        "deployment_run.started",
        "deployment_run.succeeded",
        "environment.archived",
        "environment.created",
        "environment.deleted",
        "environment.updated",
        "memory_store.archived",
        "memory_store.created",
        "memory_store.deleted",
        "session.archived",
        "session.budget_reached",
        "session.created",
        "session.deleted",
        "session.idled",
        "session.outcome_evaluation_ended",
        "session.pending",
        "session.requires_action",
        "session.running",
        "session.status_idled",
        "session.status_rescheduled",
        "session.status_run_started",
        "session.status_terminated",
        "session.updated",
        "vault.archived",
        "vault.created",
        "vault.deleted",
    ]
    """The kind of the object, and what happened to it."""
    id: str
    """ID of the object that the event is about, such as a session."""
    organization_id: str
    """ID of the organization that the object belongs to."""
    workspace_id: str
    """ID of the workspace that the object belongs to."""

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
        return self
