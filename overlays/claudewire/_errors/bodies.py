"""What the body of an error response says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

from claudewire._secrets import redact
from claudewire_api._errors import encodable

#: Values of `error.type` that the API documents.
ERROR_TYPES: Final = frozenset(
    {
        "invalid_request_error",
        "authentication_error",
        "billing_error",
        "permission_error",
        "not_found_error",
        "conflict_error",
        "request_too_large",
        "rate_limit_error",
        "api_error",
        "timeout_error",
        "overloaded_error",
    }
)

NO_HEADERS: Final[Mapping[str, str]] = {}
#: Characters of a body that an error message quotes.
EXCERPT = 200


class ErrorReading(NamedTuple):
    """What the error response of a platform says, in the words of the Claude API."""

    #: The status that chooses the class. The response may have another one.
    status: int
    error_type: str | None
    message: str | None
    #: The platform's own name of the error.
    error_code: str | None = None
    details: dict[str, Any] | None = None
    request_id: str | None = None
    #: The status that the retry policy goes by; None for `status`.
    retry_status: int | None = None
    #: What to do about it.
    hint: str | None = None


def retryable(status: int | None, headers: Mapping[str, str] = NO_HEADERS) -> bool:
    """Return whether to retry after this status. `x-should-retry` overrides the status."""
    should_retry = headers.get("x-should-retry")
    if should_retry in ("true", "false"):
        return should_retry == "true"
    return status is not None and (status in (408, 409, 429) or status >= 500)


def excerpt(body: Any) -> str:
    """Return the beginning of a body, on one line, without secrets: the end may cut one in the middle."""
    if isinstance(body, (bytes, bytearray)):
        text = bytes(body[: EXCERPT * 4]).decode("utf-8", "replace")
    else:
        text = body if isinstance(body, str) else repr(body)
    text = redact(" ".join(text.split()))
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"


def parse_error_body(body: Any) -> tuple[str | None, str | None, dict[str, Any] | None, str | None]:
    """Return type, message and details of the error in a body, and the `request_id` next to it."""
    outer = _object(cast("list[Any]", cast("Any", body))[0] if isinstance(body, list) and body else body)
    error = _object(outer.get("error"))
    if "error" in error and "message" not in error:  # a gateway put the body of the API into one of its own
        outer, error = {**outer, **error}, _object(error["error"]) or error
    if not error and text_of(outer.get("type")) in ERROR_TYPES:  # a proxy sent the inner object alone
        error = outer
    message = text_of(error.get("message")) or text_of(outer.get("error"))  # or a text in the place of the object
    details: dict[str, Any] | None = error["details"] if isinstance(error.get("details"), dict) else None
    return text_of(error.get("type")), encodable(message), details, text_of(outer.get("request_id"))


def _object(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def text_of(value: Any) -> str | None:
    return value if isinstance(value, str) else None
