"""A delivery as an event, and deliveries that arrive again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from claudewire import _json
from claudewire._errors.base import ConfigurationError

from .errors import WebhookInvalid
from .signature import TOLERANCE, Body, Headers, Secrets, check_tolerance, is_number, raw_body, verify

if TYPE_CHECKING:
    from claudewire_api.models import WebhookEvent


class ReplayWindow:
    """Remembers the ids of recent deliveries. One object serves all threads of a process.

    A delivery whose handling has failed will be sent again: `forget` its id, so that the repeat is taken. Several processes need a
    common place for ids, such as a unique column of a database.

    Args:
        seconds: How long an id is remembered. At least twice the tolerance, so that no accepted delivery can be repeated.
        max_ids: Ids that are remembered at most; the oldest are forgotten first.

    Raises:
        ConfigurationError: `seconds` or `max_ids` is not a positive number.
    """

    def __init__(self, seconds: float = 2 * TOLERANCE, *, max_ids: int = 100_000) -> None:
        if not is_number(seconds) or not is_number(max_ids) or not seconds > 0 or max_ids < 1:
            raise ConfigurationError("a ReplayWindow needs a positive number of seconds and of ids")
        self._seconds, self._max_ids = seconds, max_ids
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    @property
    def seconds(self) -> float:
        """How long an id is remembered."""
        return self._seconds

    def __len__(self) -> int:
        return len(self._seen)

    def is_new(self, delivery_id: str, *, now: float | None = None) -> bool:
        """Return whether `delivery_id` was not seen within the window, and remember it.

        Args:
            delivery_id: Value of the header `webhook-id`.
            now: Seconds since 1970. Default: the clock.
        """
        now = time.time() if now is None else now
        with self._lock:
            while self._seen and now - next(iter(self._seen.values())) > self._seconds:
                self._seen.popitem(last=False)
            if delivery_id in self._seen:
                return False
            while len(self._seen) >= self._max_ids:
                self._seen.popitem(last=False)
            self._seen[delivery_id] = now
            return True

    def forget(self, delivery_id: str) -> None:
        """Take the next delivery with this id again, because the handling of this one has failed.

        Args:
            delivery_id: The id of the delivery, from its header `webhook-id`.
        """
        with self._lock:
            self._seen.pop(delivery_id, None)


def unwrap(
    body: Body,
    headers: Headers,
    secrets: Secrets = None,
    *,
    tolerance: float = TOLERANCE,
    replay: ReplayWindow | None = None,
    now: Callable[[], float] = time.time,
) -> WebhookEvent:
    """Check a delivery and return its event.

    Args:
        body: The body as it arrived, before any JSON parser.
        headers: Headers of the request, as a mapping in any case (httpx, starlette, Flask), pairs (ASGI), or a WSGI environment.
        secrets: Signing secret (`whsec_…`), or several while you change it. Default: `ANTHROPIC_WEBHOOK_SIGNING_KEY`.
        tolerance: Seconds that the timestamp may differ from the clock.
        replay: Refuse an id that arrived before. It must remember ids for twice the tolerance.
        now: The clock: seconds since 1970.

    Returns:
        The event. Its `data` has the type, the id of the object and the organization; a type that this version does not know
        is kept as it is.

    Raises:
        WebhookInvalid: the delivery is not authentic, or is no event; `reason` says which.
        ConfigurationError: there is no secret, or it is not one; the body was parsed already; or `replay` forgets too early.
    """
    check_tolerance(tolerance)
    if replay is not None and replay.seconds < 2 * tolerance:
        raise ConfigurationError(
            f"the ReplayWindow remembers {replay.seconds:g} s, and a delivery may be {tolerance:g} s old or ahead: "
            f"it could be repeated; use ReplayWindow({2 * tolerance:g})"
        )
    delivery_id = verify(body, headers, secrets, tolerance=tolerance, now=now)
    event = parse_unverified(body)
    if replay is not None and not replay.is_new(delivery_id, now=now()):
        raise WebhookInvalid(f"a delivery with the id {delivery_id!r} arrived before", reason="replayed")
    return event


def parse_unverified(body: Body) -> WebhookEvent:
    """Return the event of a body whose sender was not checked. For tests, and for bodies that `verify` has accepted.

    Args:
        body: The body: bytes or text, as it arrived.

    Raises:
        WebhookInvalid: the body is not the JSON of an event.
        ConfigurationError: the body was parsed already.
    """
    from claudewire_api.models import WebhookEvent

    content = raw_body(body)
    try:
        _json.check_weight(content)
        value: Any = _json.loads(content)
    except (ValueError, RecursionError):
        raise WebhookInvalid("the body is not JSON", reason="not_an_event") from None
    fields: dict[str, Any] = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    if fields.get("type") != "event" or not isinstance(fields.get("data"), dict):
        raise WebhookInvalid("the body is JSON, but not an event", reason="not_an_event")
    return WebhookEvent.from_dict(fields)
