"""One refresh for all processes, threads and calls that wait (acceptance cases C-2 to C-4)."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import claudewire
from claudewire import AsyncClaude
from claudewire.credentials import (
    WorkloadIdentityError,
)
from tests.support.token_clients import Claude, tokens_of
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
