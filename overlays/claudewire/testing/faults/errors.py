"""Faults that put an API error in the place of the response."""

# ruff: noqa: ARG001 - every fault has the same signature
from __future__ import annotations

from claudewire.testing.responses.errors import APIErrorResponse
from claudewire.testing.responses.steps import Steps, json_response

from .fault import Fault, Transform, fault_named


def _error(status: int, message: str, *, code: str | None = None, retry_after: float | None = None) -> Transform:
    def apply(fault: Fault, script: Steps, request_id: str) -> Steps:
        refusal = APIErrorResponse(
            fault.status if status == 0 else status, fault.message or message, kind=fault.type, code=code
        )
        return json_response(refusal.body(request_id), refusal.status, _retry_headers(fault, retry_after))

    apply.__doc__ = f"An error {status}: {message}" if status else "An error of the given `status`."
    return apply


def _retry_headers(fault: Fault, retry_after: float | None) -> dict[str, str]:
    wait = retry_after if fault.retry_after is None else fault.retry_after
    headers = {} if wait is None else {"retry-after": f"{wait:g}"}
    return headers if fault.should_retry is None else headers | {"x-should-retry": str(fault.should_retry).lower()}


for _name, _apply in {
    "status": _error(0, "A fault was asked for."),
    "bad_request": _error(400, "A fault was asked for."),
    "bad_key": _error(401, "invalid x-api-key"),
    "expired_token": _error(401, "The access token has expired.", code="expired_token"),
    "expired_signature": _error(403, "The signature has expired: the clock is wrong.", code="expired_signature"),
    "billing": _error(402, "Your credit balance is too low to access the API."),
    "permission": _error(403, "Your API key does not have permission to use the specified resource."),
    "not_found": _error(404, "Not found"),
    "file_expired": _error(404, "This file has expired.", code="file_expired"),
    "conflict": _error(409, "The resource was changed at the same time."),
    "too_large": _error(413, "Request exceeds the maximum size"),
    "rate_limit": _error(429, "This request would exceed your organization's rate limit.", retry_after=1),
    "spend_limit": _error(429, "You have reached your monthly spend limit.", code="enforced_spend_limit_reached"),
    "server_error": _error(500, "Internal server error"),
    "timeout": _error(504, "The request took too long."),
    "overloaded": _error(529, "Overloaded"),
}.items():
    fault_named(_name)(_apply)
