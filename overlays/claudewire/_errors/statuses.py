"""The errors that a status stands for, and the tables that choose among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from claudewire._secrets import redact_value

from .base import APIError
from .bodies import NO_HEADERS, parse_error_body, retryable, text_of


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

PaymentRequiredError = BillingError
ContentTooLargeError = RequestTooLargeError
DeadlineExceededError = GatewayTimeoutError
