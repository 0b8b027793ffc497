"""What every request goes through: headers, credentials, versions, betas, sizes, and the log."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import Any

import httpx
import pytest

from claudewire.testing import Limits, LocalServer
from claudewire.testing.api import HANDLERS

from .conftest import HEADERS

HELLO: dict[str, Any] = {
    "model": "claude-sonnet-4-5",
    "max_tokens": 50,
    "messages": [{"role": "user", "content": "Hi"}],
}


def error(response: httpx.Response) -> tuple[int, str, str]:
    body = response.json()
    assert body["type"] == "error"
    assert body["request_id"] == response.headers["request-id"]
    return response.status_code, body["error"]["type"], body["error"]["message"]


def test_every_handler_is_of_an_operation_of_the_document(server: LocalServer) -> None:
    """An operation without one, just added to the document, is answered with its own example."""
    assert set(HANDLERS) <= {operation.id for operation in server.state.document.operations}
    assert len(HANDLERS) >= 24


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, (401, "authentication_error", "x-api-key header is required")),
        ({"x-api-key": "sk-ant-invalid-0"}, (401, "authentication_error", "invalid x-api-key")),
        ({"authorization": "Basic x"}, (401, "authentication_error", "x-api-key header is required")),
        ({"x-api-key": "k"}, (400, "invalid_request_error", "anthropic-version: header is required")),
        (
            {"x-api-key": "k", "anthropic-version": "2020-01-01"},
            (400, "invalid_request_error", 'anthropic-version: "2020-01-01" is not a valid version'),
        ),
        (
            {**HEADERS, "anthropic-beta": "files-api-2025-04-14, no-such-thing"},
            (400, "invalid_request_error", "Unsupported beta header: no-such-thing"),
        ),
    ],
)
def test_headers_that_are_missing_or_wrong(
    server: LocalServer, headers: dict[str, str], answer: tuple[int, str, str]
) -> None:
    assert error(httpx.get(f"{server.url}/v1/models", headers=headers)) == answer


def test_a_bearer_token_is_a_credential(server: LocalServer) -> None:
    headers = {"authorization": "Bearer t", "anthropic-version": "2023-06-01"}
    assert httpx.get(f"{server.url}/v1/models", headers=headers).status_code == 200


def test_a_web_page_may_not_call_without_saying_so(http: httpx.Client) -> None:
    origin = {"origin": "http://evil.example"}
    assert http.get("/v1/models", headers=origin).status_code == 401
    assert http.get("/v1/models", headers={**origin, "anthropic-dangerous-direct-browser-access": "true"}).is_success


def test_every_answer_names_the_request_the_organization_and_the_limits(http: httpx.Client) -> None:
    for path in ("/v1/models", "/v1/models/none", "/v1/none"):
        headers = http.get(path).headers
        assert headers["request-id"].startswith("req_011C")
        assert headers["anthropic-organization-id"]
        for family in ("requests", "tokens", "input-tokens", "output-tokens"):
            assert int(headers[f"anthropic-ratelimit-{family}-remaining"]) <= int(
                headers[f"anthropic-ratelimit-{family}-limit"]
            )
            assert headers[f"anthropic-ratelimit-{family}-reset"].endswith("Z")


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"{", "The request body is not valid JSON"),
        (b"[]", "Input does not match the expected shape."),
        (b"{}", "model: Field required"),
    ],
)
def test_bodies_that_are_no_request(http: httpx.Client, body: bytes, answer: str) -> None:
    status, kind, message = error(http.post("/v1/messages", content=body))
    assert (status, kind) == (400, "invalid_request_error")
    assert message.startswith(answer)


def test_a_model_that_is_not_there(http: httpx.Client) -> None:
    assert error(http.post("/v1/messages", json={**HELLO, "model": "gpt"})) == (404, "not_found_error", "model: gpt")


def test_a_path_that_is_not_there(http: httpx.Client) -> None:
    assert error(http.get("/v2/models"))[:2] == (404, "not_found_error")


def test_a_method_that_is_not_there(http: httpx.Client) -> None:
    response = http.post("/v1/files/file_1")
    assert error(response) == (405, "invalid_request_error", "Method Not Allowed")
    assert response.headers["allow"] == "GET, DELETE"


def test_a_request_over_the_limit_is_refused_before_it_is_read(server: LocalServer) -> None:
    connection = HTTPConnection(server.url.removeprefix("http://"))
    connection.putrequest("POST", "/v1/messages")
    for name, value in {**HEADERS, "content-length": str(33 * 1024 * 1024)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    assert (answer.status, body["error"]["type"]) == (413, "request_too_large")


def test_a_field_that_needs_a_beta_value_is_unknown_without_it(http: httpx.Client) -> None:
    body = {**HELLO, "context_management": {"edits": []}}
    assert error(http.post("/v1/messages", json=body))[2] == "context_management: Extra inputs are not permitted"
    beta = {"anthropic-beta": "context-management-2025-06-27"}
    assert http.post("/v1/messages", json=body, headers=beta).status_code == 200


def test_the_log_keeps_requests_without_their_credentials(server: LocalServer, http: httpx.Client) -> None:
    http.post("/v1/messages", json=HELLO, headers={"authorization": "Bearer secret"})
    (received,) = server.requests
    assert (received.operation, received.status, received.body) == ("messages.create", 200, HELLO)
    assert "secret" not in json.dumps(dict(received.headers)) + repr(received)
    assert "sk-ant-local" not in repr(received)


def test_the_same_seed_gives_the_same_ids() -> None:
    ids = []
    for _ in range(2):
        with LocalServer(seed=7) as server:
            ids.append(httpx.get(f"{server.url}/v1/models", headers=HEADERS).headers["request-id"])
    assert ids[0] == ids[1]


class TestRateLimits:
    def test_a_bucket_runs_dry_and_refills(self) -> None:
        with (
            LocalServer(limits=Limits(requests=2)) as server,
            httpx.Client(base_url=server.url, headers=HEADERS) as http,
        ):
            seen = [http.post("/v1/messages", json=HELLO) for _ in range(3)]
            assert [response.status_code for response in seen] == [200, 200, 429]
            assert error(seen[2])[1] == "rate_limit_error"
            assert seen[1].headers["anthropic-ratelimit-requests-remaining"] == "0"
            wait = int(seen[2].headers["retry-after"])
            assert 0 < wait <= 30
            server.advance(wait)
            assert http.post("/v1/messages", json=HELLO).status_code == 200

    def test_tokens_run_out_too(self) -> None:
        long = {**HELLO, "messages": [{"role": "user", "content": "word " * 4000}]}
        with (
            LocalServer(limits=Limits(input_tokens=6000)) as server,
            httpx.Client(base_url=server.url, headers=HEADERS) as http,
        ):
            assert [http.post("/v1/messages", json=long).status_code for _ in range(2)] == [200, 429]
            assert http.post("/v1/messages", json=HELLO).status_code == 200

    def test_listing_models_is_free(self) -> None:
        with (
            LocalServer(limits=Limits(requests=1)) as server,
            httpx.Client(base_url=server.url, headers=HEADERS) as http,
        ):
            assert {http.get("/v1/models").status_code for _ in range(5)} == {200}


def test_latency_comes_before_every_answer() -> None:
    with LocalServer(latency=0.2) as server:
        assert httpx.get(f"{server.url}/v1/models", headers=HEADERS).elapsed.total_seconds() >= 0.2
