"""Recorded exchanges with Claude on Amazon Bedrock, Vertex AI, Foundry and their relatives, in the form of the Claude API."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import unquote

from attrs import evolve

from claudewire._model_names import first_party
from claudewire.contract.readers.interaction import Interaction, Message
from claudewire.contract.readers.json_text import loads
from claudewire.contract.readers.limits import UndecodableError
from claudewire.contract.values import is_array, is_object
from claudewire.platforms.amazon.event_stream import FrameDecoder
from claudewire.platforms.amazon.responses import read_error as read_amazon
from claudewire.platforms.google.platform import read_error as read_google
from claudewire.platforms.microsoft.platform import read_error as read_microsoft

_AWS: Final = r"[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|c2s\.ic\.gov|sc2s\.sgov\.gov)"
_INVOKE: Final = re.compile(
    rf"bedrock-runtime(?:-fips)?\.{_AWS}/model/([^/]+)/(invoke|invoke-with-response-stream|count-tokens)"
).fullmatch
_VERTEX: Final = re.compile(
    r"(?:[a-z0-9-]+-)?aiplatform(?:\.[a-z]+\.rep)?\.googleapis\.com/v1(?:beta1)?/projects/[^/]+/locations/[^/]+"
    r"/publishers/anthropic/models/([^/:]+):(rawPredict|streamRawPredict)"
).fullmatch
#: Address of a platform with the paths of the Claude API → the path behind it.
_SAME_WIRE: Final = (
    (re.compile(rf"bedrock-(?:runtime|mantle)(?:-fips)?\.{_AWS}/anthropic(/v1/.*)").fullmatch, read_amazon),
    (re.compile(rf"aws-external-anthropic\.{_AWS}(/v1/.*)").fullmatch, read_amazon),
    (
        re.compile(
            r"claude\.googleapis\.com/v1(?:alpha)?/projects/[^/]+/locations/[^/]+/[^/]+(?:/[^/]+)?/invoke(/v1/.*)"
        ).fullmatch,
        read_google,
    ),
    (re.compile(r"[a-z0-9-]+\.(?:services\.ai|openai)\.azure\.com/anthropic(/v1/.*)").fullmatch, read_microsoft),
)
#: Fields that Bedrock adds to an event.
_METRICS: Final = "amazon-bedrock-invocationMetrics"
#: Beginnings of response headers that no Claude API has.
_OWN_HEADERS: Final = ("x-amzn-", "x-amz-", "x-vertex-", "x-goog-", "x-accel-", "apim-", "x-ms-", "azureml-")
_API: Final = "https://api.anthropic.com"
_Read = Callable[[int, Mapping[str, str], Any, Any], Any]


def as_first_party(interaction: Interaction) -> Interaction:
    """Return an exchange with Claude on another platform as one with the Claude API; others unchanged.

    The model, the version and the betas go back to where the Claude API has them, frames become server-sent events, and an error of the
    platform becomes one of the API. What cannot be read (a damaged frame) is a body that is lost, for the report.
    """
    address = f"{interaction.host}{interaction.path}"
    if (match := _INVOKE(address)) is not None:
        return _invoke(interaction, unquote(match[1]), match[2])
    if (match := _VERTEX(address)) is not None:
        return _vertex(interaction, unquote(match[1]), match[2])
    for pattern, read_error in _SAME_WIRE:
        if (match := pattern(address)) is not None:
            return evolve(
                interaction,
                url=_API + match[1] + _query(interaction),
                request=_with_headers(interaction.request, {}),
                response=_response(interaction, read_error),
            )
    return interaction


def _invoke(interaction: Interaction, model: str, verb: str) -> Interaction:
    fields, count = _fields(interaction.request), verb == "count-tokens"
    if count and fields is not None:
        fields = _inner(fields)
    if fields is None or not is_array(fields.get("messages")):
        return interaction  # another model, or the completions of old ones
    if not ("anthropic" in model or "anthropic_version" in fields):
        return interaction
    is_stream = verb.endswith("stream")
    response = _response(interaction, read_amazon)
    if is_stream and interaction.status < 400:
        response = _from_frames(response)
    if count:
        fields.pop("max_tokens", None)
        response = _counted(response)
    return _messages(interaction, fields, model, response, stream=is_stream, count=count)


def _inner(fields: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the body of the Claude API inside a request of CountTokens."""
    try:
        value: Any = loads(b64decode(fields["input"]["invokeModel"]["body"]).decode())
    except (KeyError, TypeError, ValueError):
        return None
    return dict(value) if is_object(value) else None


def _counted(message: Message) -> Message:
    """Return the result of CountTokens as that of the Claude API."""
    fields = _fields(message)
    if fields is None or "inputTokens" not in fields:
        return message
    body = {"input_tokens": fields.pop("inputTokens"), **fields}
    return evolve(message, headers=_headers(message, "application/json"), body=json.dumps(body).encode())


def _vertex(interaction: Interaction, model: str, verb: str) -> Interaction:
    fields = _fields(interaction.request)
    if fields is None or not is_array(fields.get("messages")):
        return interaction
    response = _response(interaction, read_google)
    count = model == "count-tokens"
    model = str(fields.pop("model", "")) if count else model
    return _messages(interaction, fields, model, response, stream=verb.startswith("stream"), count=count)


def _messages(
    interaction: Interaction,
    fields: dict[str, Any],
    model: str,
    response: Message,
    *,
    stream: bool,
    count: bool = False,
) -> Interaction:
    version, betas = fields.pop("anthropic_version", None), fields.pop("anthropic_beta", None)
    dated = isinstance(version, str) and version[:2] == "20"
    headers = {"anthropic-version": version if dated else "2023-06-01", "content-type": "application/json"}
    if is_array(betas) and betas:
        headers["anthropic-beta"] = ",".join(map(str, betas))
    body = {"model": first_party(model), **fields, **({"stream": True} if stream else {})}
    request = evolve(_with_headers(interaction.request, headers), body=json.dumps(body).encode())
    path = "/v1/messages/count_tokens" if count else "/v1/messages"
    return evolve(interaction, url=_API + path, request=request, response=response)


def _fields(message: Message) -> dict[str, Any] | None:
    try:
        value: Any = loads((message.content() or b"").decode())
    except (UndecodableError, ValueError):
        return None
    return dict(value) if is_object(value) else None


def _query(interaction: Interaction) -> str:
    _, mark, query = interaction.url.partition("?")
    return mark + query


def _with_headers(message: Message, headers: Mapping[str, str]) -> Message:
    """Return a request with these headers, and with the key that the Claude API would have in the place of the platform's."""
    gone = {"authorization", "api-key", "content-length", "content-encoding", *headers}
    kept = [
        pair
        for pair in message.headers
        if pair[0] not in gone and not pair[0].startswith(("x-amz-", "x-amzn-", "x-goog-"))
    ]
    key = [] if any(name == "x-api-key" for name, _ in kept) else [("x-api-key", "<redacted>")]
    return evolve(message, headers=[*kept, *headers.items(), *key])


def _response(interaction: Interaction, read_error: _Read) -> Message:
    """Return a response without the headers of the platform, and an error of it in the form of the Claude API."""
    message = interaction.response
    message = evolve(message, headers=[pair for pair in message.headers if not pair[0].startswith(_OWN_HEADERS)])
    if interaction.status < 400:
        return message
    try:
        body: Any = loads((message.content() or b"").decode())
    except (UndecodableError, ValueError):
        return message
    reading = read_error(interaction.status, dict(interaction.response.headers), body, None)
    if reading is None or (is_object(body) and body.get("type") == "error"):
        return message
    error = {"type": "error", "error": {"type": reading.error_type or "api_error", "message": reading.message or ""}}
    return evolve(message, headers=_headers(message, "application/json"), body=json.dumps(error).encode())


def _from_frames(message: Message) -> Message:
    """Return a stream of frames as server-sent events."""
    try:
        content = message.content()
    except UndecodableError:
        return message
    if content is None:
        return message
    decoder = FrameDecoder()
    events: list[str] = []
    try:
        for headers, payload in decoder.feed(content):
            if headers.get(":message-type") == "event" and headers.get(":event-type") == "chunk":
                event: Any = loads(b64decode(loads(payload.decode())["bytes"]).decode())
                event.pop(_METRICS, None)
                if isinstance(event.get("type"), str):
                    events.append(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n")
            elif headers.get(":message-type") in ("exception", "error"):
                name = str(headers.get(":exception-type") or headers.get(":error-code") or "")
                error = {"type": "error", "error": {"type": "api_error", "message": f"{name}: {payload.decode()}"}}
                events.append(f"event: error\ndata: {json.dumps(error)}\n\n")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        return evolve(message, body=None, lost=f"a frame of the event stream holds no event: {error}")
    if decoder.error is not None or decoder.is_inside_frame:
        reason = decoder.error or "it ends in the middle of a frame"
        return evolve(message, body=None, lost=f"the event stream of AWS is damaged: {reason}")
    return evolve(message, headers=_headers(message, "text/event-stream"), body="".join(events).encode())


def _headers(message: Message, media_type: str) -> list[tuple[str, str]]:
    gone = ("content-type", "content-length", "content-encoding")
    return [*(pair for pair in message.headers if pair[0] not in gone), ("content-type", media_type)]
