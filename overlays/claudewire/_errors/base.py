"""The base class of all failed calls, and the errors of connections and streams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from claudewire._secrets import redact, redact_value
from claudewire_api._errors import ClaudeError, RequestInvalid, SuggestsAttributes, restore

from .bodies import NO_HEADERS


class ConfigurationError(ClaudeError, ValueError, TypeError):
    """The configuration of the client is invalid. Nothing was sent."""


class MissingCredentials(ConfigurationError):
    """The client has no credential."""


class NotOnPlatform(RequestInvalid):
    """The platform of the client does not have the operation or the feature. Nothing was sent."""


class APIError(SuggestsAttributes, ClaudeError):
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
    """The program reads a stream that it has closed, or whose `with` block it has left, before its end; or once more after its end."""


class StreamLimitExceeded(StreamError):
    """A line or an event of the stream is larger than allowed."""


class StreamOrderError(StreamError):
    """An event is not allowed at this point of the stream."""


class StreamDataInvalid(StreamError):
    """An event or line is not a JSON object, or lacks a field of its type."""


AnthropicError = ClaudeError
APIResponseValidationError = ResponseInvalid
