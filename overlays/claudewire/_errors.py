"""Every exception of this package. One base class catches them all; the official names are aliases.

    ClaudeError                           = AnthropicError
    ├── ConfigurationError                (ValueError) the client was set up in a way that can not work; nothing was sent
    │   └── MissingCredentials            (TypeError)  no API key, no token, and no header that would stand for them
    ├── RequestInvalid                    (ValueError) the request was refused here: a header with a line break, a file twice
    └── APIError                          the call was made, and failed
        ├── APIConnectionError            no answer, or not all of it
        │   ├── RedirectRefused           the answer pointed elsewhere; credentials and body stay here
        │   └── APITimeoutError           an httpx timeout passed
        │       ├── DeadlineExpired       the `deadline` of the whole call passed
        │       └── StreamStalled         no event but pings for `stall_timeout` seconds
        ├── ResponseInvalid               a 2xx that is not what was promised = APIResponseValidationError
        │   └── ResponseTooLarge          the decoded body is over the limit
        ├── StreamError                   the bytes of a stream make no sense
        │   ├── StreamTruncated           it ended, cleanly, before it was complete
        │   ├── StreamLimitExceeded       a line or an event is over the limit
        │   ├── StreamOrderError          an event came that may not come there
        │   └── StreamDataInvalid         a payload is not JSON
        └── APIStatusError                the API answered with an error, as a status or as an `error` event
            ├── BadRequestError           400 invalid_request_error
            ├── AuthenticationError       401 authentication_error
            ├── BillingError              402 billing_error = PaymentRequiredError
            ├── PermissionDeniedError     403 permission_error
            ├── NotFoundError             404 not_found_error
            ├── RequestTimeoutError       408
            ├── ConflictError             409 conflict_error
            ├── PreconditionFailedError   412
            ├── RequestTooLargeError      413 request_too_large = ContentTooLargeError; also before sending
            ├── UnprocessableEntityError  422
            ├── RateLimitError            429 rate_limit_error
            └── InternalServerError       5xx api_error
                ├── ServiceUnavailableError   503
                ├── GatewayTimeoutError       504 timeout_error = DeadlineExceededError
                └── OverloadedError           529 overloaded_error

The status decides the class. Where one status stands for several things (400, any 5xx, and statuses that are not in the table),
`error.type` decides. An `error` event in a stream has no status of its own: it gets the class, and the status, of its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Self, TypeVar, cast

E = TypeVar("E", bound="ClaudeError")

_NO_HEADERS: Final[Mapping[str, str]] = {}
#: As much of a foreign body as a message quotes.
EXCERPT = 200


class ClaudeError(Exception):
    """Base class of all exceptions of this package."""

    #: What happened. A class says it for those that nobody says more of.
    message: str = ""

    def __init__(self, message: str = "") -> None:
        self.message = message or self.message
        super().__init__(self.message)

    # The arguments of subclasses differ; the state does not depend on them. The cause is kept by a copy,
    # but not by a pickle: it is somebody else's exception and may hold sockets or secrets.
    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, self.__dict__)

    def __copy__(self) -> Self:
        twin = _restore(type(self), self.args, dict(self.__dict__))
        twin.__cause__, twin.__context__, twin.__traceback__ = self.__cause__, self.__context__, self.__traceback__
        twin.__suppress_context__ = self.__suppress_context__
        return twin


def _restore(cls: type[E], args: tuple[Any, ...], state: dict[str, Any]) -> E:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(ClaudeError, ValueError):
    """The client can not work as it is set up."""


class MissingCredentials(ConfigurationError, TypeError):
    """There is nothing to authenticate with."""


class RequestInvalid(ClaudeError, ValueError):
    """The request was refused before anything was sent."""


class APIError(ClaudeError):
    """A call failed. Every attribute is there on every subclass; what is not known is None."""

    #: What a class says of itself; `x-should-retry` and the caller may know better.
    RETRYABLE: ClassVar[bool] = False

    #: What only an answer can tell. (An `APIStatusError` always has a status, and its type says so.)
    status_code: Any = None
    error_type: str | None = None
    error_code: str | None = None
    api_message: str | None = None
    details: dict[str, Any] | None = None
    response: Any = None

    def __init__(
        self,
        message: str = "",
        *,
        request: Any = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        request_id: str | None = None,
        organization_id: str | None = None,
        retry_after: float | None = None,
        attempts: int = 1,
        is_retryable: bool | None = None,
        partial_message: Any = None,
        events_seen: int = 0,
    ) -> None:
        super().__init__(message)
        headers = headers if headers is not None else _NO_HEADERS
        self.request = request
        #: The decoded JSON of the answer, or its text.
        self.body = body
        self.headers = headers
        self.request_id = request_id or headers.get("request-id")
        self.organization_id = organization_id or headers.get("anthropic-organization-id")
        #: Seconds after which the server wants to be asked again.
        self.retry_after = retry_after
        #: How often the request was sent.
        self.attempts = attempts
        #: Whether the same request may well succeed later.
        self.is_retryable = self.RETRYABLE if is_retryable is None else is_retryable
        #: For streams: the message as far as it came, and the number of events that came.
        self.partial_message = partial_message
        self.events_seen = events_seen
        #: For streams: the body of the request, for `resume_params()`. A copy or a pickle does not take it along.
        self._request_body: Mapping[str, Any] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, {**self.__dict__, "_request_body": None})

    def resume_params(self) -> dict[str, Any]:
        """For a stream that broke off: arguments of a new request that goes on from there. Nothing is sent.

        See `claudewire.continuation` for what is kept, what is dropped, and how the model is made to go on.

        Raises:
            RequestInvalid: there is no such request, and why.
        """
        from ._resume import continuation

        if self._request_body is None:
            raise RequestInvalid("only a stream of a message can be continued, and only where its error was raised")
        return continuation(self._request_body, self.partial_message).params

    def __str__(self) -> str:
        notes = [f"request {self.request_id}"] if self.request_id else []
        if self.attempts > 1:
            notes.append(f"{self.attempts} attempts")
        if self.retry_after is not None:
            notes.append(f"retry after {self.retry_after:g} s")
        return f"{self.message} ({', '.join(notes)})" if notes else self.message


class APIConnectionError(APIError):
    """There was no answer, or it broke off."""

    RETRYABLE = True
    message = "Connection error."
    #: Whether the request may have reached the server.
    sent = True


class RedirectRefused(APIConnectionError):
    """The server pointed to another place. Nothing was sent there."""

    RETRYABLE = False

    def __init__(self, message: str = "Redirect refused.", *, location: str | None = None, **known: Any) -> None:
        super().__init__(message, **known)
        self.location = location


class APITimeoutError(APIConnectionError):
    """The server was too slow for the `timeout`."""

    def __init__(self, message: Any = "Request timed out.", **known: Any) -> None:
        # The official class takes the request as its one argument.
        if not isinstance(message, str):
            known["request"], message = message, "Request timed out."
        super().__init__(message, **known)


class DeadlineExpired(APITimeoutError):
    """The `deadline` of the whole call passed: attempts, waits and reading together."""


class StreamStalled(APITimeoutError):
    """Nothing but pings came for `stall_timeout` seconds."""


class ResponseInvalid(APIError):
    """A successful status, and a body that is not what was promised."""

    def __init__(
        self,
        message: str = "The response is not what was promised.",
        *,
        status_code: int | None = None,
        response: Any = None,
        **known: Any,
    ) -> None:
        if response is not None:
            known.setdefault("headers", response.headers)
        super().__init__(message, **known)
        self.status_code = status_code if response is None else int(response.status_code)
        self.response = response


class ResponseTooLarge(ResponseInvalid):
    """The decoded body is over the limit. A small body on the wire can be a large one when it is unpacked."""


class StreamError(APIError):
    """A stream went wrong after it had begun. `partial_message` holds what came, `events_seen` counts it."""


class StreamTruncated(StreamError):
    """The stream ended before it was complete."""

    RETRYABLE = True
    message = "The stream ended before it was complete."


class StreamLimitExceeded(StreamError):
    """A line or an event of the stream is larger than allowed."""


class StreamOrderError(StreamError):
    """An event came at a place where it may not come."""


class StreamDataInvalid(StreamError):
    """A payload is not the JSON it should be."""


class APIStatusError(APIError):
    """The API said no."""

    #: The status of this class, when it has one.
    STATUS: ClassVar[int | None] = None

    status_code: int

    def __init__(
        self,
        message: str = "",
        *,
        response: Any = None,
        body: Any = None,
        status_code: int | None = None,
        headers: Mapping[str, str] | None = None,
        is_retryable: bool | None = None,
        **known: Any,
    ) -> None:
        if response is not None:
            status_code = int(response.status_code) if status_code is None else status_code
            headers = response.headers if headers is None else headers
        error_type, said, details, said_id = _said(body)
        status_code = status_code or self.STATUS or 0
        if is_retryable is None:
            is_retryable = retryable(status_code, headers or _NO_HEADERS)
        super().__init__(
            message,
            body=body,
            headers=headers,
            is_retryable=is_retryable,
            **known,
        )
        self.response = response
        self.request_id = self.request_id or said_id
        self.status_code = status_code
        #: `error.type` of the body, such as `overloaded_error`.
        self.error_type = error_type
        #: `error.message` of the body.
        self.api_message = said
        #: `error.details` of the body, and its `error_code`.
        self.details = details
        self.error_code = _text((details or {}).get("error_code"))

    @property
    def type(self) -> str | None:
        """The official name of `error_type`."""
        return self.error_type


class BadRequestError(APIStatusError):
    """400: the request is wrong in form or content."""

    STATUS = 400


class AuthenticationError(APIStatusError):
    """401: the key is missing or wrong."""

    STATUS = 401


class BillingError(APIStatusError):
    """402: there is a problem with the account's payment."""

    STATUS = 402


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this."""

    STATUS = 403


class NotFoundError(APIStatusError):
    """404: there is no such thing."""

    STATUS = 404


class RequestTimeoutError(APIStatusError):
    """408: the server gave up waiting for the request."""

    STATUS = 408


class ConflictError(APIStatusError):
    """409: it does not fit what is there already."""

    STATUS = 409


class PreconditionFailedError(APIStatusError):
    """412: a condition of the request does not hold."""

    STATUS = 412


class RequestTooLargeError(APIStatusError):
    """413: the request is over the size limit. Raised before sending where the size is known."""

    STATUS = 413


class UnprocessableEntityError(APIStatusError):
    """422: well-formed, and still not possible."""

    STATUS = 422


class RateLimitError(APIStatusError):
    """429: too many requests or tokens; `retry_after` says when to come back."""

    STATUS = 429


class InternalServerError(APIStatusError):
    """5xx: the server failed."""

    STATUS = 500


class ServiceUnavailableError(InternalServerError):
    """503: not now."""

    STATUS = 503


class GatewayTimeoutError(InternalServerError):
    """504: it took the server too long."""

    STATUS = 504


class OverloadedError(InternalServerError):
    """529: everybody asks at once."""

    STATUS = 529


BY_STATUS: Final[Mapping[int, type[APIStatusError]]] = {
    cls.STATUS: cls
    for cls in (*APIStatusError.__subclasses__(), *InternalServerError.__subclasses__())
    if cls.STATUS is not None
}

BY_TYPE: Final[Mapping[str, type[APIStatusError]]] = {
    "invalid_request_error": BadRequestError,
    "authentication_error": AuthenticationError,
    "billing_error": BillingError,
    "permission_error": PermissionDeniedError,
    "not_found_error": NotFoundError,
    "conflict_error": ConflictError,
    "request_too_large": RequestTooLargeError,
    "rate_limit_error": RateLimitError,
    "api_error": InternalServerError,
    "timeout_error": GatewayTimeoutError,
    "overloaded_error": OverloadedError,
}


def error_class(status: int, error_type: str | None) -> type[APIStatusError]:
    """The class of an answer: see the rule at the top of this module."""
    named, usual = BY_TYPE.get(error_type or ""), BY_STATUS.get(status)
    if status >= 500:
        if named is not None and issubclass(named, InternalServerError) and named is not InternalServerError:
            return named
        return usual or InternalServerError
    if status == 400 or usual is None:
        return named or usual or APIStatusError
    return usual


def retryable(status: int, headers: Mapping[str, str] = _NO_HEADERS) -> bool:
    """Whether a status is worth another attempt; `x-should-retry` has the last word."""
    word = headers.get("x-should-retry")
    if word in ("true", "false"):
        return word == "true"
    return status in (408, 409, 429) or status >= 500


def from_status(status: int, headers: Mapping[str, str], body: Any, **known: Any) -> APIStatusError:
    """The error for an answer with an error status.

    Args:
        status: The HTTP status.
        headers: The headers of the answer, names in lower case or in a case-insensitive mapping.
        body: The decoded JSON; or bytes or text, where it is not JSON.
        known: Further attributes (`attempts`, `retry_after`, `response`, …).
    """
    if isinstance(body, (bytes, bytearray)):
        body = bytes(body).decode("utf-8", "replace")
    error_type, said, *_ = _said(body)
    if said:
        message = f"{status} {error_type}: {said}" if error_type else f"{status}: {said}"
    else:
        message = f"{status}: {excerpt(body)}" if body else f"{status}, with an empty body"
    return error_class(status, error_type)(message, status_code=status, headers=headers, body=body, **known)


def from_error_event(payload: Any, *, headers: Mapping[str, str] | None = None, **known: Any) -> APIStatusError:
    """The error for an `error` event in the middle of a stream.

    It is the error that the same type would be as a status: `overloaded_error` is an `OverloadedError` with 529.

    Args:
        payload: The payload of the event.
        headers: The headers of the answer that the stream belongs to.
        known: Further attributes (`partial_message`, `events_seen`, `attempts`, …).
    """
    error_type, said, *_ = _said(payload)
    cls = BY_TYPE.get(error_type or "", APIStatusError)
    message = f"{error_type or 'error'} in the stream: {said or excerpt(payload)}"
    # The stream's own status is 200; its `x-should-retry` would speak of that.
    status = cls.STATUS or 0
    known.setdefault("is_retryable", retryable(status))
    return cls(message, status_code=status, headers=headers, body=payload, **known)


def excerpt(body: Any) -> str:
    """The beginning of a body, on one line."""
    if isinstance(body, (bytes, bytearray)):
        text = bytes(body[: EXCERPT * 4]).decode("utf-8", "replace")
    else:
        text = body if isinstance(body, str) else repr(body)
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"


def _said(body: Any) -> tuple[str | None, str | None, dict[str, Any] | None, str | None]:
    """Type, message and details of the error that a body tells of, and the request id beside it."""
    around = _object(body)
    error = _object(around.get("error"))
    details: dict[str, Any] | None = error["details"] if isinstance(error.get("details"), dict) else None
    return _text(error.get("type")), _text(error.get("message")), details, _text(around.get("request_id"))


def _object(value: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


AnthropicError = ClaudeError
APIResponseValidationError = ResponseInvalid
PaymentRequiredError = BillingError
ContentTooLargeError = RequestTooLargeError
DeadlineExceededError = GatewayTimeoutError
