"""The token endpoint of the local server: profiles and federation work without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from claudewire import Claude, WorkloadIdentityCredentials
from claudewire.testing import LocalServer

HELLO: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 10,
    "messages": [{"role": "user", "content": "Hello"}],
}
REFRESH = {"grant_type": "refresh_token", "refresh_token": "refresh-not-real", "client_id": "c"}
JWT = {
    "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
    "assertion": "a.b.c",
    "federation_rule_id": "r",
    "organization_id": "o",
}


def test_login_is_refreshed_once_and_taken(running: LocalServer, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"
    tokens.write_text(json.dumps({"access_token": "old", "expires_at": 1, "refresh_token": "refresh-of-a-login"}))
    tokens.chmod(0o600)
    auth = {"type": "user_oauth", "client_id": "c", "credentials_path": str(tokens)}
    with Claude(config={"authentication": auth}, base_url=running.url) as client:
        assert client.messages.create(**HELLO).stop_reason is not None
    assert json.loads(tokens.read_text())["access_token"].startswith("sk-ant-oat01-local-")


def test_identity_token_is_exchanged(running: LocalServer) -> None:
    federation = WorkloadIdentityCredentials(
        identity_token_provider=lambda: "a.b.c", federation_rule_id="fdrl_1", organization_id="org"
    )
    with Claude(credentials=federation, base_url=running.url) as client:
        assert client.messages.create(**HELLO).stop_reason is not None


@pytest.mark.parametrize(
    ("fields", "betas", "code"),
    [
        (REFRESH, "oauth-2025-04-20", "invalid_grant"),  # the second time
        (REFRESH, "", "invalid_request"),
        ({**REFRESH, "client_id": ""}, "oauth-2025-04-20", "invalid_request"),
        (JWT, "oauth-2025-04-20", "invalid_request"),
        ({**JWT, "assertion": 7}, "oauth-2025-04-20,oidc-federation-2026-04-01", "invalid_request"),
        ({"grant_type": "password"}, "oauth-2025-04-20", "unsupported_grant_type"),
        ([], "oauth-2025-04-20", "unsupported_grant_type"),
    ],
)
def test_request_for_a_token_that_is_wrong_is_refused(running: LocalServer, fields: Any, betas: str, code: str) -> None:
    def send() -> httpx.Response:
        return httpx.post(f"{running.url}/v1/oauth/token", json=fields, headers={"anthropic-beta": betas})

    if code == "invalid_grant":
        send()
    refused = send()
    assert (refused.status_code, refused.json()["error"]) == (400, code)


def test_request_for_a_token_that_is_no_json_is_refused(running: LocalServer) -> None:
    refused = httpx.post(f"{running.url}/v1/oauth/token", content=b"{")
    assert (refused.status_code, refused.json()["error"]) == (400, "unsupported_grant_type")
