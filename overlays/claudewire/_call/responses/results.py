"""From the body of a response to a result, or to an error, which holds the response."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias, cast

from claudewire import _json
from claudewire._errors.base import ResponseInvalid, ResponseTooLarge
from claudewire._errors.bodies import excerpt
from claudewire._errors.statuses import APIStatusError
from claudewire._http.decoders import BodyBuffer, ContentDecoder
from claudewire._secrets import Secret, redact, redact_bytes
from claudewire_api._call import Call
from claudewire_api._errors import ClaudeError
from claudewire_api._model import Model

from .http_errors import is_transport_error
from .response import ResponseInfo

#: Bytes of an error body that are read, at most.
_MAX_ERROR_BYTES: Final = 1024 * 1024

#: Return the JSON object that a complete event stream adds up to.
Accumulate: TypeAlias = "Callable[[Call[Any], ResponseInfo, bytes], Any]"


async def read_error_body(response: Any, info: ResponseInfo) -> bytes:
    """Return the body of an error, or the part of it that can be read: the status says more than the body."""
    buffer = None
    try:
        buffer = BodyBuffer(ContentDecoder(info.headers.get("content-encoding", "")), _MAX_ERROR_BYTES)
        body: bytes = await response.read(buffer)
    except Exception as error:
        if not is_transport_error(error):
            raise
        await response.aclose()
        return buffer.getvalue() if buffer is not None else b""
    return body


async def check_content_type(kind: str, response: Any, info: ResponseInfo) -> None:
    """Check the header of a response that is about to be read as a stream.

    Raises:
        ResponseInvalid: the body is not of the promised kind. A proxy's page would be searched to its end for an event.
    """
    content_type = str(info.headers.get("content-type", "")).lower()
    # Mocks that people wrote by hand often leave the content type out.
    if (kind == "events" and content_type and not is_event_stream(info)) or content_type.startswith("text/html"):
        body = await read_error_body(response, info)
        what = content_type.partition(";")[0]
        raise invalid_response(info, f"A stream of {kind} was asked for, and the response is {what}", body)


def error_from_response(
    info: ResponseInfo, body: bytes, secrets: tuple[Secret, ...], request: Any = None
) -> APIStatusError:
    """Return the error for a response with an error status. Secrets that the body echoes are redacted."""
    from claudewire._errors.responses import from_status

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
    content_type = info.headers.get("content-type") or "no content type"
    received = f"{content_type}: {excerpt(body)}" if body else f"{content_type}, an empty body"
    return ResponseInvalid(
        f"{reason} ({info.status_code}, {received})",
        status_code=info.status_code,
        headers=info.headers,
        body=redact(body[:4000].decode("utf-8", "replace"))[:2000],
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
        return _json.loads_whole(body)
    except (ValueError, RecursionError) as error:
        reason = str(error)
    # Outside the block: the exception of the codec holds the whole body.
    raise invalid_response(info, "The response is not JSON", body) from ValueError(redact(reason))


def cast_body(info: ResponseInfo, body: bytes, to: Any) -> Any:
    """Return a body as another type: bytes, str, a model, int, float, bool, or else its JSON value.

    Raises:
        ResponseInvalid: it is not JSON, or cannot become the type.
    """
    if to is bytes:
        return body
    value: Any = None if to is str else decode_json(info, body)
    try:
        return body.decode() if to is str else _cast_value(value, to)
    except ClaudeError:
        raise
    except (TypeError, ValueError) as error:  # of the type: the response must not be lost with it
        name = getattr(to, "__name__", str(to))
        raise invalid_response(info, f"The response cannot become a {name}", body) from error


def _cast_value(value: Any, to: Any) -> Any:
    if (from_dict := getattr(to, "from_dict", None)) is not None:
        return from_dict(value)
    if (validate := getattr(to, "model_validate", None)) is not None:
        return validate(value)
    return to(value) if isinstance(to, type) and to in (int, float, bool) else value


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


#: Bytes of a body that an error keeps.
_MAX_BODY = 1_000_000


class ErrorResponse(ResponseInfo):
    """A response with an error status, or with a body that does not fit. Keys in its body are redacted."""

    __slots__ = ("content",)

    def __init__(self, *, content: bytes = b"", **facts: Any) -> None:
        """Make the response of an error of its body and of the arguments of `ResponseInfo`."""
        super().__init__(**facts)
        #: The body.
        self.content: bytes = content

    @classmethod
    def of(cls, info: ResponseInfo, body: bytes) -> ErrorResponse:
        """Return the response with this body."""
        text = redact(body[:_MAX_BODY].decode("utf-8", "surrogateescape"))
        return cls(content=text.encode("utf-8", "surrogateescape"), **info._state())  # pyright: ignore[reportPrivateUsage]

    @property
    def text(self) -> str:
        """The body as text; what is not UTF-8 becomes U+FFFD."""
        return self.content.decode("utf-8", "replace")

    @property
    def is_error(self) -> bool:
        """Whether the status is 400 or above."""
        return self.status_code >= 400

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status_code < 300

    @property
    def reason_phrase(self) -> str:
        """The words of the status in HTTP, such as `Not Found`; empty if it has none."""
        from http import HTTPStatus

        try:
            return HTTPStatus(self.status_code).phrase
        except ValueError:
            return ""

    def json(self) -> Any:
        """Return the body as plain JSON values. Raises ValueError if it is not JSON."""
        return _json.loads_whole(self.content)

    def read(self) -> bytes:
        """Return the body."""
        return self.content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorResponse) and other.content == self.content and super().__eq__(other)

    __hash__ = ResponseInfo.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.content, self._state())


def _restored(content: bytes, facts: dict[str, Any]) -> ErrorResponse:
    return ErrorResponse(content=content, **facts)
