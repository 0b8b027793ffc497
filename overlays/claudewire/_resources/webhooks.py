"""`client.webhooks`, and `client.beta.webhooks` as the official SDK has it: `claudewire.webhooks` with the secret of a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claudewire._call.recording import pipeline_of
from claudewire.webhooks.delivery import ReplayWindow, parse_unverified, unwrap
from claudewire.webhooks.signature import TOLERANCE

if TYPE_CHECKING:
    from claudewire.webhooks.signature import Body, Headers, Secrets
    from claudewire_api.models import WebhookEvent


class Webhooks:
    """Deliveries of webhooks. The methods send nothing; those of `AsyncClaude` are not awaited either."""

    def __init__(self, caller: Any) -> None:
        self._caller = caller

    def unwrap(
        self,
        payload: Body,
        *,
        headers: Headers,
        key: Secrets = None,
        tolerance: float = TOLERANCE,
        replay: ReplayWindow | None = None,
    ) -> WebhookEvent:
        """Check a delivery and return its event; see `claudewire.webhooks.unwrap`.

        Args:
            payload: The body as it arrived, before any JSON parser.
            headers: Headers of the request.
            key: Signing secret (`whsec_…`), or several. Default: the client's `webhook_key`, else `ANTHROPIC_WEBHOOK_SIGNING_KEY`.
            tolerance: Seconds that the timestamp may differ from the clock.
            replay: Refuse an id that arrived before. It must remember ids for twice the tolerance.

        Raises:
            WebhookInvalid: the delivery is not authentic, or is no event; `reason` says which.
            ConfigurationError: there is no secret, or it is not one; the body was parsed already; or `replay` forgets too early.
        """
        secrets = pipeline_of(self._caller).config.webhook_key if key is None else key
        return unwrap(payload, headers, secrets, tolerance=tolerance, replay=replay)

    def parse_unverified(self, payload: Body) -> WebhookEvent:
        """Return the event of a delivery that was not checked.

        Raises:
            WebhookInvalid: the payload is no event.
        """
        return parse_unverified(payload)
