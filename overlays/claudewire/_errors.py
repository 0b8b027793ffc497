"""All exceptions of this package. `ClaudeError` is the base class of all; the names of the official SDK are aliases.

    ClaudeError                           = AnthropicError
    ├── ConfigurationError                (ValueError, TypeError) the client's configuration is invalid; nothing was sent
    │   └── MissingCredentials            no API key, no token, and no header that replaces them
    ├── FieldMissing                      (AttributeError) a field was read that the API promises and the server did not send
    ├── PaginationError                   the pages of a list lead nowhere
    ├── RequestInvalid                    (ValueError, TypeError) the request is invalid: a header with a line break; nothing was sent
    │   └── NotOnPlatform                 the platform of the client does not have this; nothing was sent
    └── APIError                          the call failed
        ├── RetryableError                middleware asks for another attempt
        ├── APIConnectionError            no response, or an incomplete one
        │   ├── RedirectRefused           the server redirects to another origin, or redirects a POST; nothing was sent there
        │   └── APITimeoutError           an httpx timeout passed
        │       ├── DeadlineExpired       the `deadline` of the call passed
        │       │   └── RateLimitTimeout  the client's rate limiter has no turn before the deadline; the request was not sent
        │       └── StreamStalled         no event but pings for `stall_timeout` seconds
        ├── ResponseInvalid               a 2xx response that does not fit the API description = APIResponseValidationError
        │   └── ResponseTooLarge          the decoded body is larger than the limit
        ├── StreamError                   the response is not a valid stream
        │   ├── StreamTruncated           the connection was closed normally before the stream was complete
        │   ├── StreamLimitExceeded       a line or an event is larger than the limit
        │   ├── StreamClosed              the program closed the stream, or left its `with` block, before the end
        │   ├── StreamOrderError          an event is not allowed at this point of the stream
        │   └── StreamDataInvalid         an event or line is not a JSON object, or lacks a field
        └── APIStatusError                the API returned an error status or sent an `error` event
            ├── BadRequestError           400 invalid_request_error
            ├── AuthenticationError       401 authentication_error
            ├── BillingError              402 billing_error = PaymentRequiredError
            ├── PermissionDeniedError     403 permission_error
            ├── NotFoundError             404 not_found_error
            ├── RequestTimeoutError       408
            ├── ConflictError             409 conflict_error
            ├── PreconditionFailedError   412
            ├── RequestTooLargeError      413 request_too_large = ContentTooLargeError; also raised before sending
            ├── UnprocessableEntityError  422
            ├── RateLimitError            429 rate_limit_error
            ├── RequestHeaderFieldsTooLargeError  431
            ├── ClientClosedRequestError  499
            └── InternalServerError       5xx api_error
                ├── HTTPNotImplementedError   501
                ├── ServiceUnavailableError   503
                ├── GatewayTimeoutError       504 timeout_error = DeadlineExceededError
                └── OverloadedError           529 overloaded_error

The status chooses the class. For a status with several meanings (400, any 5xx, and statuses that are not in the table),
`error.type` chooses it. An `error` event in a stream has no status: it gets the class, and the status, of its type. If the type is
missing or unknown, it is an `APIStatusError` without a status. `_error_responses` chooses. An error with an `error_code` that the API
documents has a class of its own below that of its status: `thread_not_found` is a `ThreadNotFoundError` (`_error_codes`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from claudewire_api._errors import ClaudeError as ClaudeError  # noqa: PLC0414 - exported from here
from claudewire_api._errors import FieldMissing as FieldMissing  # noqa: PLC0414
from claudewire_api._errors import PaginationError as PaginationError  # noqa: PLC0414
from claudewire_api._errors import RequestInvalid as RequestInvalid  # noqa: PLC0414
from claudewire_api._errors import restore

from ._error_bodies import NO_HEADERS, parse_error_body, retryable, text_of
from ._secrets import redact, redact_value


class ConfigurationError(ClaudeError, ValueError, TypeError):
    """The configuration of the client is invalid. Nothing was sent."""


class MissingCredentials(ConfigurationError):
    """The client has no credential."""


class NotOnPlatform(RequestInvalid):
    """The platform of the client does not have the operation or the feature. Nothing was sent."""


class APIError(ClaudeError):
    """A call failed. Every subclass has all attributes; what is unknown is None.

    Args:
        message: What went wrong, in a sentence. Credentials in it are replaced.
        request: The request, as an `httpx.Request` or as facts about it.
        body: The decoded JSON of the response, or its text.
        headers: Headers of the response.
        request_id: ID of the request, for support. Default: that of the headers.
        organization_id: ID of the organization. Default: that of the headers.
        retry_after: Seconds that the server asks the client to wait before the next attempt.
        attempts: How many times the request was sent.
        is_retryable: Whether the same request may succeed later. Default: that of the class.
        partial_message: For streams: the message that was received before the error.
        events_seen: For streams: the number of events that were received.
    """

    #: What middleware of the official form has raised because of this error.
    wrapped_by: BaseException | None = None
    #: The default of `is_retryable`. `x-should-retry` and the argument `is_retryable` override it.
    RETRYABLE: ClassVar[bool] = False

    #: Known only if there was a response.
    status_code: Any = None
    error_type: str | None = None
    error_code: str | None = None
    api_message: str | None = None
    details: dict[str, Any] | None = None
    response: Any = None

    def __init__(
        self,
        message: str = "",
        request: Any = None,
        *,
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
        # The one place where texts of responses become attributes of errors: a server may echo what it was sent.
        super().__init__(redact(message))
        body = redact_value(body)
        headers = headers if headers is not None else NO_HEADERS
        self._request: Any = request
        #: The decoded JSON of the response, or its text.
        self.body = body
        self.headers = headers
        self.request_id: str | None = request_id or headers.get("request-id")
        self.organization_id: str | None = organization_id or headers.get("anthropic-organization-id")
        #: Seconds that the server asks the client to wait before the next attempt.
        self.retry_after = retry_after
        #: How many times the request was sent.
        self.attempts = attempts
        #: Whether the same request may succeed later.
        self.is_retryable: bool = self.RETRYABLE if is_retryable is None else is_retryable
        #: For streams: the message received before the error, and the number of events received.
        self.partial_message = partial_message
        self.events_seen = events_seen
        #: Set by the stream of a message: partial message → arguments of the next request. A pickle does not include it, because
        #: it holds the body of the request.
        self._resume: Callable[[Any], dict[str, Any]] | None = None

    @property
    def request(self) -> Any:
        """The request as one of httpx, without its body, headers and credentials; None if none was made."""
        request: Any = self._request
        if (to_httpx := getattr(request, "to_httpx", None)) is not None:
            return to_httpx()
        return request if request is not None else getattr(self.response, "request", None)

    @request.setter
    def request(self, request: Any) -> None:
        self._request = request

    def __reduce__(self) -> tuple[Any, ...]:
        return restore, (type(self), self.args, {**self.__dict__, "_resume": None})

    def resume_params(self) -> dict[str, Any]:
        """Return the arguments of a request that continues the interrupted stream of a message. Sends nothing.

        See `claudewire.continuation` for what is kept, what is left out, and how the model is asked to continue.

        Raises:
            RequestInvalid: the error is not from the stream of a message, or was unpickled, or the message cannot be continued.
        """
        if self._resume is None:
            raise RequestInvalid(
                "resume_params() needs an error that the stream of a message has raised in this process; "
                "for others, see claudewire.continuation"
            )
        return self._resume(self.partial_message)

    def __str__(self) -> str:
        notes = [f"request {self.request_id}"] if self.request_id else []
        if self.attempts > 1:
            notes.append(f"{self.attempts} attempts")
        if self.retry_after is not None:
            notes.append(f"retry after {self.retry_after:g} s")
        return f"{self.message} ({', '.join(notes)})" if notes else self.message


class RetryableError(APIError):
    """Raised by middleware of the official form: the attempt is repeated as the retry policy says.

    Args:
        message: What went wrong, in a sentence.
        known: What else is known, as for `APIError`.
    """

    RETRYABLE: ClassVar[bool] = True
    sent = False

    def __init__(self, message: str = "The attempt is to be repeated.", **known: Any) -> None:
        super().__init__(message, **known)


class APIConnectionError(APIError):
    """The connection failed: there was no response, or an incomplete one."""

    RETRYABLE: ClassVar[bool] = True
    message = "Connection error."
    #: Whether the request may have reached the server.
    sent = True


class RedirectRefused(APIConnectionError):
    """The server redirects to another place. Nothing was sent there.

    Args:
        message: What went wrong, in a sentence.
        location: The URL that the server redirects to.
        known: What else is known, as for `APIError`.
    """

    RETRYABLE: ClassVar[bool] = False

    def __init__(self, message: str = "Redirect refused.", *, location: str | None = None, **known: Any) -> None:
        super().__init__(message, **known)
        self.location = location


class APITimeoutError(APIConnectionError):
    """The `timeout` passed: for connecting, for one read or write, or for a free connection.

    Args:
        message: What went wrong, in a sentence; or the request, as in the official SDK.
        known: What else is known, as for `APIError`.
    """

    def __init__(self, message: Any = "Request timed out.", **known: Any) -> None:
        # The official class takes the request as its one argument.
        if not isinstance(message, str):
            known["request"], message = message, "Request timed out."
        super().__init__(message, **known)


class DeadlineExpired(APITimeoutError):
    """The `deadline` of the call passed. It limits all attempts, waits and reads together."""


class RateLimitTimeout(DeadlineExpired):
    """The rate limiter of the client has no turn for the call before its deadline. The request was not sent.

    `retry_after` says how many seconds the call would have waited.
    """


class StreamStalled(APITimeoutError):
    """No event but pings arrived for `stall_timeout` seconds."""

    message = "No event but pings arrived for too long."


class ResponseInvalid(APIError):
    """The status is 2xx, but the body does not fit the API description.

    Args:
        message: What went wrong, in a sentence; or the response, as in the official SDK.
        body: The decoded JSON of the response, or its text.
        status_code: Status of the response.
        response: The response, as an `httpx.Response`.
        known: What else is known, as for `APIError`.
    """

    def __init__(
        self,
        message: Any = "",
        body: Any = None,
        *,
        status_code: int | None = None,
        response: Any = None,
        **known: Any,
    ) -> None:
        # The official class takes response and body.
        if not isinstance(message, str):
            response, message = message, ""
        if response is not None:
            known.setdefault("headers", response.headers)
        super().__init__(message or "The response does not fit the API description.", body=body, **known)
        self.status_code: Any = status_code if response is None else int(response.status_code)
        self.response = response


class ResponseTooLarge(ResponseInvalid):
    """The decoded body is larger than the limit. A small compressed body can become a large one."""


class StreamError(APIError):
    """A stream failed after its beginning. `partial_message` holds what was received, `events_seen` counts the events."""


class StreamTruncated(StreamError):
    """The connection was closed normally before the stream was complete."""

    RETRYABLE: ClassVar[bool] = True
    message = "The stream ended before it was complete."


class StreamClosed(StreamError):
    """The program reads a stream that it has closed, or whose `with` block it has left, before the end of the stream."""


class StreamLimitExceeded(StreamError):
    """A line or an event of the stream is larger than allowed."""


class StreamOrderError(StreamError):
    """An event is not allowed at this point of the stream."""


class StreamDataInvalid(StreamError):
    """An event or line is not a JSON object, or lacks a field of its type."""


class APIStatusError(APIError):
    """The API returned an error status or sent an `error` event.

    Args:
        message: What went wrong, in a sentence.
        response: The response, as an `httpx.Response`. Status and headers are read from it.
        body: The decoded JSON of the response. Type, message and details of the error are read from it.
        status_code: Status of the response. Default: that of the class.
        headers: Headers of the response.
        is_retryable: Whether the same request may succeed later. Default: what status and headers say.
        known: What else is known, as for `APIError`.
    """

    #: The status of this class; None if it has no single one.
    STATUS: ClassVar[int | None] = None

    #: None for an `error` event of a stream whose type is missing or unknown.
    status_code: int | None
    #: The status that the retry policy goes by, if it is not `status_code`: a platform may send a throttle as a 400.
    retry_status: int | None = None

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
        body = redact_value(body)
        error_type, api_message, details, body_request_id = parse_error_body(body)
        status_code = status_code or self.STATUS
        if is_retryable is None:
            is_retryable = retryable(status_code, headers or NO_HEADERS)
        super().__init__(
            message,
            body=body,
            headers=headers,
            is_retryable=is_retryable,
            **known,
        )
        self.response = response
        self.request_id: str | None = self.request_id or body_request_id
        self.status_code = status_code
        #: `error.type` of the body, such as `overloaded_error`.
        self.error_type = error_type
        #: `error.message` of the body.
        self.api_message = api_message
        #: `error.details` of the body, and its `error_code`.
        self.details = details
        self.error_code: str | None = text_of((details or {}).get("error_code"))

    @property
    def type(self) -> str | None:
        """The name of `error_type` in the official SDK."""
        return self.error_type


class BadRequestError(APIStatusError):
    """400: the form or the content of the request is invalid."""

    STATUS: ClassVar[int | None] = 400


class AuthenticationError(APIStatusError):
    """401: the API key is missing or invalid."""

    STATUS: ClassVar[int | None] = 401


class BillingError(APIStatusError):
    """402: the payment of the account has a problem."""

    STATUS: ClassVar[int | None] = 402


class PermissionDeniedError(APIStatusError):
    """403: the API key has no permission for this."""

    STATUS: ClassVar[int | None] = 403


class NotFoundError(APIStatusError):
    """404: the resource does not exist."""

    STATUS: ClassVar[int | None] = 404


class RequestTimeoutError(APIStatusError):
    """408: the request did not arrive in time."""

    STATUS: ClassVar[int | None] = 408


class ConflictError(APIStatusError):
    """409: the request conflicts with the state of the resource."""

    STATUS: ClassVar[int | None] = 409


class PreconditionFailedError(APIStatusError):
    """412: a precondition of the request is false."""

    STATUS: ClassVar[int | None] = 412


class RequestTooLargeError(APIStatusError):
    """413: the request is larger than the limit. Raised before sending if the size is known."""

    STATUS: ClassVar[int | None] = 413

    @classmethod
    def check(cls, size: int, limit: int | None, operation: str) -> None:
        """Raise this error if a body of `size` bytes is over the limit of its operation.

        Args:
            size: Bytes of the body.
            limit: Most bytes that the operation takes; None for no limit.
            operation: ID of the operation, for the message.

        Raises:
            RequestTooLargeError: the body is larger.
        """
        if limit is not None and size > limit:
            raise cls(
                f"{operation} accepts requests of up to {limit:,} bytes, and this one has {size:,}; it was not sent",
                is_retryable=False,
                attempts=0,
            )


class UnprocessableEntityError(APIStatusError):
    """422: the request is well-formed, but cannot be processed."""

    STATUS: ClassVar[int | None] = 422


class RequestHeaderFieldsTooLargeError(APIStatusError):
    """431: the headers of the request are too large."""

    STATUS: ClassVar[int | None] = 431


class ClientClosedRequestError(APIStatusError):
    """499: the server saw the connection close before it had answered."""

    STATUS: ClassVar[int | None] = 499


class RateLimitError(APIStatusError):
    """429: too many requests or tokens; `retry_after` is the number of seconds to wait."""

    STATUS: ClassVar[int | None] = 429


class InternalServerError(APIStatusError):
    """5xx: the server failed."""

    STATUS: ClassVar[int | None] = 500


class HTTPNotImplementedError(InternalServerError):
    """501: the server does not know the method."""

    STATUS: ClassVar[int | None] = 501


class ServiceUnavailableError(InternalServerError):
    """503: temporarily unavailable."""

    STATUS: ClassVar[int | None] = 503


class GatewayTimeoutError(InternalServerError):
    """504: the server did not finish in time."""

    STATUS: ClassVar[int | None] = 504


class OverloadedError(InternalServerError):
    """529: the API is overloaded."""

    STATUS: ClassVar[int | None] = 529


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


AnthropicError = ClaudeError
APIResponseValidationError = ResponseInvalid
PaymentRequiredError = BillingError
ContentTooLargeError = RequestTooLargeError
DeadlineExceededError = GatewayTimeoutError
