"""Access tokens in a client: acceptance cases C-2 to C-9, against a token endpoint on loopback."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from claudewire import AuthenticationError, ConfigurationError
from claudewire.credentials import (
    CredentialsError,
    StaticToken,
    WorkloadIdentityError,
    exchange_federation_assertion,
)
from tests.support.token_clients import Claude, tokens_of
from tests.support.tokens import HELLO, TokenServer, user_profile


def test_expired_login_is_refreshed_and_written_back(folder: Path, server: TokenServer) -> None:
    path = user_profile(folder, server, workspace_id="wrkspc_1")

    assert Claude().messages.create(**HELLO).id == "msg_1"

    (grant,) = server.grants
    assert grant == {
        "grant_type": "refresh_token",
        "refresh_token": "refresh-0-not-real",
        "client_id": "client-of-a-test",
    }
    assert server.betas == ["oauth-2025-04-20"]
    (call,) = server.calls
    assert (call["anthropic-beta"], call["anthropic-workspace-id"]) == ("oauth-2025-04-20", "wrkspc_1")
    assert call["authorization"] == f"Bearer {tokens_of(path)['access_token']}"
    assert tokens_of(path)["refresh_token"] == server.refresh_token
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in path.parent.iterdir()) == ["default.json", "default.json.lock"]


def test_good_token_is_used_without_a_grant(folder: Path, server: TokenServer) -> None:
    user_profile(folder, server, expires_in=3600)
    client = Claude()
    for _ in range(3):
        client.messages.create(**HELLO)
    assert server.grants == []


def test_identity_token_of_now_is_exchanged(workload: Path, server: TokenServer) -> None:
    client = Claude(betas=["files-api-2025-04-14"])
    client.messages.create(**HELLO)
    workload.write_text("a-newer.identity.token")
    server.good.clear()
    client.messages.create(**HELLO)

    assert [grant["assertion"] for grant in server.grants] == ["header.claims.signature", "a-newer.identity.token"]
    assert server.grants[0] == {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": "header.claims.signature",
        "federation_rule_id": "fdrl_1",
        "organization_id": "00000000-0000-0000-0000-000000000001",
    }
    assert server.betas[0] == "oauth-2025-04-20,oidc-federation-2026-04-01"
    assert server.calls[0]["anthropic-beta"] == "files-api-2025-04-14,oauth-2025-04-20"


def test_profile_takes_the_identity_token_of_a_variable(
    folder: Path, server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is documented for the official SDK, where it is an error."""
    (folder / "configs").mkdir(parents=True)
    auth = {"type": "oidc_federation", "federation_rule_id": "fdrl_1"}
    config = {"base_url": server.url, "organization_id": "org", "workspace_id": "wrkspc_1", "authentication": auth}
    (folder / "configs" / "ci.json").write_text(json.dumps(config))
    monkeypatch.setenv("ANTHROPIC_IDENTITY_TOKEN", "jwt-of-a-test")

    for _ in range(2):
        Claude(profile="ci").messages.create(**HELLO)

    (grant,) = server.grants  # the second client has the token from disk
    assert (grant["assertion"], grant["workspace_id"]) == ("jwt-of-a-test", "wrkspc_1")
    assert "anthropic-workspace-id" not in server.calls[0]


def test_profile_names_the_base_url_unless_the_user_does(
    folder: Path, server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_profile(folder, server, expires_in=3600)
    assert Claude().base_url == server.url
    assert Claude(base_url="https://api.example").base_url == "https://api.example"
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://env.example")
    assert Claude().base_url == "https://env.example"


def test_tokens_that_somebody_else_renews_are_read_again(folder: Path, server: TokenServer) -> None:
    path = user_profile(folder, server, client_id=None, expires_in=3600)
    client = Claude()
    client.messages.create(**HELLO)
    path.write_text(json.dumps({**tokens_of(path), "access_token": (newer := server.give())}))
    server.good = {newer}

    client.messages.create(**HELLO)

    assert server.calls[-1]["authorization"] == f"Bearer {newer}"
    assert server.grants == []


def test_refused_token_is_replaced_once(folder: Path, server: TokenServer) -> None:
    """C-5."""
    path = user_profile(folder, server, expires_in=3600)
    client = Claude()
    client.messages.create(**HELLO)
    server.good.clear()

    assert client.messages.create(**HELLO).id == "msg_1"
    assert len(server.grants) == 1
    assert f"Bearer {tokens_of(path)['access_token']}" == server.calls[-1]["authorization"]


def test_token_refused_twice_is_an_error(workload: Path, server: TokenServer) -> None:
    """C-5."""
    server.call = lambda headers: (401, {"type": "error", "error": {"type": "authentication_error", "message": "No."}})  # type: ignore[method-assign]
    with pytest.raises(AuthenticationError):
        Claude().messages.create(**HELLO)
    assert len(server.grants) == 2


def test_fifty_refused_calls_replace_the_token_once(workload: Path, server: TokenServer) -> None:
    client = Claude()
    client.messages.create(**HELLO)
    server.good.clear()
    with ThreadPoolExecutor(50) as threads:
        assert list(threads.map(lambda _: client.messages.create(**HELLO).id, range(50))) == ["msg_1"] * 50
    assert len(server.grants) == 2


def test_static_token_is_not_asked_for_again(server: TokenServer) -> None:
    client = Claude(credentials=StaticToken("static-not-real"), base_url=server.url)
    with pytest.raises(AuthenticationError):
        client.messages.create(**HELLO)
    server.good.add("static-not-real")
    assert client.messages.create(**HELLO).id == "msg_1"


@pytest.mark.parametrize("allow_http", [False, True])
def test_token_is_not_sent_over_http(folder: Path, server: TokenServer, allow_http: bool) -> None:
    """C-6."""
    path = user_profile(folder, server)
    config = folder / "configs" / "default.json"
    config.write_text(config.read_text().replace(server.url, "http://tokens.example"))
    before = path.read_bytes()
    with pytest.raises((CredentialsError, ConfigurationError), match="use https") as refused:
        Claude(allow_http=allow_http, profile="default").messages.create(**HELLO)
    assert path.read_bytes() == before
    assert "allow_http" not in str(refused.value)  # an argument that would not help
    with pytest.raises(CredentialsError, match=r"tokens\.example"):
        exchange_federation_assertion(
            assertion="jwt", federation_rule_id="r", organization_id="o", base_url="http://tokens.example"
        )


def test_redirect_of_the_endpoint_is_not_followed(workload: Path, server: TokenServer) -> None:
    server.answers = [(307, b"")] * 3
    with pytest.raises(WorkloadIdentityError, match="307"):
        Claude().messages.create(**HELLO)
