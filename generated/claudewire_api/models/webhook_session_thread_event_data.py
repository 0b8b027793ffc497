# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebhookSessionThreadEventData` (spec/schemas/webhooks.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebhookSessionThreadEventData(Model):
    """Something happened to one thread of a session."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "organization_id", "workspace_id", "session_thread_id")

    type: Literal["session.thread_created", "session.thread_idled", "session.thread_terminated"]
    """What happened to the thread of the session."""
    id: str
    """ID of the session that the thread belongs to."""
    organization_id: str
    """ID of the organization that the object belongs to."""
    workspace_id: str
    """ID of the workspace that the object belongs to."""
    session_thread_id: str
    """ID of the thread that the event is about."""

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
        self.session_thread_id = data["session_thread_id"]
        return self
