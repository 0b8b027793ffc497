"""From the bytes of a body to a result, or to an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from claudewire import _json
from claudewire._error_bodies import excerpt
from claudewire._error_responses import from_status
from claudewire._errors import APIStatusError, ResponseInvalid, ResponseTooLarge
from claudewire._secrets import Secret, redact, redact_bytes
from claudewire_api._call import Call
from claudewire_api._model import Model

from .response import ResponseInfo

#: Return the JSON object that a complete event stream adds up to.
Accumulate: TypeAlias = "Callable[[Call[Any], ResponseInfo, bytes], Any]"


def error_from_response(
    info: ResponseInfo, body: bytes, secrets: tuple[Secret, ...], request: Any = None
) -> APIStatusError:
    """Return the error for a response with an error status. Secrets that the body echoes are redacted."""
    from .error_response import ErrorResponse

    body = redact_bytes(body, secrets)
    value: Any = body
    if body:
        try:
            value = _json.loads(body)
        except (ValueError, RecursionError):
            value = body.decode("utf-8", "replace")
    read_error = info.dialect.read_error
    reading = None if read_error is None else read_error(info.status_code, info.headers, value, request)
    known: dict[str, Any] = {
        "response": ErrorResponse.of(info, body),
        "attempts": info.attempts,
        "request_id": info.request_id,
    }
    error = from_status(info.status_code, info.headers, value, reading=reading, **known)
    if info.status_code == 404 and info.url:
        error.message += f" ({info.method} {redact(info.url.partition('?')[0])})"
    return error


def invalid_response(info: ResponseInfo, reason: str, body: bytes = b"") -> ResponseInvalid:
    """Return the error for a success status with an unexpected body. Its message quotes the body."""
    from .error_response import ErrorResponse

    content_type = info.headers.get("content-type") or "no content type"
    received = f"{content_type}: {excerpt(body)}" if body else f"{content_type}, an empty body"
    return ResponseInvalid(
        f"{reason} ({info.status_code}, {received})",
        status_code=info.status_code,
        headers=info.headers,
        body=body[:2000].decode("utf-8", "replace"),
        response=ErrorResponse.of(info, body),
        attempts=info.attempts,
    )


def decode_json(info: ResponseInfo, body: bytes) -> Any:
    """Return the JSON value of a body. Raises ResponseInvalid."""
    try:
        _json.check_weight(body)
    except _json.TooHeavy as error:
        raise ResponseTooLarge(
            f"The response is too large: {error}",
            status_code=info.status_code,
            headers=info.headers,
            attempts=info.attempts,
        ) from error
    try:
        return _json.loads(body)
    except (ValueError, RecursionError) as error:
        reason = str(error)
    # Outside the block: the exception of the codec holds the whole body.
    raise invalid_response(info, "The response is not JSON", body) from ValueError(redact(reason))


def decode_result(call: Call[Any], info: ResponseInfo, body: bytes, accumulate: Accumulate) -> Any:
    """Return the decoded result, with `info` attached.

    Args:
        accumulate: Used for an event stream.

    Raises:
        ResponseInvalid: the body is not what the operation returns, which is nearly always a JSON object. If only fields
            are missing, it is: reading such a field raises FieldMissing.
    """
    operation = call.operation
    if call.kind == "empty" or (operation.may_be_empty and not body):
        return call.decode(None)
    if is_event_stream(info):
        value = accumulate(call, info, body)
    else:
        value = decode_json(info, body)
        if b'"input"' in body:  # of a tool
            from .tool_input import note_unsendable_input

            note_unsendable_input(value, body)
    if info.dialect.read_result is not None:
        value = info.dialect.read_result(operation.id, value)
    if not isinstance(value, dict) and operation.result == "object":
        raise invalid_response(info, "The response is JSON, but not an object", body)
    fields = cast("dict[str, Any]", value)
    try:
        result = call.decode(fields)
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        raise invalid_response(info, f"The response cannot be decoded: {error}", body) from error
    if missing := _fields_of_another(result):
        raise invalid_response(info, f"The response is another object: it lacks {', '.join(missing)}", body)
    if hasattr(result, "_response"):
        result._response = info
    return result


def _fields_of_another(result: Any) -> tuple[str, ...]:
    """Return the missing fields of an object that is not the promised one: it has none of the fields, or another type."""
    missing: tuple[str, ...] = result.missing_fields() if isinstance(result, Model) else ()
    return missing if missing and not result.looks_right() else ()


def is_event_stream(info: ResponseInfo) -> bool:
    """Whether the body is an event stream, by its content type."""
    return str(info.headers.get("content-type", "")).lower().startswith(info.dialect.event_stream)
