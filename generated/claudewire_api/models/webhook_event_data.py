# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `WebhookEventData` (spec/schemas/webhooks.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownWebhookEventData(Unknown):
    """A `WebhookEventData` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .webhook_enforcement_action_event_data import WebhookEnforcementActionEventData
    from .webhook_organization_event_data import WebhookOrganizationEventData
    from .webhook_session_thread_event_data import WebhookSessionThreadEventData
    from .webhook_vault_credential_event_data import WebhookVaultCredentialEventData
    from .webhook_workspace_event_data import WebhookWorkspaceEventData

    WebhookEventData: TypeAlias = (
        WebhookWorkspaceEventData
        | WebhookOrganizationEventData
        | WebhookSessionThreadEventData
        | WebhookVaultCredentialEventData
        | WebhookEnforcementActionEventData
        | UnknownWebhookEventData
    )
    """What happened, by `type`, which is the kind of the object and the event. More events may come; keep what is not
    known.
    """


WEBHOOK_EVENT_DATA = TaggedUnion(
    "type",
    {
        "agent.archived": "WebhookWorkspaceEventData",
        "agent.created": "WebhookWorkspaceEventData",
        "agent.deleted": "WebhookWorkspaceEventData",
        "agent.updated": "WebhookWorkspaceEventData",
        "deployment.archived": "WebhookWorkspaceEventData",
        "deployment.created": "WebhookWorkspaceEventData",
        "deployment.deleted": "WebhookWorkspaceEventData",
        "deployment.paused": "WebhookWorkspaceEventData",
        "deployment.unpaused": "WebhookWorkspaceEventData",
        "deployment.updated": "WebhookWorkspaceEventData",
        "deployment_run.failed": "WebhookWorkspaceEventData",
        "deployment_run.started": "WebhookWorkspaceEventData",
        "deployment_run.succeeded": "WebhookWorkspaceEventData",
        "environment.archived": "WebhookWorkspaceEventData",
        "environment.created": "WebhookWorkspaceEventData",
        "environment.deleted": "WebhookWorkspaceEventData",
        "environment.updated": "WebhookWorkspaceEventData",
        "memory_store.archived": "WebhookWorkspaceEventData",
        "memory_store.created": "WebhookWorkspaceEventData",
        "memory_store.deleted": "WebhookWorkspaceEventData",
        "session.archived": "WebhookWorkspaceEventData",
        "session.budget_reached": "WebhookWorkspaceEventData",
        "session.created": "WebhookWorkspaceEventData",
        "session.deleted": "WebhookWorkspaceEventData",
        "session.idled": "WebhookWorkspaceEventData",
        "session.outcome_evaluation_ended": "WebhookWorkspaceEventData",
        "session.pending": "WebhookWorkspaceEventData",
        "session.requires_action": "WebhookWorkspaceEventData",
        "session.running": "WebhookWorkspaceEventData",
        "session.status_idled": "WebhookWorkspaceEventData",
        "session.status_rescheduled": "WebhookWorkspaceEventData",
        "session.status_run_started": "WebhookWorkspaceEventData",
        "session.status_terminated": "WebhookWorkspaceEventData",
        "session.updated": "WebhookWorkspaceEventData",
        "vault.archived": "WebhookWorkspaceEventData",
        "vault.created": "WebhookWorkspaceEventData",
        "vault.deleted": "WebhookWorkspaceEventData",
        "external_key.failed": "WebhookOrganizationEventData",
        "external_key.recovered": "WebhookOrganizationEventData",
        "external_storage.failed": "WebhookOrganizationEventData",
        "external_storage.recovered": "WebhookOrganizationEventData",
        "user_profile.program_status_updated": "WebhookOrganizationEventData",
        "session.thread_created": "WebhookSessionThreadEventData",
        "session.thread_idled": "WebhookSessionThreadEventData",
        "session.thread_terminated": "WebhookSessionThreadEventData",
        "vault_credential.archived": "WebhookVaultCredentialEventData",
        "vault_credential.created": "WebhookVaultCredentialEventData",
        "vault_credential.deleted": "WebhookVaultCredentialEventData",
        "vault_credential.refresh_failed": "WebhookVaultCredentialEventData",
        "user_profile.enforcement_action_opened": "WebhookEnforcementActionEventData",
        "user_profile.enforcement_action_resolved": "WebhookEnforcementActionEventData",
    },
    "UnknownWebhookEventData",
)
decode: Callable[[Any], Any] = WEBHOOK_EVENT_DATA.decode


def __getattr__(name: str) -> Any:
    if name == "WebhookEventData":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = WEBHOOK_EVENT_DATA.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
