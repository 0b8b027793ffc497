"""Errors of each platform: class, code, request id, hint, and whether the call is repeated."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import httpx
import pytest

import claudewire
from claudewire.platforms.google import platform as google_platform
from tests.support.clouds import HELLO, SURFACES, cloud_client

AWS = {"x-amzn-requestid": "r"}


def aws(status: int, name: str, message: str) -> httpx.Response:
    headers = {**AWS, "x-amzn-errortype": f"{name}:http://internal.amazon.com/coral/"}
    return httpx.Response(status, json={"message": message}, headers=headers)


def google(status: int, name: str) -> dict[str, Any]:
    return {"error": {"code": status, "message": "m", "status": name}}


CASES: list[tuple[str, httpx.Response, str, str | None, str | None, bool]] = [
    (
        "P1",
        aws(429, "ThrottlingException", "Too many requests"),
        "RateLimitError",
        "rate_limit_error",
        "ThrottlingException",
        True,
    ),
    (
        "P1",
        aws(400, "ThrottlingException", "Too many"),
        "RateLimitError",
        "rate_limit_error",
        "ThrottlingException",
        True,
    ),
    (
        "P1",
        aws(400, "ServiceQuotaExceededException", "quota"),
        "RateLimitError",
        "rate_limit_error",
        "ServiceQuotaExceededException",
        False,
    ),
    (
        "P1",
        aws(400, "ValidationException", "bad"),
        "BadRequestError",
        "invalid_request_error",
        "ValidationException",
        False,
    ),
    (
        "P1",
        aws(403, "UnrecognizedClientException", "no"),
        "AuthenticationError",
        "authentication_error",
        "UnrecognizedClientException",
        False,
    ),
    (
        "P1",
        aws(403, "AccessDeniedException", "no"),
        "PermissionDeniedError",
        "permission_error",
        "AccessDeniedException",
        False,
    ),
    (
        "P1",
        aws(404, "ResourceNotFoundException", "no"),
        "NotFoundError",
        "not_found_error",
        "ResourceNotFoundException",
        False,
    ),
    ("P1", aws(408, "ModelTimeoutException", "slow"), "RequestTimeoutError", None, "ModelTimeoutException", True),
    ("P1", aws(424, "ModelErrorException", "m"), "InternalServerError", "api_error", "ModelErrorException", True),
    (
        "P1",
        aws(500, "InternalServerException", "m"),
        "InternalServerError",
        "api_error",
        "InternalServerException",
        True,
    ),
    (
        "P1",
        aws(503, "ServiceUnavailableException", "Model is getting throttled."),
        "ServiceUnavailableError",
        "api_error",
        "ServiceUnavailableException",
        True,
    ),
    (
        "P1",
        httpx.Response(503, json={"message": "Model is getting throttled."}, headers=AWS),
        "ServiceUnavailableError",
        None,
        None,
        True,
    ),
    ("P1", httpx.Response(502, text="<html>bad gateway"), "InternalServerError", None, None, True),
    (
        "P1",
        httpx.Response(400, json={"type": "error", "error": {"type": "invalid_request_error", "message": "m"}}),
        "BadRequestError",
        "invalid_request_error",
        None,
        False,
    ),
    (
        "P5",
        httpx.Response(429, json=google(429, "RESOURCE_EXHAUSTED")),
        "RateLimitError",
        "rate_limit_error",
        "RESOURCE_EXHAUSTED",
        True,
    ),
    (
        "P5",
        httpx.Response(429, json=[google(429, "RESOURCE_EXHAUSTED")]),
        "RateLimitError",
        "rate_limit_error",
        "RESOURCE_EXHAUSTED",
        True,
    ),
    (
        "P5",
        httpx.Response(403, json=google(403, "PERMISSION_DENIED")),
        "PermissionDeniedError",
        "permission_error",
        "PERMISSION_DENIED",
        False,
    ),
    (
        "P5",
        httpx.Response(503, json=google(503, "UNAVAILABLE")),
        "ServiceUnavailableError",
        "api_error",
        "UNAVAILABLE",
        True,
    ),
    (
        "P5",
        httpx.Response(504, json=google(504, "DEADLINE_EXCEEDED")),
        "GatewayTimeoutError",
        "timeout_error",
        "DEADLINE_EXCEEDED",
        True,
    ),
    (
        "P7",
        httpx.Response(404, json={"error": {"code": "DeploymentNotFound", "message": "m"}}),
        "NotFoundError",
        "not_found_error",
        "DeploymentNotFound",
        False,
    ),
    (
        "P7",
        httpx.Response(404, json={"error": {"code": "DeploymentNotFound", "message": "m", "details": "text"}}),
        "NotFoundError",
        "not_found_error",
        "DeploymentNotFound",
        False,
    ),
    (
        "P7",
        httpx.Response(429, json={"error": {"code": "429", "message": "m"}}),
        "RateLimitError",
        "rate_limit_error",
        "429",
        True,
    ),
    (
        "P7",
        httpx.Response(401, json={"error": {"code": "401", "message": "m"}}),
        "AuthenticationError",
        "authentication_error",
        "401",
        False,
    ),
]


@pytest.mark.parametrize(
    ("surface", "response", "cls", "error_type", "code", "retries"),
    CASES,
    ids=lambda v: v if isinstance(v, str) else None,
)
def test_error_of_a_platform_has_our_class(
    surface: str, response: httpx.Response, cls: str, error_type: str | None, code: str | None, retries: bool
) -> None:
    attempts: list[int] = []

    def respond(_: httpx.Request) -> httpx.Response:
        attempts.append(1)
        return httpx.Response(response.status_code, content=response.content, headers=dict(response.headers))

    name, arguments = SURFACES[surface]
    policy = claudewire.RetryPolicy(initial_delay=0.0, max_retries=2)
    with pytest.raises(claudewire.APIStatusError) as caught:
        cloud_client(name, respond, **{**arguments, "retry": policy, "max_retries": 2}).messages.create(**HELLO)

    error = caught.value
    assert type(error).__name__ == cls
    assert (error.error_type, error.error_code, error.status_code) == (error_type, code, response.status_code)
    assert error.is_retryable is retries
    assert len(attempts) == (3 if retries else 1)
    assert error.request_id == response.headers.get("x-amzn-requestid")
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (str(other), other.error_code, other.retry_status) == (str(error), error.error_code, error.retry_status)


def message_of(surface: str, response: httpx.Response, **call: Any) -> str:
    name, arguments = SURFACES[surface]
    with pytest.raises(claudewire.APIStatusError) as caught:
        cloud_client(name, lambda _: response, **arguments).messages.create(**{**HELLO, **call})
    return str(caught.value)


def azure(code: str, message: str = "m", status: int = 404) -> httpx.Response:
    return httpx.Response(status, json={"error": {"code": code, "message": message}})


@pytest.mark.parametrize(
    ("surface", "response", "hint"),
    [
        (
            "P1",
            aws(
                400,
                "ValidationException",
                "Invocation of model ID anthropic.claude-sonnet-4-5-20250929-v1:0 with on-demand throughput isn't supported",
            ),
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        ),
        (
            "P1",
            aws(403, "AccessDeniedException", "You don't have access to the model with the specified model ID."),
            "Model access",
        ),
        ("P1", aws(400, "ValidationException", "too many total text bytes: 10000002 > 9000000"), "9,000,000"),
        ("P1", aws(403, "InvalidSignatureException", "The request signature we calculated does not match"), "proxy"),
        ("P1", aws(400, "ValidationException", "URL sources are not supported"), "base64"),
        (
            "P4",
            aws(403, "AccessDeniedException", "Outbound web identity federation is disabled for your account"),
            "administrator",
        ),
        (
            "P5",
            httpx.Response(
                404, json={"error": {"code": 404, "message": "Publisher Model `x` not found", "status": "NOT_FOUND"}}
            ),
            "@date",
        ),
        ("P7", azure("401", "audience is incorrect", 401), "cognitiveservices"),
        ("P7", azure("api_not_supported"), "/v1/messages"),
        ("P7", azure("DeploymentNotFound"), "name of the deployment"),
    ],
)
def test_common_mistake_in_the_setup_has_a_hint(surface: str, response: httpx.Response, hint: str) -> None:
    call = {"model": "anthropic.claude-sonnet-4-5-20250929-v1:0"} if surface == "P1" else {}

    assert hint in message_of(surface, response, **call)


def test_refused_beta_is_listed_with_those_that_were_sent() -> None:
    body = {"type": "error", "error": {"type": "invalid_request_error", "message": "invalid beta flag"}}

    text = message_of("P1", httpx.Response(400, json=body), betas=["one-2026-01-01", "two-2026-01-01"])

    assert "one-2026-01-01, two-2026-01-01" in text


def test_request_id_of_vertex_comes_from_the_body() -> None:
    body = {"type": "error", "error": {"type": "invalid_request_error", "message": "m"}, "request_id": "req_vrtx_1"}

    assert "req_vrtx_1" in message_of("P5", httpx.Response(400, json=body))


def test_throttle_in_a_503_costs_the_price_of_a_throttle() -> None:
    with pytest.raises(claudewire.ServiceUnavailableError) as caught:
        cloud_client(
            "ClaudeBedrock",
            lambda _: aws(503, "ServiceUnavailableException", "Model is getting throttled. Try your request again."),
            **SURFACES["P1"][1],
        ).messages.create(**HELLO)

    assert caught.value.retry_status == 429


#: Code of Google → status and type of the error, where the response has no status of its own: in a stream.
GOOGLE_CODES = {
    "INVALID_ARGUMENT": (400, "invalid_request_error"), "FAILED_PRECONDITION": (400, "invalid_request_error"),
    "OUT_OF_RANGE": (400, "invalid_request_error"), "UNAUTHENTICATED": (401, "authentication_error"),
    "PERMISSION_DENIED": (403, "permission_error"), "NOT_FOUND": (404, "not_found_error"), "ABORTED": (409, "conflict_error"),
    "ALREADY_EXISTS": (409, "conflict_error"), "RESOURCE_EXHAUSTED": (429, "rate_limit_error"), "INTERNAL": (500, "api_error"),
    "UNKNOWN": (500, "api_error"), "UNAVAILABLE": (503, "api_error"), "DEADLINE_EXCEEDED": (504, "timeout_error"),
}  # fmt: skip


def test_every_code_of_google_has_its_status_and_type() -> None:
    assert dict(google_platform._ERRORS) == GOOGLE_CODES
