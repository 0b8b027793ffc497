"""Webhooks: check that a delivery comes from Anthropic, and decode its event. Needs nothing but the standard library.

    from claudewire import webhooks

    event = webhooks.unwrap(request.body, request.headers, "whsec_…")
    print(event.data.type, event.id)

Deliveries follow Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in the headers `webhook-id`, `webhook-timestamp` and
`webhook-signature`. The body must be the bytes that arrived: JSON that was parsed and written again has another signature.
Deliveries come in any order, and one may arrive several times with the same id; `ReplayWindow` finds repeats.

Public interface: all names below; `samples` makes the test events of `claudewire webhooks`. This package knows no client.
"""

from __future__ import annotations

from .delivery import ReplayWindow as ReplayWindow
from .delivery import parse_unverified as parse_unverified
from .delivery import unwrap as unwrap
from .errors import WebhookInvalid as WebhookInvalid
from .signature import TOLERANCE as TOLERANCE
from .signature import sign as sign
from .signature import verify as verify

__all__ = ["TOLERANCE", "ReplayWindow", "WebhookInvalid", "parse_unverified", "sign", "unwrap", "verify"]
