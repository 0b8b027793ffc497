"""Functions and classes of the official SDK, without a client."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from claudewire.credentials import (
    AccessToken,
    CredentialsError,
    CredentialsFile,
    TokenCache,
    WorkloadIdentityCredentials,
    default_credentials,
    exchange_federation_assertion,
)
from tests.support.token_clients import Claude, tokens_of
from tests.support.tokens import HELLO, TokenServer, user_profile


def test_official_functions_return_tokens_without_a_client(
    workload: Path, server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = default_credentials(base_url=server.url)
    assert found is not None
    assert found.provider().token in server.good
    token = exchange_federation_assertion(
        assertion="a.b.c", federation_rule_id="fdrl_1", organization_id="org", base_url=server.url
    )
    assert token.token in server.good
    assert token.expires_at is not None
    federation = WorkloadIdentityCredentials(
        identity_token_provider=lambda: "a.b.c", federation_rule_id="fdrl_1", organization_id="org"
    )
    federation.bind_base_url(server.url)
    cache = TokenCache(federation)
    assert cache.get_token() == cache.get_token()
    assert asyncio.run(cache.async_get_token()) == cache.get_token()
    assert len(server.grants) == 3
    cache.invalidate()
    cache.get_token()
    assert len(server.grants) == 4
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-not-real")
    assert default_credentials() is None


def test_profile_as_a_function_returns_its_token(folder: Path, server: TokenServer) -> None:
    path = user_profile(folder, server, name="work")
    token = CredentialsFile("work")()
    assert token.token == tokens_of(path)["access_token"]
    assert Claude(credentials=CredentialsFile("work")).messages.create(**HELLO).id == "msg_1"
    with pytest.raises(CredentialsError, match="does not exist"):
        CredentialsFile("nobody")


def test_token_refused_while_it_is_loaded_is_loaded_again() -> None:
    """The load had begun before the refusal: it may bring the refused token once more, from a cache of its own."""
    forced: list[bool] = []
    began, go = threading.Event(), threading.Event()

    def provider(*, force_refresh: bool = False) -> AccessToken:
        forced.append(force_refresh)
        if len(forced) == 1:
            began.set()
            assert go.wait(60)
        return AccessToken(f"token-{len(forced)}-not-real", int(time.time()) + 3600)

    cache = TokenCache(provider)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(cache.get_token)
        assert began.wait(60)
        cache.invalidate()
        go.set()
        assert first.result() == "token-1-not-real"
    assert [cache.get_token(), cache.get_token()] == ["token-2-not-real"] * 2
    assert forced == [False, True]


def test_refused_token_stays_refused_when_its_replacement_fails() -> None:
    forced: list[bool] = []

    def provider(*, force_refresh: bool = False) -> AccessToken:
        forced.append(force_refresh)
        if len(forced) == 2:
            raise OSError("no network")
        return AccessToken("token-not-real")

    cache = TokenCache(provider)
    cache.get_token()
    cache.invalidate()
    with pytest.raises(OSError, match="no network"):
        cache.get_token()
    cache.get_token()
    assert forced == [False, True, True]


def test_short_lived_tokens_are_renewed_at_half_of_their_life() -> None:
    """With a life below two minutes, each would be renewed as soon as it is there."""
    now = [0.0]
    count: list[float] = []

    def provider() -> AccessToken:
        count.append(now[0])
        return AccessToken(f"token-{len(count)}-not-real", int(now[0]) + 60)

    cache = TokenCache(provider, time_source=lambda: now[0])
    for second in range(240):
        now[0] = float(second)
        cache.get_token()
        for thread in threading.enumerate():
            if thread.name == "claudewire-credential":
                thread.join()
    assert 6 <= len(count) <= 10
