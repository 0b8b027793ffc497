"""From an error response, or an `error` event of a stream, to the exception. The rule stands at the top of `claudewire._errors`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .bodies import ErrorReading, excerpt, parse_error_body, retryable, text_of
from .statuses import BY_STATUS, BY_TYPE, APIStatusError, InternalServerError


def error_class(status: int, error_type: str | None) -> type[APIStatusError]:
    """Return the error class for a response; see the rule at the top of `claudewire._errors`."""
    by_type, by_status = BY_TYPE.get(error_type or ""), BY_STATUS.get(status)
    if status >= 500:
        if by_type is not None and issubclass(by_type, InternalServerError) and by_type is not InternalServerError:
            return by_type
        return by_status or InternalServerError
    if by_status is None:
        return by_type or APIStatusError
    if status == 400 and by_type is not None and not issubclass(by_type, InternalServerError):
        return by_type
    return by_status


def from_status(
    status: int, headers: Mapping[str, str], body: Any, *, reading: ErrorReading | None = None, **known: Any
) -> APIStatusError:
    """Return the error for a response with an error status.

    Args:
        status: The HTTP status.
        headers: The response headers, with names in lower case or in a case-insensitive mapping.
        body: The decoded JSON; or bytes or text, if the body is not JSON.
        reading: What the body says, if it does not have the form of the Claude API.
        known: Further attributes (`attempts`, `retry_after`, `response`, …).
    """
    if reading is not None:
        return _from_reading(status, headers, body, reading, known)
    if isinstance(body, (bytes, bytearray)):
        body = bytes(body).decode("utf-8", "replace")
    error_type, api_message, details, _ = parse_error_body(body)
    if api_message:
        message = f"{status} {error_type}: {api_message}" if error_type else f"{status}: {api_message}"
    else:
        message = f"{status}: {excerpt(body)}" if body else f"{status}, with an empty body"
    cls = error_class(status, error_type)
    if code := text_of((details or {}).get("error_code")):
        from .codes import class_of_code

        by_code = class_of_code(code)
        cls = by_code if by_code is not None and issubclass(by_code, cls) else cls
    return cls(message, status_code=status, headers=headers, body=body, **known)


def _from_reading(
    status: int, headers: Mapping[str, str], body: Any, reading: ErrorReading, known: dict[str, Any]
) -> APIStatusError:
    names = " ".join(name for name in (str(status) if status else "", reading.error_type, reading.error_code) if name)
    message = f"{names}: {reading.message or excerpt(body)}" + (f" ({reading.hint})" if reading.hint else "")
    retry_status = reading.retry_status or reading.status
    known.setdefault("is_retryable", retryable(retry_status, headers))
    cls = error_class(reading.status, reading.error_type)
    error = cls(message, status_code=status or reading.status or None, headers=headers, body=body, **known)
    error.error_type, error.api_message = reading.error_type, reading.message
    error.error_code, error.details = reading.error_code, reading.details
    error.request_id = error.request_id or reading.request_id
    error.retry_status = retry_status
    return error


def from_error_event(payload: Any, *, headers: Mapping[str, str] | None = None, **known: Any) -> APIStatusError:
    """Return the error for an `error` event of a stream.

    It has the class and the status that belong to its type: `overloaded_error` gives an `OverloadedError` with 529. Without a type
    that the API documents, it is an `APIStatusError` whose `status_code` is None.

    Args:
        payload: The payload of the event: JSON, or the text that a proxy wrote in its place.
        headers: The response headers of the stream.
        known: Further attributes (`partial_message`, `events_seen`, `attempts`, …).
    """
    error_type, api_message, *_ = parse_error_body(payload)
    cls = BY_TYPE.get(error_type or "", APIStatusError)
    message = f"{error_type or 'error'} in the stream: {api_message or excerpt(payload)}"
    # `headers` came with status 200, so their `x-should-retry` is not about this error.
    known.setdefault("is_retryable", retryable(cls.STATUS))
    return cls(message, headers=headers, body=payload, **known)
