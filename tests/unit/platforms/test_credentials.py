"""Credentials of the clouds: order, refresh, clock, secrecy."""

from __future__ import annotations

import copy
import logging
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, ClassVar

import anyio
import google.auth.credentials
import httpx
import pytest

import claudewire
from claudewire import AuthenticationError, AWSCredentials, ConfigurationError, MissingCredentials
from tests.support.clouds import HELLO, KEYS, MESSAGE, SURFACES, cloud_client, run

REGION = {"region": "us-east-1"}
VERTEX = {"region": "us-east5", "project": "p"}
SECRETS = ("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "session-token-of-a-test", "token-of-a-test", "key-of-a-test")


class GoogleCredentials(google.auth.credentials.Credentials):
    """Counts its refreshes."""

    def __init__(self, seconds: float = 0.0, quota: str | None = None) -> None:
        super().__init__()
        self._seconds = seconds
        self._quota_project_id = quota
        self.count = 0
        self.threads: set[int] = set()

    def refresh(self, request: Any) -> None:
        self.count += 1
        self.threads.add(threading.get_ident())
        time.sleep(self._seconds)
        self.token = f"token-{self.count}"
        self.expiry = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=1)


class Keys:
    """Keys as botocore has them, that expire."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds
        self.count = 0
        self._expiry_time = datetime.now(UTC) + timedelta(hours=1)

    def get_frozen_credentials(self) -> Any:
        self.count += 1
        time.sleep(self._seconds)
        return type("Frozen", (), {"access_key": "AKIDEXAMPLE", "secret_key": "s" * 40, "token": f"t{self.count}"})


def ok(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=MESSAGE)


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


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_concurrent_calls_load_the_keys_of_aws_once(library: str) -> None:
    keys = Keys(0.05)

    async def steps() -> None:
        async with (
            cloud_client("AsyncClaudeBedrock", ok, credentials=keys, **REGION) as client,
            anyio.create_task_group() as tasks,
        ):
            for _ in range(50):
                tasks.start_soon(lambda: client.messages.create(**HELLO))

    run(library, steps)

    assert keys.count == 1


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


def skew(request: httpx.Request, name: str = "InvalidSignatureException") -> httpx.Response:
    headers = {"x-amzn-errortype": name, "date": format_datetime(datetime.now(UTC) + timedelta(hours=1))}
    return httpx.Response(403, json={"message": "Signature not yet current"}, headers=headers)


def test_wrong_clock_is_corrected_once_and_kept() -> None:
    """Vector 49."""
    dates: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        dates.append(request.headers["x-amz-date"])
        return skew(request) if len(dates) == 1 else ok(request)

    client = cloud_client("ClaudeBedrock", respond, **SURFACES["P1"][1])

    client.messages.create(**HELLO)
    client.with_options(max_retries=1).messages.create(**HELLO)

    moments = [datetime.strptime(date, "%Y%m%dT%H%M%SZ") for date in dates]
    assert [round((moment - moments[0]).total_seconds() / 3600) for moment in moments] == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Signature expired: 20250325T235114Z is now earlier than 20250521T030314Z (20250521T030814Z - 5 min.)",
            "20250521T0308",
        ),
        (
            "Signature not yet current: 20990325T235114Z is still later than 20250521T031314Z (20250521T030814Z + 5 min.)",
            "20250521T0308",
        ),
        ("Signature expired: 20250325T235114Z is now earlier than 20250521T030314Z", "20250521T0303"),
    ],
)
def test_clock_of_the_message_wins(text: str, expected: str) -> None:
    """The time of the server stands in brackets: the other one is the oldest that it takes."""
    dates: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        dates.append(request.headers["x-amz-date"])
        headers = {"x-amzn-errortype": "InvalidSignatureException", "date": "Thu, 01 Jan 2099 00:00:00 GMT"}
        return httpx.Response(403, json={"message": text}, headers=headers) if len(dates) == 1 else ok(request)

    cloud_client("ClaudeBedrock", respond, **SURFACES["P1"][1]).messages.create(**HELLO)

    assert dates[1].startswith(expected)


def test_wrong_signature_with_the_right_clock_is_an_error_at_once() -> None:
    count: list[int] = []

    def respond(_: httpx.Request) -> httpx.Response:
        count.append(1)
        headers = {"x-amzn-errortype": "InvalidSignatureException", "date": format_datetime(datetime.now(UTC))}
        return httpx.Response(403, json={"message": "no"}, headers=headers)

    with pytest.raises(AuthenticationError):
        cloud_client("ClaudeBedrock", respond, **SURFACES["P1"][1], max_retries=2).messages.create(**HELLO)
    assert count == [1]


@pytest.mark.parametrize("fixed", [False, True])
def test_expired_keys_are_loaded_again_unless_they_are_fixed(fixed: bool) -> None:
    """Vector 50."""
    keys, count = Keys(), []

    def respond(request: httpx.Request) -> httpx.Response:
        count.append(request.headers.get("x-amz-security-token"))
        if len(count) == 1:
            headers = {"x-amzn-errortype": "ExpiredTokenException"}
            return httpx.Response(403, json={"message": "expired"}, headers=headers)
        return ok(request)

    client = cloud_client("ClaudeBedrock", respond, **REGION, **(KEYS if fixed else {"credentials": keys}))
    if fixed:
        with pytest.raises(AuthenticationError):
            client.messages.create(**HELLO)
        assert len(count) == 1
        return
    client.messages.create(**HELLO)

    assert count == ["t1", "t2"]


def test_each_attempt_is_signed_when_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vector 48."""
    clock = iter([1767322800.0 + n for n in range(100)])
    monkeypatch.setattr("claudewire.platforms.amazon.credentials.time.time", lambda: next(clock))
    seen: list[tuple[str, str]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append((request.headers["x-amz-date"], request.headers["authorization"][-64:]))
        return httpx.Response(500, json={"message": "m"}) if len(seen) == 1 else ok(request)

    policy = claudewire.RetryPolicy(initial_delay=0.0)
    arguments = {**SURFACES["P1"][1], "retry": policy, "max_retries": 1}
    cloud_client("ClaudeBedrock", respond, **arguments).messages.create(**HELLO)

    assert len(set(seen)) == len({date for date, _ in seen}) == 2


def test_chain_of_botocore_reads_a_profile_and_sees_a_change_on_disk(tmp_path: Path) -> None:
    """Vector 27."""
    file = tmp_path / "credentials"

    def write(key: str) -> None:
        file.write_text(f"[dev]\naws_access_key_id = {key}\naws_secret_access_key = {'s' * 40}\n")

    write("AKIDOLD")
    seen: list[str] = []

    def respond(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"].partition("Credential=")[2].partition("/")[0])
        if len(seen) == 2:
            write("AKIDNEW")
            headers = {"x-amzn-errortype": "ExpiredTokenException"}
            return httpx.Response(403, json={"message": "expired"}, headers=headers)
        return ok(request)

    client = cloud_client("ClaudeBedrock", respond, profile="dev", **REGION)
    client.messages.create(**HELLO)
    client.messages.create(**HELLO)

    assert seen == ["AKIDOLD", "AKIDOLD", "AKIDNEW"]


def test_credentials_may_come_from_a_function() -> None:
    seen: list[str] = []
    client = cloud_client(
        "ClaudeBedrock",
        lambda r: (seen.append(r.headers["authorization"]), ok(r))[1],
        credentials=lambda: AWSCredentials(access_key="AKIDFUNCTION", secret_key="s" * 40),
        **REGION,
    )

    client.messages.create(**HELLO)

    assert "AKIDFUNCTION" in seen[0]


def foundry(cls: str = "ClaudeFoundry", respond: Any = ok, **arguments: Any) -> Any:
    return cloud_client(cls, respond, resource="res", **arguments)


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


def test_error_of_a_function_for_keys_is_the_cause_of_ours() -> None:
    def fail() -> Any:
        raise StopIteration

    client = cloud_client("ClaudeBedrock", ok, credentials=fail, **REGION)
    with pytest.raises(MissingCredentials, match="StopIteration"):
        client.messages.create(**HELLO)

    other = cloud_client("AsyncClaudeBedrock", ok, credentials=fail, **REGION)
    with pytest.raises(MissingCredentials, match="StopIteration"):
        anyio.run(lambda: other.messages.create(**HELLO))


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


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_expired_keys_of_many_tasks_are_loaded_again_once(library: str) -> None:
    """Vector 51. 50 calls that are all refused share one new load, and the event loop runs meanwhile: the load waits for it."""
    waiting, ran = threading.Event(), threading.Event()

    class SlowKeys(Keys):
        def get_frozen_credentials(self) -> Any:
            if self.count:
                waiting.set()
                assert ran.wait(10)
            return super().get_frozen_credentials()

    keys = SlowKeys()

    def respond(request: httpx.Request) -> httpx.Response:
        if request.headers["x-amz-security-token"] == "t1":
            headers = {"x-amzn-errortype": "ExpiredTokenException"}
            return httpx.Response(403, json={"message": "expired"}, headers=headers)
        return ok(request)

    async def tick() -> None:
        while not waiting.is_set():
            await anyio.sleep(0.001)
        ran.set()

    async def steps() -> None:
        async with (
            cloud_client("AsyncClaudeBedrock", respond, credentials=keys, **REGION) as client,
            anyio.create_task_group() as tasks,
        ):
            tasks.start_soon(tick)
            for _ in range(50):
                tasks.start_soon(lambda: client.messages.create(**HELLO))

    run(library, steps)

    assert keys.count == 2


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


def test_short_term_key_is_the_presigned_url_in_base64() -> None:
    from base64 import b64decode

    from claudewire.platforms.amazon.sigv4 import short_term_key

    key = short_term_key(AWSCredentials(**KEYS), region="us-west-2", timestamp="20260102T030405Z", seconds=3600)
    text = b64decode(key.removeprefix("bedrock-api-key-")).decode()

    assert text.startswith("bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256")
    assert text.endswith("&Version=1")
    assert "X-Amz-Expires=3600" in text
