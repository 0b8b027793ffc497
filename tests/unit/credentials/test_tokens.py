"""Access tokens in a client: acceptance cases C-2 to C-9, against a token endpoint on loopback."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

import claudewire
from claudewire import AsyncClaude, AuthenticationError, ConfigurationError
from claudewire.credentials import (
    AccessToken,
    CredentialsError,
    CredentialsFile,
    IdentityTokenFileError,
    StaticToken,
    TokenCache,
    WorkloadIdentityCredentials,
    WorkloadIdentityError,
    default_credentials,
    exchange_federation_assertion,
)
from tests.support.tokens import HELLO, TokenServer, user_profile

PROGRAM = """
import sys, time, pathlib
from claudewire import Claude
client = Claude(max_retries=0)
ready, go = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
ready.touch()
while not go.exists():
    time.sleep(0.005)
try:
    print(client.messages.create(model="m", max_tokens=1, messages=[{"role": "user", "content": "x"}]).id)
except Exception as error:
    print(type(error).__name__, error)
"""


class Claude(claudewire.Claude):
    """A client that is closed at the end of the test, with its copies."""

    made: ClassVar[list[claudewire.Claude]] = []

    def _init(self, config: Any, shared: Any) -> None:
        super()._init(config, shared)
        self.made.append(self)


@pytest.fixture(autouse=True)
def _close_clients() -> Iterator[None]:
    yield
    while Claude.made:
        Claude.made.pop().close()


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of profiles of a user who has none yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / ".config" / "anthropic"


@pytest.fixture
def workload(folder: Path, server: TokenServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A workload that signs in by federation. Returns the file with its identity token."""
    token = tmp_path / "identity-token"
    token.write_text("header.claims.signature\n")
    monkeypatch.setenv("ANTHROPIC_FEDERATION_RULE_ID", "fdrl_1")
    monkeypatch.setenv("ANTHROPIC_ORGANIZATION_ID", "00000000-0000-0000-0000-000000000001")
    monkeypatch.setenv("ANTHROPIC_IDENTITY_TOKEN_FILE", str(token))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    return token


def tokens_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text())


# What is sent


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


# C-2: one refresh for all processes and threads


def test_eight_processes_refresh_a_single_use_token_once(folder: Path, tmp_path: Path) -> None:
    """C-2."""
    with TokenServer(seconds=0.2) as server:
        user_profile(folder, server)
        go = tmp_path / "go"
        ready = [tmp_path / f"ready-{n}" for n in range(8)]
        programs = [
            subprocess.Popen([sys.executable, "-c", PROGRAM, str(r), str(go)], stdout=subprocess.PIPE, text=True)
            for r in ready
        ]
        while not all(r.exists() for r in ready):
            assert all(p.poll() is None for p in programs)
            time.sleep(0.01)
        go.touch()
        shown = [p.communicate(timeout=100)[0].strip() for p in programs]

        assert shown == ["msg_1"] * 8
        assert len(server.grants) == 1


def test_four_refreshers_in_threads_and_processes_refresh_once(folder: Path, tmp_path: Path) -> None:
    with TokenServer(seconds=0.1) as server:
        user_profile(folder, server)
        go, ready = tmp_path / "go", tmp_path / "ready"
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(ready), str(go)], stdout=subprocess.PIPE, text=True
        )
        while not ready.exists():
            time.sleep(0.01)
        go.touch()

        async def call() -> str:
            async with AsyncClaude(max_retries=0) as client:
                return (await client.messages.create(**HELLO)).id

        with ThreadPoolExecutor(3) as threads:  # three clients, each with a memory of its own
            sync = [threads.submit(lambda: Claude(max_retries=0).messages.create(**HELLO).id) for _ in range(2)]
            loop = threads.submit(lambda: asyncio.run(call()))
            found = [each.result() for each in (*sync, loop)]

        assert [*found, program.communicate(timeout=100)[0].strip()] == ["msg_1"] * 4
        assert len(server.grants) == 1


def test_refresh_by_a_program_without_our_lock_is_found(folder: Path, server: TokenServer) -> None:
    """It renews after we have read the file, and before our request: we read the file once more."""
    path = user_profile(folder, server)

    def renew_first(fields: dict[str, Any], betas: str, real: Any = server.grant) -> tuple[int, Any]:
        if len(server.grants) == 0:
            _, answer = real(dict(fields), betas)
            new = {**tokens_of(path), **answer, "expires_at": int(time.time()) + 3600}
            path.write_text(json.dumps(new))
        return real(fields, betas)

    server.grant = renew_first  # type: ignore[method-assign]

    assert Claude().messages.create(**HELLO).id == "msg_1"
    assert len(server.grants) == 2


# C-3: a refresh token that is lost


def test_refresh_lost_in_a_crash_is_one_clear_error(folder: Path, tmp_path: Path) -> None:
    """C-3. The process is killed between the response and the write."""
    program = (
        "import os, signal\n"
        "from claudewire import Claude\n"
        "import claudewire.credentials.profiles as profiles\n"
        "profiles.write_tokens = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Claude().messages.create(model='m', max_tokens=1, messages=[{'role': 'user', 'content': 'x'}])\n"
    )
    with TokenServer() as server:
        path = user_profile(folder, server)
        before = path.read_bytes()
        done = subprocess.run([sys.executable, "-c", program], check=False, timeout=100)
        assert done.returncode == -signal.SIGKILL
        assert path.read_bytes() == before

        client = Claude()
        for _ in range(3):
            with pytest.raises(WorkloadIdentityError, match="sign in again") as caught:
                client.messages.create(**HELLO)
            assert (caught.value.status_code, caught.value.error_code) == (400, "invalid_grant")
            assert caught.value.request_id == "req_1"
        assert len(server.grants) == 2  # the one of the killed process, and one of ours: the token is known to be spent

        user_profile(folder, server)  # the user signs in again
        assert client.messages.create(**HELLO).id == "msg_1"


def test_cancelled_call_does_not_lose_the_refresh(folder: Path) -> None:
    with TokenServer(seconds=0.2) as server:
        path = user_profile(folder, server)

        async def steps() -> None:
            async with AsyncClaude() as client:
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.05):
                        await client.messages.create(**HELLO)
                assert (await client.messages.create(**HELLO)).id == "msg_1"

        asyncio.run(steps())
        assert len(server.grants) == 1
        assert tokens_of(path)["refresh_token"] == server.refresh_token


@pytest.mark.parametrize("is_async", [False, True])
def test_deadline_ends_the_wait_and_not_the_refresh(folder: Path, is_async: bool) -> None:
    with TokenServer(seconds=0.5) as server:
        path = user_profile(folder, server)
        if is_async:

            async def steps() -> None:
                async with AsyncClaude() as client:
                    with pytest.raises(claudewire.DeadlineExpired):
                        await client.messages.create(**HELLO, deadline=0.05)
                    assert (await client.messages.create(**HELLO)).id == "msg_1"

            asyncio.run(steps())
        else:
            client = Claude()
            with pytest.raises(claudewire.DeadlineExpired):
                client.messages.create(**HELLO, deadline=0.05)
            assert client.messages.create(**HELLO).id == "msg_1"
        assert len(server.grants) == 1
        assert tokens_of(path)["refresh_token"] == server.refresh_token


# C-4: one exchange for all who wait, and nobody waits without need


def test_two_hundred_threads_exchange_once(workload: Path) -> None:
    """C-4."""
    with TokenServer(seconds=0.1) as server:
        os.environ["ANTHROPIC_BASE_URL"] = server.url
        client = Claude()
        with ThreadPoolExecutor(200) as threads:
            found = list(threads.map(lambda _: client.messages.create(**HELLO).id, range(200)))
        assert found == ["msg_1"] * 200
        assert len(server.grants) == 1


@pytest.mark.parametrize("is_async", [False, True])
def test_call_with_more_than_thirty_seconds_left_does_not_wait(folder: Path, is_async: bool) -> None:
    """C-4. The refresh hangs in the endpoint until the calls are over."""
    with TokenServer() as server:
        path = user_profile(folder, server, expires_in=60)
        old = tokens_of(path)["access_token"]
        hang = threading.Event()
        real = server.grant

        def slow(fields: dict[str, Any], betas: str) -> tuple[int, Any]:
            assert hang.wait(60)
            return real(fields, betas)

        server.grant = slow  # type: ignore[method-assign]
        if is_async:

            async def steps() -> None:
                async with AsyncClaude() as client:
                    await client.messages.create(**HELLO)
                    await asyncio.gather(*[client.messages.create(**HELLO) for _ in range(20)])
                    hang.set()
                    while old == tokens_of(path)["access_token"]:
                        await asyncio.sleep(0.01)
                    while server.calls[-1]["authorization"] == f"Bearer {old}":
                        await client.messages.create(**HELLO)

            asyncio.run(steps())
        else:
            client = Claude()
            client.messages.create(**HELLO)
            with ThreadPoolExecutor(20) as threads:
                list(threads.map(lambda _: client.messages.create(**HELLO), range(20)))
            hang.set()
            while server.calls[-1]["authorization"] == f"Bearer {old}":
                client.messages.create(**HELLO)
        assert {call["authorization"] for call in server.calls[:21]} == {f"Bearer {old}"}
        assert len(server.grants) == 1


def test_early_refresh_that_fails_leaves_the_token_in_use(folder: Path, server: TokenServer) -> None:
    user_profile(folder, server, expires_in=60)
    server.answers = [(503, {"error": "unavailable"})] * 50
    client = Claude()
    for _ in range(20):
        assert client.messages.create(**HELLO).id == "msg_1"
    for thread in threading.enumerate():
        if thread.name == "claudewire-credential":
            thread.join()
    assert len(server.grants) <= 2  # then it pauses


def test_endpoint_that_fails_for_a_moment_is_asked_again(folder: Path, server: TokenServer) -> None:
    user_profile(folder, server)
    server.answers = [(503, {"error": "unavailable"}), (429, b"slow down")]
    client = Claude(retry=claudewire.RetryPolicy(initial_delay=0.001, max_delay=0.001))

    assert client.messages.create(**HELLO).id == "msg_1"
    assert len(server.grants) == 3


# C-5: a refused token


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


# C-6: no token leaves unencrypted


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


# C-7: files that others can read


def test_tokens_that_others_can_read_are_refused(folder: Path, server: TokenServer) -> None:
    """C-7."""
    path = user_profile(folder, server)
    path.chmod(0o644)
    with pytest.raises(CredentialsError, match=f"chmod 600 {path}"):
        Claude().messages.create(**HELLO)
    assert server.grants == []


def test_configuration_that_others_can_change_is_refused(folder: Path, server: TokenServer) -> None:
    user_profile(folder, server)
    config = folder / "configs" / "default.json"
    config.chmod(0o666)
    with pytest.raises(CredentialsError, match=f"chmod go-w {config}"):
        Claude(profile="default")


@pytest.mark.parametrize("name", ["../default", "a/b", ".hidden", "a b", " default", "a\0b", ""])
def test_name_of_a_profile_that_is_no_file_name_is_refused(folder: Path, name: str) -> None:
    """C-7."""
    with pytest.raises(CredentialsError, match="name of a profile"):
        Claude(profile=name)


def test_link_to_tokens_is_followed(folder: Path, server: TokenServer, tmp_path: Path) -> None:
    """As Kubernetes mounts secrets. The link stays one when tokens are written."""
    path = user_profile(folder, server)
    target = tmp_path / "elsewhere.json"
    path.rename(target)
    path.symlink_to(target)

    assert Claude().messages.create(**HELLO).id == "msg_1"
    assert path.is_symlink()
    assert tokens_of(target)["refresh_token"] == server.refresh_token

    target.chmod(0o640)
    with pytest.raises(CredentialsError, match="chmod 600"):
        Claude().messages.create(**HELLO)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not JSON"),
        (b"[]", "JSON object"),
        (b'{"type": "password"}', "'oauth_token' was expected"),
        (b"{}", "no `refresh_token`"),
        (b'{"access_token": "", "refresh_token": ""}', "no `refresh_token`"),
        (b'{"access_token": "x", "expires_at": "soon"}', "whole number of seconds"),
    ],
)
def test_damaged_tokens_are_told_with_their_path(
    folder: Path, server: TokenServer, content: bytes, sentence: str
) -> None:
    path = user_profile(folder, server)
    path.write_bytes(content)
    with pytest.raises(CredentialsError, match=sentence) as caught:
        Claude().messages.create(**HELLO)
    assert str(path) in str(caught.value)


def test_missing_tokens_say_to_sign_in(folder: Path, server: TokenServer) -> None:
    user_profile(folder, server).unlink()
    with pytest.raises(CredentialsError, match="Sign in first"):
        Claude().messages.create(**HELLO)


def test_folder_that_cannot_be_written_is_told_before_the_token_is_spent(folder: Path, server: TokenServer) -> None:
    path = user_profile(folder, server)
    if os.geteuid() == 0:
        path.with_name("default.json.lock").mkdir()  # root may write everywhere: nothing else fails
    else:
        path.parent.chmod(0o500)
    try:
        with pytest.raises(CredentialsError, match="writable"):
            Claude().messages.create(**HELLO)
    finally:
        path.parent.chmod(0o700)
    assert server.grants == []


@pytest.mark.parametrize("kind", ["missing", "empty", "folder", "bytes"])
def test_identity_token_that_cannot_be_read_is_told_with_its_path(workload: Path, kind: str) -> None:
    workload.unlink()
    if kind == "folder":
        workload.mkdir()
    elif kind != "missing":
        workload.write_bytes(b"" if kind == "empty" else b"\xff")
    with pytest.raises(IdentityTokenFileError) as caught:
        Claude().messages.create(**HELLO)
    assert caught.value.path == workload
    assert str(workload) in str(caught.value)


def test_identity_token_that_is_too_large_is_not_sent(workload: Path, server: TokenServer) -> None:
    workload.write_text("x" * 20_000)
    with pytest.raises(WorkloadIdentityError, match="no JWT"):
        Claude().messages.create(**HELLO)
    assert server.grants == []


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (200, b"", "something else than a JSON object"),
        (200, b"[]", "something else than a JSON object"),
        (200, b"{}", "something else than a JSON object"),
        (200, {"access_token": 7}, "without `access_token`"),
        (200, {"access_token": "a", "token_type": "mac"}, "bearer"),
        (200, {"access_token": "a", "expires_in": "soon"}, "no number of seconds"),
        (200, {"access_token": "a", "expires_in": -1}, "no number of seconds"),
        (200, {"access_token": "a\nb", "expires_in": 60}, "cannot be sent"),
        (400, {"error": "invalid_request", "assertion": "header.claims.signature"}, "invalid_request"),
        (401, {"error": "invalid_grant"}, "match the identity token"),
        (403, b"<html>" + b"x" * 9999, "403"),
    ],
)
def test_answer_that_is_no_token_is_an_error_of_ours(
    workload: Path, server: TokenServer, status: int, body: Any, sentence: str
) -> None:
    server.answers = [(status, body)] * 5
    with pytest.raises(claudewire.ClaudeError, match=sentence) as caught:
        Claude(max_retries=0).messages.create(**HELLO)
    assert "header.claims.signature" not in f"{caught.value!r}{caught.value.__dict__}"
    assert len(str(caught.value)) < 1000


def test_endpoint_that_cannot_be_reached_is_a_connection_error(workload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1")
    with pytest.raises(claudewire.APIConnectionError):
        Claude(max_retries=0).messages.create(**HELLO)


# C-8: over the connections of the client


def test_exchange_goes_through_the_client_of_the_caller(workload: Path, server: TokenServer) -> None:
    """C-8. An httpx client with a proxy or a certificate of its own carries the exchange, too."""
    paths: list[str] = []
    with httpx.Client(event_hooks={"request": [lambda request: paths.append(request.url.path)]}) as http:
        Claude(http_client=http).messages.create(**HELLO)
    assert paths == ["/v1/oauth/token", "/v1/messages"]


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_async_exchange_starts_no_thread(workload: Path, server: TokenServer, library: str) -> None:
    """C-8."""
    import anyio

    before = set(threading.enumerate())
    found: list[set[threading.Thread]] = []

    async def steps() -> None:
        async with AsyncClaude() as client:
            await client.messages.create(**HELLO)
            found.append({t for t in threading.enumerate() if t not in before and "process_request" not in t.name})

    anyio.run(steps, backend=library)
    assert found == [set()]
    assert len(server.grants) == 1


def test_proxy_of_the_client_carries_the_exchange(workload: Path, server: TokenServer) -> None:
    """C-8. The proxy is the server itself: it sees whole URLs, which it does not know."""
    with pytest.raises(claudewire.APIError):
        Claude(base_url="http://127.0.0.1:9", proxy=server.url, max_retries=0).messages.create(**HELLO)
    assert server.grants == []  # nothing was sent past the proxy


# C-9: secrets


def test_nothing_shows_a_token(folder: Path, server: TokenServer, caplog: pytest.LogCaptureFixture) -> None:
    """C-9."""
    path = user_profile(folder, server)
    caplog.set_level(logging.DEBUG, logger="claudewire")
    client = Claude()
    client.messages.create(**HELLO)
    secrets = [tokens_of(path)["access_token"], tokens_of(path)["refresh_token"], "refresh-0-not-real"]
    shown = [repr(client), repr(client.credentials), repr(client._config), caplog.text]
    shown += [repr(AccessToken(secrets[0])), str(AccessToken(secrets[0], 5)), f"{AccessToken(secrets[0])}"]

    path.write_text(json.dumps({**tokens_of(path), "expires_at": 1}))
    server.answers = [(400, {"error": "invalid_grant", "error_description": f"{secrets[1]} was used"})]
    with pytest.raises(WorkloadIdentityError) as caught:
        Claude().messages.create(**HELLO)
    error = caught.value
    shown += ["".join(traceback.format_exception(error)), repr(error.__dict__), repr(pickle.dumps(error))]
    again = pickle.loads(pickle.dumps(error))
    assert (again.status_code, str(again)) == (400, str(error))

    for secret in secrets:
        assert not [text for text in shown if secret in text]


def exposed(error: BaseException | None, secrets: list[str]) -> list[str]:
    """Where a crash reporter finds a secret: in variables of our frames, and in exceptions, along causes and contexts."""
    found: list[str] = []
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if "claudewire" in frame.f_code.co_filename and "tests" not in frame.f_code.co_filename:
                values = {name: repr(value) for name, value in frame.f_locals.items()}
                found += [
                    f"{frame.f_code.co_name}.{n}" for n, text in values.items() if any(s in text for s in secrets)
                ]
        shown = f"{error!r} {error.args} {error.__dict__} {getattr(error, 'doc', '')}"
        found += [type(error).__name__ for secret in secrets if secret in shown]
        error = error.__cause__ or error.__context__
    return found


@pytest.mark.parametrize("failure", ["refused", "no JSON", "bad expiry", "no connection", "not written", "damaged"])
def test_no_frame_of_a_failed_refresh_shows_a_token(
    folder: Path, server: TokenServer, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    path = user_profile(folder, server)
    old = tokens_of(path)["refresh_token"]
    if failure in ("refused", "no JSON", "bad expiry"):
        answers: dict[str, tuple[int, Any]] = {
            "refused": (400, {"error": "invalid_request", "refresh_token": old}),
            "no JSON": (200, b"<html>" + old.encode()),
            "bad expiry": (200, {"access_token": "access-minted-not-real", "expires_in": "soon"}),
        }
        server.answers = [answers[failure]]
    elif failure == "no connection":
        config = folder / "configs" / "default.json"
        config.write_text(config.read_text().replace(server.url, "http://127.0.0.1:1"))
    elif failure == "damaged":
        path.write_text(path.read_text()[:-5])
    else:
        import claudewire.credentials.files as files

        def no_space(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files.os, "fsync", no_space)

    with pytest.raises(claudewire.ClaudeError) as caught:
        Claude(max_retries=0).messages.create(**HELLO)

    secrets = [old, "access-minted-not-real", server.refresh_token, "access-old-not-real", *server.good]
    assert exposed(caught.value, secrets) == []


def test_no_frame_of_a_failed_exchange_shows_the_identity_token(server: TokenServer) -> None:
    server.answers = [(401, {"error": "unauthorized"})]
    with pytest.raises(WorkloadIdentityError) as caught:
        exchange_federation_assertion(
            assertion="identity-not-real-0123", federation_rule_id="r", organization_id="o", base_url=server.url
        )
    assert exposed(caught.value, ["identity-not-real-0123"]) == []


def test_client_with_a_profile_is_pickled_without_a_token(folder: Path, server: TokenServer) -> None:
    path = user_profile(folder, server, name="work", expires_in=3600)
    with claudewire.Claude(profile="work") as client:
        client.messages.create(**HELLO)
        packed = pickle.dumps(client)
        assert tokens_of(path)["access_token"].encode() not in packed
        with pickle.loads(packed) as again, copy.deepcopy(client) as copied:
            assert again.messages.create(**HELLO).id == "msg_1"
            assert copied.messages.create(**HELLO).id == "msg_1"


# Providers of the caller, and copies


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


# Names of the official SDK, without a client


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
