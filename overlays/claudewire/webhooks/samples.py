"""Test events: one of every type that the document knows."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, get_args, get_type_hints

import attrs

from claudewire_api import models

#: The field of an event's data that tells its type.
_TAG: Final = "type"


@cache
def _fields_by_type() -> dict[str, tuple[str, ...]]:
    """Event type → the fields of its data."""
    found: dict[str, tuple[str, ...]] = {}
    for member in get_args(models.WebhookEventData):
        names = tuple([field.name for field in attrs.fields(member) if not field.name.startswith("_")])
        if _TAG in names:  # the class of unknown types has no field but what arrived
            found |= dict.fromkeys(get_args(get_type_hints(member)[_TAG]), names)
    return found


def event_types() -> list[str]:
    """Return the event types that this version knows, in alphabetical order."""
    return sorted(_fields_by_type())


def sample_event(event_type: str, *, event_id: str, created_at: str) -> dict[str, Any]:
    """Return an event of this type with made-up ids. One of an unknown type has the fields that most events have.

    Args:
        event_type: Such as `session.status_idled`.
        event_id: ID of the event.
        created_at: When it happened (RFC 3339).
    """
    kinds = _fields_by_type()
    names = kinds.get(event_type) or kinds["session.created"]
    data = {name: f"{name.removesuffix('_id')}_test" for name in names}
    about = {_TAG: event_type, "id": f"{event_type.partition('.')[0]}_test"}
    return {"type": "event", "id": event_id, "created_at": created_at, "data": {**data, **about}}
