"""Credentials of the clouds: order, refresh, clock, secrecy."""

from __future__ import annotations

import copy
import logging
import pickle
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import httpx
import pytest

import claudewire
from claudewire import AuthenticationError, ConfigurationError, MissingCredentials
from tests.support.cloud_credentials import REGION, VERTEX, GoogleCredentials, Keys, foundry, ok
from tests.support.clouds import HELLO, MESSAGE, SURFACES, cloud_client, run

SECRETS = ("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "session-token-of-a-test", "token-of-a-test", "key-of-a-test")


@pytest.mark.parametrize("surface", ["vertex", "google-cloud"])
def test_concurrent_first_calls_of_threads_refresh_once(surface: str) -> None:
    """Vector 84."""
    credentials = GoogleCredentials(0.05)
    name, arguments = SURFACES["P5" if surface == "vertex" else "P6"]
    arguments = {k: v for k, v in arguments.items() if k not in ("access_token", "token_provider")}
    client = cloud_client(name, ok, credentials=credentials, **arguments)

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(lambda _: client.with_options(max_retries=1).messages.create(**HELLO), range(20)))

    assert credentials.count == 1


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_concurrent_first_calls_of_tasks_refresh_once_off_the_loop(library: str) -> None:
    """Vector 84."""
    credentials = GoogleCredentials(0.05)

    async def steps() -> None:
        client = cloud_client("AsyncClaudeVertex", ok, credentials=credentials, **VERTEX)
        async with client, anyio.create_task_group() as tasks:
            for _ in range(20):
                tasks.start_soon(lambda: client.messages.create(**HELLO))

    run(library, steps)

    assert credentials.count == 1
    assert threading.get_ident() not in credentials.threads


def test_failed_refresh_is_raised_in_every_waiting_call_and_tried_again() -> None:
    class Broken(GoogleCredentials):
        def refresh(self, request: Any) -> None:
            if self.count == 0:
                self.count = 1
                raise OSError("no metadata server")
            super().refresh(request)

    client = cloud_client("ClaudeVertex", ok, credentials=Broken(), **VERTEX)

    with pytest.raises(MissingCredentials, match="no metadata server"):
        client.messages.create(**HELLO)
    assert client.messages.create(**HELLO).id == MESSAGE["id"]


def test_refused_token_is_renewed_once() -> None:
    """Vector 86."""
    credentials = GoogleCredentials()
    seen: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        if len(seen) == 1:
            return httpx.Response(401, json={"error": {"code": 401, "message": "m", "status": "UNAUTHENTICATED"}})
        return ok(request)

    client = cloud_client("ClaudeVertex", respond, credentials=credentials, **VERTEX)

    message = client.messages.create(**HELLO)

    assert seen == ["Bearer token-1", "Bearer token-2"]
    assert message._response.attempts == 2


def test_token_that_is_refused_twice_is_an_error() -> None:
    respond = httpx.Response(401, json={"error": {"code": 401, "message": "m", "status": "UNAUTHENTICATED"}})
    credentials = GoogleCredentials()

    with pytest.raises(AuthenticationError):
        cloud_client("ClaudeVertex", lambda _: respond, credentials=credentials, **VERTEX).messages.create(**HELLO)

    assert credentials.count == 2


def test_project_that_pays_is_sent() -> None:
    """Vector 85."""
    seen: list[httpx.Request] = []
    client = cloud_client(
        "ClaudeVertex", lambda r: (seen.append(r), ok(r))[1], credentials=GoogleCredentials(quota="q"), **VERTEX
    )

    client.messages.create(**HELLO)

    assert seen[0].headers["x-goog-user-project"] == "q"


@pytest.mark.parametrize("cls", ["ClaudeVertex", "AsyncClaudeVertex"])
def test_project_of_the_default_credentials_is_in_the_path(cls: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vector 83."""
    monkeypatch.setattr("google.auth.default", lambda scopes: (GoogleCredentials(), "adc"))
    urls: list[str] = []
    client = cloud_client(cls, lambda r: (urls.append(str(r.url)), ok(r))[1], region="us-east5")

    if cls.startswith("Async"):
        anyio.run(lambda: client.messages.create(**HELLO))
    else:
        client.messages.create(**HELLO)

    assert "/projects/adc/" in urls[0]


def test_tokens_for_vertex_are_taken_in_the_documented_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vector 82. Token, function, credentials, default credentials; a header of the caller wins over all."""
    monkeypatch.setattr("google.auth.default", lambda scopes: (GoogleCredentials(), "adc"))
    seen: list[str] = []
    for arguments, call in (
        ({"access_token": "fixed", "credentials": GoogleCredentials()}, {}),
        ({"access_token": lambda: "asked"}, {}),
        ({"credentials": GoogleCredentials()}, {}),
        ({}, {}),
        ({"access_token": "fixed"}, {"extra_headers": {"Authorization": "Bearer mine"}}),
    ):
        client = cloud_client(
            "ClaudeVertex", lambda r: (seen.append(r.headers["authorization"]), ok(r))[1], **VERTEX, **arguments
        )
        client.messages.create(**HELLO, **call)

    assert seen == ["Bearer fixed", "Bearer asked", "Bearer token-1", "Bearer token-1", "Bearer mine"]


def test_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vector 104."""
    for module in ("botocore.session", "google.auth", "azure.identity"):
        monkeypatch.setitem(sys.modules, module, None)
    cases = [
        ("bedrock", cloud_client("ClaudeBedrock", ok, **REGION)),
        ("vertex", cloud_client("ClaudeVertex", ok, **VERTEX)),
        ("foundry", foundry(credential="default")),
    ]
    for extra, client in cases:
        with pytest.raises(MissingCredentials, match=rf"claudewire\[{extra}\]"):
            client.messages.create(**HELLO)
    cloud_client("ClaudeBedrock", ok, **SURFACES["P1"][1]).messages.create(**HELLO)


def test_import_of_claudewire_loads_no_library_of_a_cloud() -> None:
    """Vector 105."""
    code = (
        "import sys, claudewire; claudewire.ClaudeBedrock(region='us-east-1', api_key='k');"
        "print([m for m in sys.modules if m.split('.')[0] in ('botocore', 'google', 'azure')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    code = "import sys, claudewire; print([m for m in sys.modules if m.startswith('claudewire.platforms')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("surface", SURFACES)
def test_secrets_are_in_no_representation_log_or_error(surface: str, caplog: pytest.LogCaptureFixture) -> None:
    """Vector 103."""
    name, arguments = SURFACES[surface]
    if "secret_key" in arguments:
        arguments = {**arguments, "session_token": "session-token-of-a-test"}

    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(403, json={"message": f"you sent {dict(request.headers)} {' '.join(SECRETS)}"})

    client = cloud_client(name, respond, **arguments)
    with caplog.at_level(logging.DEBUG, "claudewire"), pytest.raises(claudewire.APIStatusError) as caught:
        client.messages.create(**HELLO)
    error = caught.value
    used = [s for s in SECRETS if s in arguments.values()]
    shown = " ".join(
        [
            repr(client),
            repr(client.platform),
            str(error),
            repr(error.body),
            repr(vars(error)),
            caplog.text,
            repr(vars(client._caller._authorizer)),
        ]
    )

    assert used
    assert [secret for secret in used if secret in shown] == []
    assert "Signature=" not in error.body["message"].replace("Signature=[redacted]", "")


@pytest.mark.parametrize("surface", SURFACES)
def test_pickle_and_copies_of_a_client_hold_no_secret_and_keep_the_platform(
    surface: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vector 103."""
    name, arguments = SURFACES[surface]
    monkeypatch.setenv("ANTHROPIC_FOUNDRY_API_KEY", "key-of-a-test")
    client = getattr(claudewire, name)(**arguments)

    data = pickle.dumps(client)
    other = pickle.loads(data)

    assert not any(secret.encode() in data for secret in SECRETS)
    assert (other.base_url, type(other.platform)) == (client.base_url, type(client.platform))
    assert copy.copy(client).platform == client.platform
    assert copy.deepcopy(client).platform == client.platform


def test_copies_share_the_credential_unless_another_one_is_given() -> None:
    client = cloud_client("ClaudeBedrock", ok, **SURFACES["P1"][1])

    assert client.with_options(region="eu-west-1").platform.auth is client.platform.auth
    assert client.with_options(api_key="other").platform.auth is not client.platform.auth


def test_contradictions_are_refused_at_construction() -> None:
    cases: list[tuple[str, dict[str, Any]]] = [
        ("ClaudeBedrock", {**REGION, "skip_auth": True, "api_key": "k"}),
        ("ClaudeBedrock", {**REGION, "profile": "p", "credentials": Keys()}),
        ("ClaudeBedrock", {**REGION, "session_token": "t"}),
        ("ClaudeBedrock", {**REGION, "api_key": ""}),
        ("ClaudeBedrock", {**REGION, "api_key": "k", "endpoint": "other"}),
        ("ClaudeBedrock", {**REGION, "api_key": "k", "endpoint": "mantle", "use_fips": True}),
        ("ClaudeBedrock", {**REGION, "api_key": "k", "endpoint": "mantle", "guardrail": ("g", "1")}),
        ("ClaudeBedrock", {**REGION, "api_key": "k", "latency": "fast"}),
        ("ClaudeFoundry", {"resource": "r", "api_key": "k", "token_provider": str}),
        ("ClaudeFoundry", {"resource": "r", "token_provider": "text"}),
        ("ClaudeFoundry", {"api_key": "k"}),
        ("ClaudeVertex", {**VERTEX, "access_token": ""}),
        ("ClaudeVertex", {"region": "global", "access_token": "t"}),
    ]
    for name, arguments in cases:
        with pytest.raises(ConfigurationError):
            getattr(claudewire, name)(**arguments)


class Expired(claudewire.ClaudeError):
    """An error of this package that a token function raises."""


@pytest.mark.parametrize("kind", ["sync", "async", "coroutine"])
def test_error_of_this_package_in_a_token_function_is_raised_as_it_is(kind: str) -> None:
    def fail() -> str:
        raise Expired("sign in again")

    async def fail_later() -> str:
        raise Expired("sign in again")

    arguments = {**SURFACES["P6"][1], "token_provider": fail_later if kind == "coroutine" else fail}
    if kind == "sync":
        with pytest.raises(Expired, match="sign in again"):
            cloud_client("ClaudeOnGoogleCloud", ok, **arguments).messages.create(**HELLO)
        return

    async def steps() -> None:
        async with cloud_client("AsyncClaudeOnGoogleCloud", ok, **arguments) as client:
            with pytest.raises(Expired, match="sign in again"):
                await client.messages.create(**HELLO)

    anyio.run(steps)


@pytest.mark.parametrize(
    ("surface", "variable"),
    [
        ("P1", "ANTHROPIC_BEDROCK_BASE_URL"),
        ("P1", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"),
        ("P2", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"),
        ("P3", "ANTHROPIC_BEDROCK_MANTLE_BASE_URL"),
        ("P4", "ANTHROPIC_AWS_BASE_URL"),
    ],
)
def test_address_of_a_platform_comes_from_its_variable(
    surface: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "https://gateway.example")
    hosts: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return httpx.Response(200, json=MESSAGE)

    name, arguments = SURFACES[surface]
    cloud_client(name, respond, **arguments).messages.create(**HELLO)

    assert hosts == ["gateway.example"]


def test_requests_to_bedrock_have_no_headers_of_the_direct_api() -> None:
    """Version and betas stand in the body."""
    sent: list[httpx.Request] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=MESSAGE)

    name, arguments = SURFACES["P1"]
    cloud_client(name, respond, **arguments).messages.create(**HELLO, betas=["beta-of-a-test"])

    assert not {"anthropic-version", "anthropic-beta", "idempotency-key", "x-api-key"} & set(sent[0].headers)
    assert b'"anthropic_version":"bedrock-2023-05-31"' in sent[0].content
    assert b'"anthropic_beta":["beta-of-a-test"]' in sent[0].content
