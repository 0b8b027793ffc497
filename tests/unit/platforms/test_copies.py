"""`with_options` of the clients of the clouds: what changes, and what stays."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import httpx
import pytest

import claudewire
from tests.support.cloud_credentials import REGION, VERTEX, ok
from tests.support.clouds import HELLO, KEYS, cloud_client


def sent(client: Any, seen: list[httpx.Request]) -> httpx.Request:
    client.messages.create(**HELLO)
    return seen[-1]


def recording(name: str, **arguments: Any) -> tuple[Any, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return ok(request)

    return cloud_client(name, respond, **arguments), seen


@pytest.mark.parametrize(
    ("changes", "authorization"),
    [
        ({"api_key": "key-of-a-test"}, "Bearer key-of-a-test"),
        (KEYS, "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE"),
        ({"skip_auth": True}, ""),
    ],
    ids=["key", "keys of aws", "none"],
)
def test_another_credential_replaces_the_profile_and_keeps_its_region(
    changes: dict[str, Any], authorization: str, tmp_path: Path
) -> None:
    text = "[profile dev]\nregion=us-west-2\naws_access_key_id=AKIDPROFILE\naws_secret_access_key=s\n"
    (tmp_path / "config").write_text(text)
    client, seen = recording("ClaudeBedrock", profile="dev")

    request = sent(client.with_options(**changes), seen)

    assert request.url.host == "bedrock-runtime.us-west-2.amazonaws.com"
    assert request.headers.get("authorization", "").startswith(authorization)
    assert "AKIDPROFILE" in sent(client, seen).headers["authorization"]


@pytest.mark.parametrize("surface", ["Vertex", "OnGoogleCloud"])
def test_project_that_pays_changes_without_the_token(surface: str) -> None:
    token = (
        {"access_token": "t", **VERTEX}
        if surface == "Vertex"
        else {"token_provider": "t", "project": "p", "workspace_id": "w"}
    )
    client, seen = recording(f"Claude{surface}", quota_project="a", **token)

    request = sent(client.with_options(quota_project="b"), seen)

    assert (request.headers["authorization"], request.headers["x-goog-user-project"]) == ("Bearer t", "b")
    assert sent(client.with_options(timeout=1), seen).headers["x-goog-user-project"] == "a"


def test_pickle_keeps_the_project_that_pays() -> None:
    client = claudewire.ClaudeVertex(access_token="t", quota_project="q", region="us-east5", project="p")

    platform: Any = pickle.loads(pickle.dumps(client)).platform

    assert platform.quota_project == "q"


def test_scope_changes_without_the_credential_of_azure() -> None:
    scopes: list[str] = []

    class Credential:
        def get_token(self, scope: str) -> Any:
            scopes.append(scope)
            return type("Token", (), {"token": f"token-{len(scopes)}", "expires_on": 9e9})

    client, seen = recording("ClaudeFoundry", resource="res", credential=Credential())
    other = client.with_options(scope="https://cognitiveservices.azure.com/.default")

    tokens = [sent(c, seen).headers["authorization"] for c in (client, other, other.with_options(timeout=1), client)]

    assert scopes == ["https://ai.azure.com/.default", "https://cognitiveservices.azure.com/.default"]
    assert tokens == ["Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-1"]


def test_region_of_a_copy_keeps_the_credential() -> None:
    client, seen = recording("ClaudeBedrock", **REGION, **KEYS)

    request = sent(client.with_options(region="eu-west-1", endpoint="mantle"), seen)

    assert request.url.host == "bedrock-mantle.eu-west-1.api.aws"
    assert "AKIDEXAMPLE" in request.headers["authorization"]
