"""`WebhookInvalid`: a delivery that is refused."""

from __future__ import annotations

from typing import Literal, TypeAlias

from claudewire_api._errors import ClaudeError

Reason: TypeAlias = Literal["missing_header", "timestamp", "signature", "not_an_event", "replayed"]


class WebhookInvalid(ClaudeError, ValueError):
    """A delivery was refused. It may be forged, or the secret is another one. Answer with status 400.

    Attributes:
        reason: `missing_header`, `timestamp` (too old, too new, or no number), `signature` (made with another secret or for
            another body), `not_an_event` (signed, but not the JSON of an event) or `replayed` (a delivery with this id
            arrived before; answer 200, so that it is not sent again).
    """

    def __init__(self, message: str = "", *, reason: Reason = "signature") -> None:
        super().__init__(message)
        self.reason: Reason = reason
