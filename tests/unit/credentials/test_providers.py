"""Functions of the caller that return tokens, and copies of a client."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from claudewire import AsyncClaude, AuthenticationError, ConfigurationError
from claudewire.credentials import (
    AccessToken,
    CredentialsError,
    CredentialsFile,
    StaticToken,
    WorkloadIdentityCredentials,
)
from tests.support.token_clients import Claude
from tests.support.tokens import HELLO, TokenServer, user_profile


def test_function_of_the_caller_is_asked_when_a_token_is_needed(server: TokenServer) -> None:
    asked: list[bool] = []

    def provider(*, force_refresh: bool = False) -> AccessToken:
        asked.append(force_refresh)
        return AccessToken(server.give(), int(time.time()) + 3600)

    client = Claude(credentials=provider, base_url=server.url)
    for _ in range(3):
        client.messages.create(**HELLO)
    server.good.clear()
    client.with_options(max_retries=0).messages.create(**HELLO)
    assert asked == [False, True]


def test_coroutine_function_is_awaited_by_an_async_client_only(server: TokenServer) -> None:
    async def provider() -> AccessToken:
        await asyncio.sleep(0)
        return AccessToken(server.give(), None)

    async def steps() -> str:
        async with AsyncClaude(credentials=provider, base_url=server.url) as client:
            return (await client.messages.create(**HELLO)).id

    assert asyncio.run(steps()) == "msg_1"
    with pytest.raises(ConfigurationError, match="sync client"):
        Claude(credentials=provider, base_url=server.url)


@pytest.mark.parametrize("value", ["a token", None, 7, AccessToken(""), AccessToken("a\nb"), AccessToken(7)])  # type: ignore[arg-type]
def test_function_that_returns_no_token_is_told(server: TokenServer, value: Any) -> None:
    with pytest.raises(CredentialsError, match="function for credentials") as caught:
        Claude(credentials=lambda: value, base_url=server.url).messages.create(**HELLO)
    assert "a\nb" not in str(caught.value)


def test_token_of_no_life_is_asked_for_before_every_request(server: TokenServer) -> None:
    count: list[int] = []

    def provider() -> AccessToken:
        count.append(1)
        return AccessToken(server.give(), 0)

    client = Claude(credentials=provider, base_url=server.url)
    for _ in range(3):
        client.messages.create(**HELLO)
    assert len(count) == 3


@pytest.mark.parametrize("value", [7, object(), "token"])
def test_credentials_that_are_none_are_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="credentials must be"):
        Claude(credentials=value)


def test_ways_to_sign_in_exclude_each_other() -> None:
    with pytest.raises(ConfigurationError, match="at most one of api_key and profile"):
        Claude(api_key="k", profile="work")
    with pytest.raises(ConfigurationError, match="at most one of auth_token and credentials"):
        Claude(api_key="k").with_options(auth_token="t", credentials=StaticToken("x"))


def test_copy_with_a_key_leaves_the_profile(folder: Path, server: TokenServer) -> None:
    user_profile(folder, server, expires_in=3600, workspace_id="wrkspc_1")
    copied = Claude().with_options(api_key="sk-ant-not-real", max_retries=0, base_url=server.url)
    with pytest.raises(AuthenticationError):
        copied.messages.create(**HELLO)
    (call,) = server.calls
    assert call["x-api-key"] == "sk-ant-not-real"
    assert not {"authorization", "anthropic-workspace-id", "anthropic-beta"} & call.keys()
    back = copied.with_options(profile="default")
    assert back.messages.create(**HELLO).id == "msg_1"


@pytest.mark.parametrize(
    "given", [{"api_key": "sk-ant-not-real"}, {"auth_token": "t"}, {"credentials": StaticToken("t")}]
)
def test_copy_with_another_credential_leaves_the_host_of_the_profile(
    folder: Path, server: TokenServer, given: dict[str, Any]
) -> None:
    """A key must not go to a host that only the profile has named."""
    user_profile(folder, server, expires_in=3600)
    user_profile(folder, server, name="other", expires_in=3600, base_url="https://other.example")
    client = Claude()
    assert client.base_url == server.url
    assert client.with_options(max_retries=0).base_url == server.url
    assert client.with_options(**given).base_url == "https://api.anthropic.com"
    assert client.with_options(profile="other").base_url == "https://other.example"
    assert client.with_options(profile="other", base_url="https://mine.example").base_url == "https://mine.example"
    chosen = client.with_options(base_url="https://mine.example")
    assert chosen.with_options(**given).base_url == "https://mine.example"
    chosen = Claude(base_url="https://mine.example")
    assert chosen.with_options(**given).base_url == "https://mine.example"
    assert chosen.with_options(profile="other").base_url == "https://mine.example"
    assert Claude(api_key="k").with_options(profile="other").base_url == "https://other.example"


def test_copy_for_another_deployment_gets_tokens_of_it(workload: Path, server: TokenServer) -> None:
    with TokenServer() as other:
        client = Claude()
        client.messages.create(**HELLO)
        client.with_options(base_url=other.url).messages.create(**HELLO)
        client.messages.create(**HELLO)
        assert (len(server.grants), len(other.grants)) == (1, 1)


def test_api_key_of_the_environment_loads_nothing_of_this(server: TokenServer) -> None:
    code = (
        "import sys\nfrom claudewire import Claude\nClaude()\n"
        "print([name for name in sys.modules if name.startswith('claudewire.credentials')])"
    )
    environ = {**os.environ, "ANTHROPIC_API_KEY": "sk-ant-not-real"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environ, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("url", ["http://tokens.example", "ftp://tokens.example", "tokens.example", "https://"])
def test_profile_with_a_base_url_that_is_not_https_is_refused_at_once(
    folder: Path, server: TokenServer, url: str
) -> None:
    user_profile(folder, server, name="work", base_url=url)
    with pytest.raises(CredentialsError, match="base_url"):
        CredentialsFile("work")
    with pytest.raises(CredentialsError, match="base_url"):
        Claude(profile="work", base_url=server.url)


def test_provider_serves_clients_of_two_deployments(workload: Path, server: TokenServer) -> None:
    federation = WorkloadIdentityCredentials(
        identity_token_provider=lambda: "a.b.c", federation_rule_id="fdrl_1", organization_id="org"
    )
    with TokenServer() as other:
        for each in (server, other, server):
            assert Claude(credentials=federation, base_url=each.url).messages.create(**HELLO).id == "msg_1"
        assert (len(server.grants), len(other.grants)) == (2, 1)
        assert federation().token in server.good


@pytest.mark.parametrize(
    "arguments",
    [
        {"identity_token_provider": "header.claims.signature"}, {"federation_rule_id": ""}, {"federation_rule_id": 5},
        {"organization_id": None}, {"service_account_id": ""}, {"workspace_id": 5},
    ],
    ids=lambda arguments: " ".join(arguments),
)  # fmt: skip
def test_federation_with_a_wrong_argument_is_refused(arguments: dict[str, Any]) -> None:
    given: Any = {
        "identity_token_provider": lambda: "header.claims.signature",
        "federation_rule_id": "fdrl_1",
        "organization_id": "org_1",
    }
    with pytest.raises(CredentialsError, match=next(iter(arguments))):
        WorkloadIdentityCredentials(**{**given, **arguments})
