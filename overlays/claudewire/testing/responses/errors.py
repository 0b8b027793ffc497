"""Errors of the API: a status, an error type, a message, and sometimes a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from claudewire._errors import BY_TYPE

#: The type that goes with a status; other 4xx are `invalid_request_error`, other 5xx are `api_error`.
TYPES: Final = {cls.STATUS: kind for kind, cls in BY_TYPE.items()}


def status_of(kind: str) -> int:
    """Return the status that goes with an error type; 500 for a type that is not known."""
    cls = BY_TYPE.get(kind)
    return 500 if cls is None or cls.STATUS is None else cls.STATUS


class APIErrorResponse(Exception):
    """The error that a request gets as its response."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str | None = None,
        code: str | None = None,
        details: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind: str = kind or TYPES.get(status) or ("invalid_request_error" if status < 500 else "api_error")
        self.code = code
        self.details: dict[str, Any] = dict(details or {})
        self.headers: dict[str, str] = dict(headers or {})
        #: Seconds before the response.
        self.delay: float = 0.0

    def delayed(self, seconds: float) -> APIErrorResponse:
        """Return the same error, with a delay before the response."""
        made = APIErrorResponse(
            self.status, self.message, kind=self.kind, code=self.code, details=self.details, headers=self.headers
        )
        made.delay = seconds
        return made

    def body(self, request_id: str | None) -> dict[str, Any]:
        """Return the error as the API writes it, in a response body and in a stream's `error` event."""
        error: dict[str, Any] = {"type": self.kind, "message": self.message}
        if self.code is not None:
            error["details"] = {"error_code": self.code, **self.details}
        return {"type": "error", "error": error, "request_id": request_id}


def invalid_request(message: str, *, code: str | None = None) -> APIErrorResponse:
    """Return a 400: the request breaks a rule."""
    return APIErrorResponse(400, message, code=code)


def not_found(message: str, *, code: str | None = None) -> APIErrorResponse:
    """Return a 404: there is no object of that name."""
    return APIErrorResponse(404, message, code=code)
