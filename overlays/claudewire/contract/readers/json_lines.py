"""JSON lines: one interaction a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claudewire.contract.readers.interaction import Interaction
from claudewire.contract.readers.limits import UndecodableError
from claudewire.contract.readers.messages import Location, from_base64, interaction, json_body, message, status_of
from claudewire.contract.readers.text import body_bytes
from claudewire.contract.values import is_array, is_object


def read_line(item: Mapping[str, Any], location: Location) -> Interaction:
    """One interaction, as `request` and `response` with their bodies as texts.

    Raises:
        UndecodableError: a part is missing without which there is no exchange.
    """
    request, response = item.get("request"), item.get("response")
    if not is_object(request) or not is_object(response):
        raise UndecodableError("it has no request or no response")
    unnamed = response.get("fidelity") == "sse-data-lines"
    body = _body(response)
    if unnamed and isinstance(body, (str, bytes)):
        raw = body_bytes(body) if isinstance(body, str) else body
        body = b"".join(b"data: %s\n\n" % payload for payload in raw.split(b"\n") if payload.strip())
    sizes = response.get("chunk_sizes")
    return interaction(
        location,
        request.get("method"),
        request.get("url"),
        message(request.get("headers"), _body(request)),
        status_of(response.get("status")),
        message(response.get("headers"), body),
        # A matcher of the recorder names the requests that it answers, not the one that was sent.
        request_known=item.get("request_known", True) is not False
        and request.get("fidelity") != "recorder-match-pattern",
        events_unnamed=unnamed,
        chunk_sizes=[size for size in sizes if isinstance(size, int)] if is_array(sizes) else None,
        extra={key: item[key] for key in ("id", "source_repo", "source_path") if key in item},
    )


def _body(message: Mapping[str, Any]) -> bytes | str | UndecodableError | None:
    body = message.get("body")
    if body is None:
        return None
    if message.get("body_base64"):
        return from_base64(body)
    if not isinstance(body, str):
        return json_body(body)
    return None if message.get("trimmed") and body.startswith("<trimmed ") else body  # nothing of it is left
