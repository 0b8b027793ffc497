"""Credentials that take long, and those that only an event loop can load."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import anyio
import pytest

import claudewire
from claudewire import AWSCredentials, ConfigurationError, DeadlineExpired
from tests.support.cloud_credentials import REGION, VERTEX, GoogleCredentials, ok
from tests.support.clouds import HELLO, KEYS, MESSAGE, cloud_client, run


@pytest.fixture
def release() -> Iterator[threading.Event]:
    """Blocks whoever waits for it, until the test is over."""
    event = threading.Event()
    yield event
    event.set()


def waiting(release: threading.Event) -> dict[str, tuple[str, dict[str, Any]]]:
    class Google(GoogleCredentials):
        def refresh(self, request: Any) -> None:
            release.wait(10)
            super().refresh(request)

    def token(*_: Any) -> Any:
        release.wait(10)
        return "token-of-a-test"

    async def token_of_a_loop(*_: Any) -> Any:
        await anyio.sleep(10)

    azure: Any = type("Azure", (), {"get_token": token})()
    azure_of_a_loop: Any = type("Azure", (), {"get_token": token_of_a_loop})()
    return {
        "keys of aws": ("Bedrock", {**REGION, "credentials": token}),
        "google": ("Vertex", {**VERTEX, "credentials": Google()}),
        "azure": ("Foundry", {"resource": "res", "credential": azure}),
        "function": ("Foundry", {"resource": "res", "token_provider": token}),
        "coroutine function": ("Foundry", {"resource": "res", "token_provider": token_of_a_loop}),
        "azure on a loop": ("Foundry", {"resource": "res", "credential": azure_of_a_loop}),
        "key of the Claude API": ("", {"api_key": token_of_a_loop}),
    }


@pytest.mark.parametrize("library", ["asyncio", "trio"])
@pytest.mark.parametrize("kind", waiting(threading.Event()))
def test_async_call_stops_at_its_deadline_while_its_credential_is_loaded(
    kind: str, library: str, release: threading.Event
) -> None:
    name, arguments = waiting(release)[kind]

    async def steps() -> None:
        async with cloud_client(f"AsyncClaude{name}", ok, deadline=0.05, **arguments) as client:
            with pytest.raises(DeadlineExpired):
                await client.messages.create(**HELLO)

    run(library, steps)


@pytest.mark.parametrize("kind", ["keys of aws", "google", "azure"])
def test_sync_call_stops_at_its_deadline_while_its_credential_is_loaded(kind: str, release: threading.Event) -> None:
    name, arguments = waiting(release)[kind]

    with pytest.raises(DeadlineExpired):
        cloud_client(f"Claude{name}", ok, deadline=0.05, **arguments).messages.create(**HELLO)


def loaded_on_a_loop() -> dict[str, tuple[str, dict[str, Any]]]:
    async def keys() -> AWSCredentials:
        await anyio.sleep(0)
        return AWSCredentials(**KEYS)

    class Frozen:
        async def get_frozen_credentials(self) -> Any:
            await anyio.sleep(0)
            return type("Frozen", (), {**KEYS, "token": None})

    class Azure:
        async def get_token(self, *_: str) -> Any:
            await anyio.sleep(0)
            return type("Token", (), {"token": "token-of-a-test", "expires_on": 9e9})

    return {
        "a function for keys": ("Bedrock", {**REGION, "credentials": keys}),
        "keys of aiobotocore": ("Bedrock", {**REGION, "credentials": Frozen()}),
        "a credential of azure.identity.aio": ("Foundry", {"resource": "res", "credential": Azure()}),
    }


@pytest.mark.parametrize("library", ["asyncio", "trio"])
@pytest.mark.parametrize("kind", loaded_on_a_loop())
def test_credential_may_be_loaded_by_a_coroutine(kind: str, library: str) -> None:
    name, arguments = loaded_on_a_loop()[kind]

    async def steps() -> None:
        async with cloud_client(f"AsyncClaude{name}", ok, **arguments) as client:
            assert (await client.messages.create(**HELLO)).id == MESSAGE["id"]

    run(library, steps)


@pytest.mark.parametrize("kind", loaded_on_a_loop())
def test_sync_client_refuses_a_credential_that_needs_an_event_loop(kind: str) -> None:
    name, arguments = loaded_on_a_loop()[kind]

    with pytest.raises(ConfigurationError, match="async client"):
        getattr(claudewire, f"Claude{name}")(**arguments)


def test_error_of_a_coroutine_for_keys_is_the_cause_of_ours() -> None:
    async def keys() -> AWSCredentials:
        raise OSError("no metadata server")

    async def steps() -> None:
        client = cloud_client("AsyncClaudeBedrock", ok, credentials=keys, **REGION)
        with pytest.raises(claudewire.MissingCredentials) as caught:
            await client.messages.create(**HELLO)
        assert isinstance(caught.value.__cause__, OSError)

    run("asyncio", steps)


def test_credentials_of_a_service_account_get_the_scope_of_the_cloud() -> None:
    """`from_service_account_file()` returns credentials without a scope, and Google refuses those."""
    scopes: list[list[str]] = []

    class Unscoped(GoogleCredentials):
        requires_scopes = True

        def with_scopes(self, wanted: list[str]) -> GoogleCredentials:
            scopes.append(wanted)
            return GoogleCredentials()

    client = cloud_client("ClaudeVertex", ok, credentials=Unscoped(), **VERTEX)

    client.messages.create(**HELLO)
    client.messages.create(**HELLO)

    assert scopes == [["https://www.googleapis.com/auth/cloud-platform"]]


@pytest.mark.parametrize("library", ["asyncio", "trio"])
@pytest.mark.parametrize("kind", ["coroutine function", "function that returns a coroutine", "function"])
def test_token_provider_may_wait_on_the_event_loop(kind: str, library: str) -> None:
    async def provider() -> str:
        await anyio.sleep(0)
        return "token-of-a-test"

    provide: Any = {"coroutine function": provider, "function": lambda: "token-of-a-test"}.get(kind, lambda: provider())

    async def steps() -> None:
        async with cloud_client("AsyncClaudeFoundry", ok, resource="res", token_provider=provide) as client:
            assert (await client.messages.create(**HELLO)).id == MESSAGE["id"]

    run(library, steps)
