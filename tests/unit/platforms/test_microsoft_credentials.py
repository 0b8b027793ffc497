"""Keys and token providers of Microsoft."""

from __future__ import annotations

import threading
import time
from typing import Any, ClassVar

import anyio
import httpx
import pytest

import claudewire
from claudewire import MissingCredentials
from tests.support.cloud_credentials import foundry, ok
from tests.support.clouds import HELLO, run


def test_token_provider_is_called_for_each_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vector 96."""
    monkeypatch.setenv("ANTHROPIC_FOUNDRY_API_KEY", "key-of-a-test")
    tokens, seen = iter("abc"), []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append((request.headers.get("authorization"), request.headers.get("api-key")))
        return httpx.Response(500) if len(seen) == 1 else ok(request)

    policy = claudewire.RetryPolicy(initial_delay=0.0)
    client = foundry(respond=respond, token_provider=lambda: next(tokens), retry=policy, max_retries=1)

    client.messages.create(**HELLO)

    assert seen == [("Bearer a", None), ("Bearer b", None)]


def test_token_provider_that_blocks_does_not_run_on_the_event_loop() -> None:
    """Vector 97."""
    threads: list[int] = []
    client = foundry("AsyncClaudeFoundry", token_provider=lambda: (threads.append(threading.get_ident()), "t")[1])

    anyio.run(lambda: client.messages.create(**HELLO))

    assert threads != [threading.get_ident()]


@pytest.mark.parametrize("value", ["", None, 5])
def test_token_provider_without_a_token_is_an_error_that_does_not_quote_it(value: Any) -> None:
    """Vector 98."""
    with pytest.raises(MissingCredentials):
        foundry(token_provider=lambda: value).messages.create(**HELLO)


@pytest.mark.parametrize("error", [LookupError("no token today"), StopIteration("secret-of-a-test")])
@pytest.mark.parametrize("library", ["sync", "asyncio", "trio"])
def test_error_of_a_token_provider_is_the_cause_of_ours(error: Exception, library: str) -> None:
    """Vector 98."""

    def fail() -> str:
        raise error

    def call() -> Any:
        if library == "sync":
            return foundry(token_provider=fail).messages.create(**HELLO)
        return run(library, lambda: foundry("AsyncClaudeFoundry", token_provider=fail).messages.create(**HELLO))

    with pytest.raises(MissingCredentials, match=type(error).__name__) as caught:
        call()

    assert caught.value.__cause__ is error
    assert "secret-of-a-test" not in str(caught.value)


def test_azure_credential_is_asked_for_the_scope_and_kept() -> None:
    class Credential:
        scopes: ClassVar[list[str]] = []

        def get_token(self, scope: str) -> Any:
            self.scopes.append(scope)
            return type("Token", (), {"token": "entra", "expires_on": time.time() + 3600})

    seen: list[str] = []
    client = foundry(respond=lambda r: (seen.append(r.headers["authorization"]), ok(r))[1], credential=Credential())

    client.messages.create(**HELLO)
    client.messages.create(**HELLO)

    assert seen == ["Bearer entra"] * 2
    assert Credential.scopes == ["https://ai.azure.com/.default"]


def test_foundry_without_a_credential_is_refused_at_construction() -> None:
    with pytest.raises(MissingCredentials, match="ANTHROPIC_FOUNDRY_API_KEY"):
        foundry()
