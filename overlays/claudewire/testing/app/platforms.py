"""Other platforms in front of the local server: their paths, credentials, streams and errors, translated to the Claude API and back."""

from __future__ import annotations

import hmac
import json
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Container, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, cast
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claudewire._model_names import first_party
from claudewire._stream.sse import EventDecoder
from claudewire.platforms.amazon.event_stream import encode_frame
from claudewire.platforms.amazon.sigv4 import Signer, canonical_request

from .platform_betas import beta_refusal

#: The one key pair with which signatures are right. It is AWS' own example.
ACCESS_KEY: Final = "AKIDEXAMPLE"
SECRET_KEY: Final = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"  # noqa: S105
#: Platform of Amazon → the service for which requests are signed.
_SERVICES: Final = {
    "bedrock": "bedrock", "bedrock-messages": "bedrock", "bedrock-mantle": "bedrock-mantle", "aws": "aws-external-anthropic",
}  # fmt: skip
_AWS: Final = frozenset(_SERVICES)
#: Seconds for which a signature is valid.
_LIFETIME: Final = 300
#: Seconds by which the fault `expired_signature` sets the clock of the server forward.
_SKEW: Final = 3600.0
_SIGNATURE: Final = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]+)"
)
_BEDROCK: Final = re.compile(r"/model/([^/]+)/(invoke|invoke-with-response-stream|count-tokens)").fullmatch
_VERTEX: Final = re.compile(
    r"(?:/v1)?/projects/[^/]+/locations/[^/]+/publishers/anthropic/models/([^/]+):(rawPredict|streamRawPredict)"
).fullmatch
_GOOGLE: Final = re.compile(
    r"/v1/projects/[^/]+/locations/[^/]+/(?:workspaces/[^/]+|claudeOrganization)/invoke(/.*)"
).fullmatch
_NAMES: Final = {
    400: ("ValidationException", "INVALID_ARGUMENT"),
    401: ("UnrecognizedClientException", "UNAUTHENTICATED"),
    403: ("AccessDeniedException", "PERMISSION_DENIED"),
    404: ("ResourceNotFoundException", "NOT_FOUND"),
    408: ("ModelTimeoutException", "DEADLINE_EXCEEDED"),
    429: ("ThrottlingException", "RESOURCE_EXHAUSTED"),
    503: ("ServiceUnavailableException", "UNAVAILABLE"),
    529: ("ServiceUnavailableException", "UNAVAILABLE"),
}


#: Platform → the statuses whose errors it writes itself, beside those from 500; others come from the model, in its own form.
_OF_PLATFORM: Final[Mapping[str, Container[int]]] = {
    "bedrock": range(400, 500),
    "vertex": range(400, 500),
    "bedrock-messages": (401, 403, 404, 408, 429),
    "bedrock-mantle": (401, 403, 404, 408, 429),
    "foundry": (401, 403, 404, 408, 429),
}
#: Codes of Azure; others are the status.
_AZURE: Final = {403: "PermissionDenied", 404: "DeploymentNotFound"}


class _Refused(Exception):
    def __init__(self, status: int, name: str, message: str) -> None:
        super().__init__(message)
        self.status, self.name, self.message = status, name, message


class _ServerClock:
    """The clock by which signatures are judged. The fault `expired_signature` sets it forward, and says so."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        #: Seconds that clients may be told: a signature by the clock of one of them is right.
        self._skews = [0.0]

    def is_current(self, moment: float) -> bool:
        return any(abs(self._now() + skew - moment) <= _LIFETIME for skew in self._skews)

    def set_forward(self) -> None:
        self._skews = [0.0, _SKEW]

    def now(self) -> float:
        return self._now() + self._skews[-1]


class PlatformGateway:
    """Serves one platform over the application of the Claude API."""

    def __init__(self, app: ASGIApp, platform: str, now: Callable[[], float] = time.time) -> None:
        self._app = app
        self._platform = platform
        self._clock = _ServerClock(now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(("/_", "/favicon")) or scope["path"] == "/":
            await self._app(scope, receive, send)
            return
        body = await _read(receive)
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            self._authorize(scope, headers, body)
            path, fields, kind = self._translate(scope, body)
            _take_betas(self._platform, headers, fields)
        except _Refused as refused:
            await self._refuse(send, refused)
            return
        if fields is not None:
            version = fields.pop("anthropic_version", None)
            headers["anthropic-version"] = version if version and version[:2] == "20" else "2023-06-01"
            body = json.dumps(fields).encode()
            headers["content-length"] = str(len(body))
        headers = {name: value for name, value in headers.items() if name not in ("authorization", "api-key")}
        headers["x-api-key"] = "sk-ant-local"
        inner: Scope = {
            **scope,
            "path": path,
            "raw_path": path.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        }

        unread = [body]

        async def receive_translated() -> Message:
            """The body once, then what the connection says: that the client has left."""
            if unread:
                return {"type": "http.request", "body": unread.pop(), "more_body": False}
            return await receive()

        await self._app(inner, receive_translated, _Response(self._platform, kind, send, self._clock).send)

    def _authorize(self, scope: Scope, headers: Mapping[str, str], body: bytes) -> None:
        given = headers.get("authorization", "")
        if given.startswith("Bearer ") and given.removeprefix("Bearer ").strip():
            return
        if self._platform in _AWS:
            _check_signature(scope, headers, body, given, self._clock, self._platform)
        elif self._platform != "foundry" or not headers.get("api-key"):
            raise _Refused(401, "401", "Request had no valid authentication credentials.")

    def _translate(self, scope: Scope, body: bytes) -> tuple[str, dict[str, Any] | None, str]:
        raw = scope.get("raw_path", b"").decode().partition("?")[0] or scope["path"]
        if self._platform == "bedrock" and (match := _BEDROCK(raw)):
            fields = _json(body)
            if match[2] == "count-tokens":
                fields = _counted(fields)
                fields.pop("max_tokens", None)
            return _messages(fields, unquote(match[1]), match[2].endswith("stream"), count=match[2] == "count-tokens")
        if self._platform == "vertex" and (match := _VERTEX(raw)):
            fields, count = _json(body), match[1] == "count-tokens"
            model = str(fields.pop("model", "")) if count else unquote(match[1])
            return _messages(fields, model, match[2].startswith("stream"), count=count)
        if self._platform == "google-cloud" and (match := _GOOGLE(raw)):
            return match[1], None, "plain"
        if self._platform in ("aws", "google-cloud") and raw.startswith("/v1/"):
            return scope["path"], None, "plain"
        if self._platform in ("bedrock-messages", "bedrock-mantle", "foundry") and raw.startswith("/anthropic/"):
            path: str = scope["path"].removeprefix("/anthropic")
            if not body:
                return path, None, "plain"
            fields = _json(body)
            if "model" in fields and self._platform != "foundry":
                fields["model"] = first_party(fields["model"])
            return path, fields, "plain"
        raise _Refused(404, "ResourceNotFoundException", f"{self._platform} has no path {raw}")

    async def _refuse(self, send: Send, refused: _Refused) -> None:
        body, headers = _error(self._platform, refused.status, refused.message, refused.name)
        await send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class _Response:
    """Translates one response: its stream into frames, its errors into those of the platform."""

    def __init__(self, platform: str, kind: str, send: Send, clock: _ServerClock) -> None:
        self._platform, self._kind, self._send, self._clock = platform, kind, send, clock
        self._start: Message = {}
        self._body = b""
        self._events: EventDecoder | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            headers = dict(message["headers"])
            is_stream = headers.get(b"content-type", b"").startswith(b"text/event-stream")
            if self._platform == "bedrock" and is_stream and message["status"] == 200:
                self._events = EventDecoder()
                await self._begin([(b"content-type", b"application/vnd.amazon.eventstream")])
            elif is_stream:
                await self._send(message)
                self._kind = "passed"
        elif message["type"] == "http.response.body":
            await self._on_body(message)
        else:
            await self._send(message)

    async def _on_body(self, message: Message) -> None:
        data, more = message.get("body", b""), message.get("more_body", False)
        if self._kind == "passed":
            await self._send(message)
        elif self._events is not None:
            frames = b"".join(_frame(event.data) for event in self._events.feed(data) if event.event != "ping")
            if not more and self._events.finish():
                frames += _CUT
            await self._send({"type": "http.response.body", "body": frames, "more_body": more})
        else:
            self._body += data
            if not more:
                await self._whole()

    async def _whole(self) -> None:
        status, body = self._start["status"], self._body
        headers = [(n, v) for n, v in self._start["headers"] if n not in (b"content-length", b"request-id")]
        if status >= 400 and (refused := _of_platform(self._platform, status, body, self._clock)) is not None:
            kept = [pair for pair in headers if pair[0] in (b"retry-after", b"x-should-retry")]
            body, headers = _error(self._platform, refused.status, refused.message, refused.name)
            headers = [*headers, *kept]
            self._start = {**self._start, "status": refused.status}
        elif self._kind == "count" and self._platform == "bedrock":
            body = json.dumps({"inputTokens": json.loads(body)["input_tokens"]}).encode()
        await self._begin([*headers, (b"content-length", str(len(body)).encode())])
        await self._send({"type": "http.response.body", "body": body})

    async def _begin(self, headers: list[tuple[bytes, bytes]]) -> None:
        name = b"x-amzn-requestid" if self._platform in _AWS else b"request-id"
        request_id = dict(self._start["headers"]).get(b"request-id", b"")
        kept = [(n, v) for n, v in headers if n != name]
        await self._send({**self._start, "headers": [*kept, (name, request_id)]})


def _of_platform(platform: str, status: int, body: bytes, clock: _ServerClock) -> _Refused | None:
    """Return what the platform itself says in the place of an error of the Claude API; None where it passes that on."""
    error: dict[str, Any] = json.loads(body).get("error", {}) if body[:1] == b"{" else {"message": body.decode()}
    details: dict[str, Any] = error.get("details") or {}
    message, kind, code = str(error.get("message", "")), error.get("type"), details.get("error_code")
    if code == "expired_signature" and platform in _AWS:
        clock.set_forward()
        return _expired_signature(clock.now() - 2 * _LIFETIME, clock)
    if code in ("expired_token", "expired_signature"):
        if platform in _AWS:
            return _Refused(403, "ExpiredTokenException", "The security token included in the request is expired")
        return _Refused(401, "401", message)
    if status not in _OF_PLATFORM.get(platform, ()) and not (status >= 500 and platform in _OF_PLATFORM):
        return None
    if platform == "foundry":
        return _Refused(status, _AZURE.get(status, str(status)), message)
    if kind == "rate_limit_error" and status == 503:
        message = "Model is getting throttled. Try your request again."
    name = _NAMES.get(status, ("InternalServerException", ""))[0]
    if kind == "rate_limit_error" and status != 503:
        name = _NAMES[429][0]
    return _Refused({529: 503, 401: 403 if platform in _AWS else 401}.get(status, status), name, message)


def _expired_signature(moment: float, clock: _ServerClock) -> _Refused:
    signed, now, oldest = (_amz_date(seconds) for seconds in (moment, clock.now(), clock.now() - _LIFETIME))
    return _Refused(
        403, "InvalidSignatureException", f"Signature expired: {signed} is now earlier than {oldest} ({now} - 5 min.)"
    )


def _amz_date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%dT%H%M%SZ")


def _take_betas(platform: str, headers: dict[str, str], fields: dict[str, Any] | None) -> None:
    """Move the beta values of a body to the header. Raises _Refused if the platform does not take one."""
    named: Any = None if fields is None else fields.pop("anthropic_beta", None)
    if named is not None:
        if not isinstance(named, list) or not all(
            isinstance(beta, str) for beta in cast("list[Any]", cast("Any", named))
        ):
            raise _Refused(
                400, "ValidationException", "Malformed input request: #/anthropic_beta: expected an array of strings"
            )
        if named:
            headers["anthropic-beta"] = ",".join(cast("list[str]", named))
    sent = [beta.strip() for beta in headers.get("anthropic-beta", "").split(",")]
    if (message := beta_refusal(platform, sent)) is not None:
        raise _Refused(400, "", message)


def _counted(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the body that CountTokens counts. Raises _Refused."""
    try:
        inner = b64decode(fields["input"]["invokeModel"]["body"])
    except (KeyError, TypeError, ValueError):
        text = "Malformed input request: #/input/invokeModel/body: expected the body of InvokeModel in base64"
        raise _Refused(400, "ValidationException", text) from None
    return _json(inner)


async def _read(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return body


def _json(body: bytes) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads(body)
        return dict(value)
    except (ValueError, TypeError) as error:
        raise _Refused(400, "ValidationException", f"Malformed input request: {error}") from None


def _messages(fields: dict[str, Any], model: str, stream: bool, *, count: bool) -> tuple[str, dict[str, Any], str]:
    fields["model"] = first_party(model)
    if stream:
        fields["stream"] = True
    return ("/v1/messages/count_tokens", fields, "count") if count else ("/v1/messages", fields, "message")


def _frame(data: str) -> bytes:
    """Return an event as a frame. One whose payload is no JSON becomes a frame with a wrong checksum."""
    payload = json.dumps({"bytes": b64encode(data.encode()).decode(), "p": "abcdefghijk"}).encode()
    headers = {":event-type": "chunk", ":content-type": "application/json", ":message-type": "event"}
    frame = encode_frame(headers, payload)
    try:
        event = json.loads(data)
    except ValueError:
        return frame[:-1] + bytes([frame[-1] ^ 1])
    if event.get("type") == "error":
        error = event["error"]
        name = _EXCEPTIONS.get(error.get("type"), "internalServerException")
        return encode_frame(
            {":exception-type": name, ":message-type": "exception"},
            json.dumps({"message": error.get("message", "")}).encode(),
        )
    return frame


#: The first half of a frame.
_CUT: Final = encode_frame({":message-type": "event"}, bytes(64))[:50]


_EXCEPTIONS: Final = {
    "overloaded_error": "serviceUnavailableException",
    "rate_limit_error": "throttlingException",
    "invalid_request_error": "validationException",
}


def _error(platform: str, status: int, message: str, name: str) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    headers = [(b"content-type", b"application/json"), (b"date", _http_date().encode())]
    if not name:  # an error of the model, in its own form
        error = {"type": "error", "error": {"type": "invalid_request_error", "message": message}}
        return json.dumps(error).encode(), headers
    if platform in _AWS:
        headers.append((b"x-amzn-errortype", f"{name}:http://internal.amazon.com/coral/".encode()))
        return json.dumps({"message": message}).encode(), headers
    if platform == "foundry":
        return json.dumps({"error": {"code": name, "message": message}}).encode(), headers
    google = _NAMES.get(status, ("", "INTERNAL"))[1]
    return json.dumps({"error": {"code": status, "message": message, "status": google}}).encode(), headers


def _http_date() -> str:
    from email.utils import formatdate

    return formatdate(usegmt=True)


def _check_signature(
    scope: Scope, headers: Mapping[str, str], body: bytes, given: str, clock: _ServerClock, platform: str
) -> None:
    match = _SIGNATURE.fullmatch(given)
    if match is None:
        raise _Refused(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    access_key, _, region, service, names, signature = match.groups()
    if service != _SERVICES[platform]:
        text = f"Credential should be scoped to correct service: '{_SERVICES[platform]}'."
        raise _Refused(403, "InvalidSignatureException", text)
    if access_key != ACCESS_KEY:
        raise _Refused(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
    timestamp = headers.get("x-amz-date", "")
    query = scope.get("query_string", b"").decode()
    path = scope.get("raw_path", b"").decode().partition("?")[0]
    url = f"https://{headers.get('host', '')}{path}" + (f"?{query}" if query else "")
    signed = [(name, headers.get(name, "")) for name in names.split(";")]
    request, _ = canonical_request(scope["method"], url, signed, sha256(body).hexdigest())
    signer = Signer(region=region, service=service)
    expected = hmac.digest(
        signer.key(SECRET_KEY, timestamp[:8]), signer.string_to_sign(request, timestamp).encode(), "sha256"
    )
    if not hmac.compare_digest(expected.hex(), signature):
        message = "The request signature we calculated does not match the signature you provided."
        raise _Refused(403, "InvalidSignatureException", message)
    moment = datetime.strptime(timestamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
    if not clock.is_current(moment):
        raise _expired_signature(moment, clock)
