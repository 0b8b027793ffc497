"""Connections that fail, timeouts and deadlines."""

import socket
import subprocess
import sys
import time

import httpx
import pytest

from claudewire import (
    APIConnectionError,
    APITimeoutError,
    Claude,
    DeadlineExpired,
    RetryPolicy,
)
from tests.support.faulty import ONCE, ask, async_claude, claude
from tests.support.loops import LOOPS, run_on


class TestFailures:
    def test_nobody_listens(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        client = Claude(api_key="k" * 10, base_url=f"http://127.0.0.1:{port}", retry=ONCE)
        with client, pytest.raises(APIConnectionError) as caught:
            ask(client)
        assert not caught.value.sent
        assert isinstance(caught.value.__cause__, httpx.ConnectError)

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on open files")
    def test_no_file_can_be_opened(self, server):
        """A process in this state can not load a module either: errors need none that is not there."""
        code = (
            "import os, resource, sys, claudewire\n"
            "def ask():\n"
            "    claudewire.Claude(api_key='k', base_url=sys.argv[1], max_retries=1).models.list()\n"
            "ask(); resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)); files = []\n"
            "try:\n"
            "    while True: files.append(os.open(os.devnull, os.O_RDONLY))\n"
            "except OSError: pass\n"
            "try: ask()\n"
            "except claudewire.APIConnectionError as error: found = error\n"
            "for file in files: os.close(file)\n"
            "assert found.attempts == 2 and not found.sent and type(found.__cause__).__name__ == 'ConnectError', found"
        )
        subprocess.run([sys.executable, "-c", code, server.url], check=True)

    def test_no_such_host(self):
        with (
            Claude(api_key="k" * 10, base_url="https://nothing.invalid", retry=ONCE) as client,
            pytest.raises(APIConnectionError),
        ):
            ask(client)

    def test_a_read_timeout(self, server):
        with (
            claude(server, timeout=httpx.Timeout(10, read=0.1)) as client,
            pytest.raises(APITimeoutError, match="read") as caught,
        ):
            ask(client, fault="silent")
        assert caught.value.sent

    @pytest.mark.parametrize("fault", ["silent", "slow_headers", "slow_body"])
    def test_a_deadline_ends_the_call_in_time(self, server, fault):
        with claude(server, timeout=30, retry=RetryPolicy(max_retries=5)) as client:
            start = time.monotonic()
            with pytest.raises(DeadlineExpired):
                ask(client, fault=fault, deadline=0.2)
            assert 0.2 <= time.monotonic() - start < 10  # the figure itself is in tests/faults

    @pytest.mark.parametrize("fault", ["silent", "slow_headers", "slow_body"])
    def test_a_deadline_ends_the_call_in_time_through_httpx(self, server, fault):
        with httpx.Client() as http, claude(server, timeout=30, http_client=http) as client:
            assert ask(client, deadline=5).id == "msg_t"
            with pytest.raises(DeadlineExpired):
                ask(client, fault=fault, deadline=0.2)

    def test_a_deadline_ends_a_handshake_in_time(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"https://127.0.0.1:{silent.getsockname()[1]}"
            with Claude(api_key="k" * 10, base_url=url, timeout=30) as client, pytest.raises(DeadlineExpired):
                ask(client, deadline=0.2)

    def test_a_deadline_ends_an_upload_in_time(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"
            with Claude(api_key="k" * 10, base_url=url, timeout=30) as client, pytest.raises(DeadlineExpired):
                client.files.upload(file=("x", bytes(50_000_000)), deadline=0.2)

    @pytest.mark.parametrize("loop", LOOPS)
    @pytest.mark.parametrize("fault", ["silent", "slow_headers", "slow_body"])
    def test_a_deadline_ends_the_call_in_time_on_event_loops(self, server, fault, loop):
        async def main():
            async with async_claude(server, timeout=30) as client:
                start = time.monotonic()
                with pytest.raises(DeadlineExpired):
                    await ask(client, fault=fault, deadline=0.2)
                assert 0.2 <= time.monotonic() - start < 10  # the figure itself is in tests/faults
                assert (await ask(client, "after")).id == "msg_after"

        run_on(loop, main)

    def test_a_deadline_that_is_not_needed_costs_nothing(self, server):
        with claude(server) as client:
            assert ask(client, deadline=5).id == "msg_t"
            assert ask(client, deadline=5).id == "msg_t"
            assert server.connections == 1
