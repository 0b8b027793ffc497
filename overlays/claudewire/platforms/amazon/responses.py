"""Responses of Amazon Bedrock: errors by their names, events in frames, and the result of CountTokens."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final, cast

from claudewire._errors.base import APIError, StreamDataInvalid
from claudewire._errors.bodies import ErrorReading
from claudewire._errors.responses import from_status
from claudewire._json import loads, parse
from claudewire._model_names import on, without_profile
from claudewire._platform import Dialect

from .event_stream import FrameDecoder

_REQUEST_IDS: Final = ("request-id", "x-amzn-requestid")
_METRICS: Final = "amazon-bedrock-invocationMetrics"
#: Name of an error without `Exception`, in lower case → the status that chooses the class, type, and the status for the retry policy.
_ERRORS: Final[Mapping[str, tuple[int, str | None, int | None]]] = {
    "validation": (400, "invalid_request_error", None),
    "throttling": (429, "rate_limit_error", None),
    "toomanyrequests": (429, "rate_limit_error", None),
    "modelnotready": (429, "rate_limit_error", None),
    "servicequotaexceeded": (429, "rate_limit_error", 400),
    "accessdenied": (403, "permission_error", None),
    "unrecognizedclient": (401, "authentication_error", None),
    "invalidsignature": (401, "authentication_error", None),
    "signaturedoesnotmatch": (401, "authentication_error", None),
    "expiredtoken": (401, "authentication_error", None),
    "incompletesignature": (401, "authentication_error", None),
    "missingauthenticationtoken": (401, "authentication_error", None),
    "resourcenotfound": (404, "not_found_error", None),
    "modeltimeout": (408, None, None),
    "modelerror": (500, "api_error", None),
    "modelstreamerror": (500, "api_error", None),
    "internalserver": (500, "api_error", None),
    "internalfailure": (500, "api_error", None),
    "serviceunavailable": (503, "api_error", None),
}
_TYPES: Final = {
    400: "invalid_request_error",
    413: "request_too_large",
    429: "rate_limit_error",
    529: "overloaded_error",
}
#: Part of a message, in lower case → what to do.
_HINTS: Final = (
    ("don't have access to the model", "ask for access to the model in the Bedrock console, under Model access"),
    ("outbound web identity federation is disabled", "an administrator turns it on in the account settings of IAM"),
    ("too many total text bytes", "Bedrock takes 9,000,000 bytes of text in one request"),
    (
        "signature we calculated does not match",
        "check the secret key, and that no proxy changes the path or the signed headers",
    ),
    (
        "security token included in the request is invalid",
        "the key belongs to another account or partition, or was deleted",
    ),
    ("does not match any of the expected tags", "the platform does not have this tool; see client.platform.supports()"),
    ("url sources are not supported", "send images and documents as base64"),
    (
        "does not exist or is not authorized",
        "check the model id and its region; recent models need a profile id (us., eu., …)",
    ),
)


def read_error(status: int, headers: Mapping[str, str], body: Any, request: Any) -> ErrorReading | None:
    """Read an error of Bedrock: its name is in `x-amzn-errortype`, its body is `{"message"}`."""
    fields: Mapping[str, Any] = cast("Mapping[str, Any]", body) if isinstance(body, Mapping) else {}
    inner: Any = fields.get("error")
    if isinstance(inner, Mapping):
        return _first_party(status, cast("Mapping[str, Any]", inner), fields, request)
    name = str(headers.get("x-amzn-errortype") or fields.get("__type") or "").partition(":")[0].rpartition("#")[2]
    message = fields.get("message") or fields.get("Message")
    if not name and message is None:
        return None
    return read_exception(name, message, status=status, details=fields, request=request)


def _first_party(status: int, error: Mapping[str, Any], body: Mapping[str, Any], request: Any) -> ErrorReading | None:
    """Add to an error in the form of the Claude API the betas that it is about."""
    message = str(error.get("message", ""))
    if "beta" not in message or request is None or not request.betas:
        return None
    details: Any = error.get("details")
    return ErrorReading(
        status,
        error.get("type"),
        message,
        details=details if isinstance(details, dict) else None,
        request_id=body.get("request_id"),
        hint=f"the request had the betas {', '.join(request.betas)}",
    )


def read_exception(
    name: str, message: Any, *, status: int = 0, details: Mapping[str, Any] | None = None, request: Any = None
) -> ErrorReading:
    """Return what an exception of AWS says. In responses its name is in PascalCase, in frames in camelCase.

    Args:
        name: The name, such as `ThrottlingException`; empty if a relay has dropped it.
        message: Its message.
        status: The status of the response; 0 for a frame.
        details: The fields of its body.
        request: The request, for hints.
    """
    text = message if isinstance(message, str) else None
    lower = (text or "").lower()
    known = _ERRORS.get(name.lower().removesuffix("exception"))
    original = (details or {}).get("originalStatusCode")
    retry_status: int | None = None
    if known is None:
        found, error_type = status, _TYPES.get(status)
        if not name and status == 403 and ("signature" in lower or "security token" in lower):
            found, error_type = 401, "authentication_error"
    else:
        found, error_type, retry_status = known
    if isinstance(original, int) and original >= 400:
        found, error_type = original, _TYPES.get(original, "api_error" if original >= 500 else error_type)
    if found == 503 and "throttled" in lower:
        retry_status = 429
    return ErrorReading(
        found,
        error_type if known or status else (name or None),
        text,
        error_code=name or None,
        details=dict(details) if details else None,
        retry_status=retry_status,
        hint=_hint(lower, request),
    )


def _hint(message: str, request: Any) -> str | None:
    if "on-demand throughput" in message:
        return f"recent models need an inference profile: {_profiles(request)}"
    return next((hint for part, hint in _HINTS if part in message), None)


def _profiles(request: Any) -> str:
    """Return the profile ids for the model in the URL of a request."""
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(request.url if request is not None else "")
    model = without_profile(unquote(parts.path.partition("/model/")[2].rpartition("/")[0]))
    region = parts.netloc.split(".")[1] if parts.netloc.count(".") > 1 else "us-east-1"
    ids = [profile for profile in on("bedrock", region=region).values() if model and without_profile(profile) == model]
    return ", ".join(ids) or f"{{us,eu,apac,global}}.{model or 'anthropic.…'}"


def read_result(operation: str, value: Any) -> Any:
    """Return a result in the form of the Claude API: CountTokens has another one."""
    if operation == "messages.count_tokens" and isinstance(value, dict) and "inputTokens" in value:
        fields = dict(cast("dict[str, Any]", value))
        return {"input_tokens": fields.pop("inputTokens"), **fields}
    return cast("Any", value)


def read_metrics(headers: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the figures in the headers of a response, by the names that they have in a stream."""
    found: dict[str, Any] = {}
    for name, key in (
        ("input-token-count", "inputTokenCount"),
        ("output-token-count", "outputTokenCount"),
        ("cache-read-input-token-count", "cacheReadInputTokenCount"),
        ("cache-write-input-token-count", "cacheWriteInputTokenCount"),
        ("invocation-latency", "invocationLatency"),
    ):
        value = headers.get(f"x-amzn-bedrock-{name}")
        if value is not None and value.isdigit():
            found[key] = int(value)
    return found


class ChunkDecoder:
    """Decodes the frames of InvokeModelWithResponseStream into the events of the Claude API. The interface is that of `EventDecoder`."""

    __slots__ = ("_frames", "error", "metrics")

    def __init__(self) -> None:
        self._frames = FrameDecoder()
        #: A fault of the stream, or an exception that the platform has sent.
        self.error: APIError | None = None
        #: The invocation metrics, which come with the last event.
        self.metrics: Mapping[str, Any] | None = None

    def feed_tuples(self, chunk: bytes) -> list[Any]:
        """Return name and data of the events that `chunk` completes. Frames of other kinds are skipped."""
        events: list[Any] = []
        if self.error is not None:
            return events
        for headers, payload in self._frames.feed(chunk):
            kind = headers.get(":message-type")
            if kind == "event":
                if headers.get(":event-type") == "chunk" and (data := self._event(payload)) is not None:
                    events.append(data)
            elif kind in ("exception", "error"):
                self.error = _exception(headers, payload)
            if self.error is not None:
                return events
        self.error = self._frames.error
        return events

    def one_event(self, chunk: bytes) -> None:
        """Return None: `feed_tuples` decodes all frames."""

    def finish(self) -> bool:
        """Return whether the stream ended in the middle of a frame."""
        return self._frames.is_inside_frame

    def unfinished_event(self) -> None:
        """Return None: a frame without its checksum may be damaged."""

    def _event(self, payload: bytes) -> tuple[str, str] | None:
        """Return type and data of the event in a chunk; None if it has no type, and belongs to another API."""
        try:
            data = b64decode(loads(payload)["bytes"]).decode("utf-8", "replace")
            if not data.startswith('{"type":"') or _METRICS in data:
                value = parse(data)
                if isinstance(metrics := value.get(_METRICS), dict):
                    self.metrics = cast("dict[str, Any]", metrics)
                kind = value.get("type")
                return (kind, data) if isinstance(kind, str) else None
            return data[9 : data.index('"', 9)], data
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            self.error = StreamDataInvalid("A chunk of the event stream does not hold an event.")
            self.error.__cause__ = error
            return None


def _exception(headers: Mapping[str, Any], payload: bytes) -> APIError:
    details: dict[str, Any] = {}
    try:
        value: Any = loads(payload) if payload else {}
        details = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    except (ValueError, RecursionError):
        pass
    name = str(headers.get(":exception-type") or headers.get(":error-code") or "")
    message = details.get("message") or headers.get(":error-message") or payload.decode("utf-8", "replace")
    return from_status(0, {}, details or message, reading=read_exception(name, message, details=details))


#: P1. Its streams are frames of AWS.
INVOKE: Final = Dialect(
    event_stream="application/vnd.amazon.eventstream",
    decoder=ChunkDecoder,
    request_id_headers=_REQUEST_IDS,
    read_error=read_error,
    read_result=read_result,
    read_metrics=read_metrics,
)
#: P2 to P4: server-sent events.
MESSAGES: Final = Dialect(request_id_headers=_REQUEST_IDS, read_error=read_error)
