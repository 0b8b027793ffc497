"""Lanes: reuse, gates, redirects, TLS, forks, threads, loops, cancellation, garbage; and other people's mocks."""

import asyncio
import gc
import os
import socket
import ssl
import subprocess
import sys
import threading
import time

import anyio
import httpx
import pytest
import trustme

from claudewire import (
    APIConnectionError,
    APITimeoutError,
    AsyncClaude,
    Claude,
    ConfigurationError,
    DeadlineExpired,
    RedirectRefused,
    RetryPolicy,
)
from tests.faults.server import FaultServer

ONCE = RetryPolicy(max_retries=0)
HELLO = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}


def claude(server, **options):
    return Claude(**{"api_key": "sk-ant-local-123456", "base_url": server.url, "retry": ONCE, **options})


def async_claude(server, **options):
    return AsyncClaude(**{"api_key": "sk-ant-local-123456", "base_url": server.url, "retry": ONCE, **options})


def ask(client, tag="t", fault="", **more):
    headers = {"x-tag": tag, "x-fault": fault, **more.pop("headers", {})}
    return client.messages.create(**HELLO, extra_headers=headers, **more)


def idle(client):
    return client._connections.transport.idle


@pytest.fixture
def server():
    with FaultServer() as server:
        yield server


def wait_until(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        gc.collect()
        time.sleep(0.01)
    assert condition()


async def closed(server):
    with anyio.fail_after(10):
        while server.open_sockets:
            await anyio.sleep(0.01)


class TestReuse:
    def test_one_connection_serves_many_calls(self, server):
        with claude(server) as client:
            for _ in range(10):
                ask(client)
            assert server.connections == 1
            assert idle(client) == 1

    def test_the_latest_connection_is_used_first(self, server):
        with claude(server) as client:
            threads = [threading.Thread(target=ask, args=(client,), kwargs={"fault": "slow_body"}) for _ in range(5)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            opened = server.connections
            for _ in range(10):
                ask(client)
            assert server.connections == opened

    def test_copies_share_connections(self, server):
        with claude(server) as client:
            ask(client)
            ask(client.with_options(timeout=5, max_retries=1))
            assert server.connections == 1

    def test_a_connection_that_the_server_closed_is_not_used(self, server):
        with claude(server) as client:
            for _ in range(5):
                ask(client, fault="close_after")
                time.sleep(0.02)

    def test_closing_closes_all_sockets(self, server):
        client = claude(server)
        ask(client)
        client.close()
        wait_until(lambda: not server.open_sockets)
        with pytest.raises(ConfigurationError, match="closed"):
            ask(client)

    def test_a_dropped_client_closes_its_sockets(self, server):
        client = claude(server)
        ask(client)
        del client
        wait_until(lambda: not server.open_sockets)

    @pytest.mark.parametrize("backend", ["asyncio", "trio"])
    def test_a_dropped_async_client_closes_its_sockets(self, server, backend):
        async def main():
            client = async_claude(server)
            await ask(client)
            del client
            gc.collect()
            await closed(server)

        anyio.run(main, backend=backend)


class TestGate:
    def test_calls_wait_for_a_free_connection(self, server):
        with claude(server, max_connections=2) as client:
            threads = [threading.Thread(target=ask, args=(client,), kwargs={"fault": "bandwidth"}) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert server.connections <= 2
            assert idle(client) <= 2

    def test_and_give_up_after_the_pool_timeout(self, server):
        with (
            claude(server, max_connections=1, timeout=httpx.Timeout(5, pool=0.05)) as client,
            client.messages.with_streaming_response.create(**HELLO),
            pytest.raises(APITimeoutError, match="pool") as caught,
        ):
            ask(client)
        assert not caught.value.sent

    @pytest.mark.parametrize("backend", ["asyncio", "trio"])
    def test_the_same_for_event_loops(self, server, backend):
        async def main():
            async with async_claude(server, max_connections=1, timeout=httpx.Timeout(5, pool=0.05)) as client:
                async with client.messages.with_streaming_response.create(**HELLO):
                    with pytest.raises(APITimeoutError, match="pool"):
                        await ask(client)
                await ask(client)
                assert server.connections == 1 or idle(client) == 1

        anyio.run(main, backend=backend)


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize(
        "place", ["other-port", "other-host", "userinfo", "https", "relative", "same", "protocol-relative"]
    )
    def test_a_post_goes_nowhere_else(self, server, status, place):
        with FaultServer() as other:
            target = places(server, other)[place]
            with claude(server) as client:
                with pytest.raises(RedirectRefused) as caught:
                    ask(client, fault="redirect", headers={"x-status": str(status), "x-location": target})
                assert not caught.value.is_retryable
            assert other.requests == []
            assert other.connections == 0
            assert len(server.requests) == 1

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize("place", ["other-port", "other-host", "userinfo", "https", "protocol-relative"])
    def test_a_get_stays_in_its_origin(self, server, status, place):
        with FaultServer() as other:
            headers = {"x-fault": "redirect", "x-status": str(status), "x-location": places(server, other)[place]}
            with claude(server) as client, pytest.raises(RedirectRefused):
                client.models.list(extra_headers=headers)
            assert other.connections == 0

    def test_a_get_in_circles_ends(self, server):
        headers = {"x-fault": "redirect", "x-status": "302", "x-location": "/v1/models?again"}
        with claude(server) as client, pytest.raises(RedirectRefused):
            client.models.list(extra_headers=headers)
        assert len(server.requests) == 6


def places(server, other):
    return {
        "other-port": f"{other.url}/v1/messages",
        "other-host": f"http://localhost:{other.port}/v1/messages",
        "userinfo": f"http://127.0.0.1@localhost:{other.port}/v1/messages",
        "https": f"https://127.0.0.1:{server.port}/v1/messages",
        "protocol-relative": f"//localhost:{other.port}/v1/messages",
        "relative": "elsewhere",
        "same": f"{server.url}/v1/elsewhere",
    }


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


class TestTls:
    def served(self, authority, *names, **options):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names, **options).configure_cert(context)
        return FaultServer(tls=context)

    @pytest.fixture
    def trusted(self, authority, tmp_path, monkeypatch):
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

    @pytest.mark.usefixtures("trusted")
    def test_a_trusted_server(self, authority):
        with self.served(authority, "127.0.0.1") as server, claude(server) as client:
            assert ask(client).id == "msg_t"
            assert server.requests[0][2] == "/v1/messages"

    @pytest.mark.usefixtures("trusted")
    def test_the_wrong_host(self, authority):
        with self.served(authority, "other.example") as server:
            with claude(server) as client, pytest.raises(APIConnectionError, match=r"(?i)certificate"):
                ask(client)
            assert server.requests == []

    @pytest.mark.usefixtures("trusted")
    def test_an_expired_certificate(self, authority):
        from datetime import UTC, datetime

        expired = datetime(2020, 1, 1, tzinfo=UTC)
        with (
            self.served(authority, "127.0.0.1", not_before=expired, not_after=expired) as server,
            claude(server) as client,
            pytest.raises(APIConnectionError, match=r"(?i)certificate"),
        ):
            ask(client)

    @pytest.mark.parametrize("name", ["PYTHONHTTPSVERIFY", "CURL_CA_BUNDLE", "SSL_VERIFY", "REQUESTS_CA_BUNDLE"])
    def test_an_unknown_authority_whatever_the_environment_says(self, authority, name, monkeypatch):
        monkeypatch.setenv(name, "0" if "VERIFY" in name else "")
        with self.served(authority, "127.0.0.1") as server, claude(server) as client:
            with pytest.raises(APIConnectionError, match=r"(?i)certificate"):
                ask(client)
            assert server.requests == []

    def test_a_plain_server_on_a_tls_port(self, server):
        client = Claude(api_key="k" * 10, base_url=f"https://127.0.0.1:{server.port}", retry=ONCE, timeout=0.3)
        with client, pytest.raises(APIConnectionError):
            ask(client)

    def test_a_cut_handshake(self):
        with FaultServer(cut_handshake=True) as server:
            client = Claude(api_key="k" * 10, base_url=f"https://127.0.0.1:{server.port}", retry=ONCE)
            with client, pytest.raises(APIConnectionError):
                ask(client)

    def test_all_clients_share_one_context(self):
        from claudewire._origin import ssl_context

        assert ssl_context() is ssl_context()


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

    @pytest.mark.parametrize("backend", ["asyncio", "trio"])
    @pytest.mark.parametrize("fault", ["silent", "slow_headers", "slow_body"])
    def test_a_deadline_ends_the_call_in_time_on_event_loops(self, server, fault, backend):
        async def main():
            async with async_claude(server, timeout=30) as client:
                start = time.monotonic()
                with pytest.raises(DeadlineExpired):
                    await ask(client, fault=fault, deadline=0.2)
                assert 0.2 <= time.monotonic() - start < 10  # the figure itself is in tests/faults
                assert (await ask(client, "after")).id == "msg_after"

        anyio.run(main, backend=backend)

    def test_a_deadline_that_is_not_needed_costs_nothing(self, server):
        with claude(server) as client:
            assert ask(client, deadline=5).id == "msg_t"
            assert ask(client, deadline=5).id == "msg_t"
            assert server.connections == 1


class TestGarbage:
    def test_an_abandoned_response_frees_its_connection(self, server):
        with claude(server, max_connections=1) as client:
            for _ in range(3):
                response = client.messages.with_streaming_response.create(**HELLO).__enter__()
                del response
                gc.collect()
                assert ask(client).id == "msg_t"

    def test_in_a_cycle_while_the_client_is_at_work(self, server):
        """httpcore's lock is not re-entrant: on its pool this stops the thread for ever."""
        done = threading.Event()

        def work():
            with claude(server) as client:
                for _ in range(30):
                    cycle = [client.messages.with_streaming_response.create(**HELLO).__enter__()]
                    cycle.append(cycle)
                    del cycle
                    threshold = gc.get_threshold()
                    gc.set_threshold(1)
                    try:
                        ask(client)
                    finally:
                        gc.set_threshold(*threshold)
            done.set()

        threading.Thread(target=work, daemon=True).start()
        assert done.wait(30)

    @pytest.mark.parametrize("backend", ["asyncio", "trio"])
    def test_an_abandoned_async_response_frees_its_connection(self, server, backend):
        async def main():
            async with async_claude(server, max_connections=1, timeout=httpx.Timeout(5, pool=2)) as client:
                for _ in range(3):
                    response = await client.messages.with_streaming_response.create(**HELLO).__aenter__()
                    chunks = response.iter_bytes()
                    del response, chunks
                    gc.collect()
                    assert (await ask(client)).id == "msg_t"

        anyio.run(main, backend=backend)


class TestCancellation:
    @pytest.mark.parametrize("backend", ["asyncio", "trio"])
    def test_cancelled_calls_leave_nothing_behind(self, server, backend):
        async def main():
            async with async_claude(server, max_connections=5, timeout=30) as client:

                async def cancelled(delay):
                    with anyio.move_on_after(delay):
                        await ask(client, fault="bandwidth")

                for round_ in range(10):
                    async with anyio.create_task_group() as group:
                        for n in range(20):
                            group.start_soon(cancelled, 0.0005 * n + 0.0003 * round_)
                async with anyio.create_task_group() as group:
                    for _ in range(50):
                        group.start_soon(ask, client)
            await closed(server)

        anyio.run(main, backend=backend)


class TestLoops:
    def test_one_client_over_several_loops(self, server):
        client = async_claude(server)

        async def main():
            return (await ask(client)).id

        loops = [asyncio.new_event_loop() for _ in range(2)]
        try:
            for loop in (*loops, *loops):
                assert loop.run_until_complete(main()) == "msg_t"
            assert server.connections == 2
        finally:
            for loop in loops:
                for lane in client._connections.transport._loops[loop].idle:
                    loop.run_until_complete(lane.transport.aclose())
                loop.close()

    def test_in_parallel(self, server):
        client = async_claude(server)
        failures = []

        async def main():
            for n in range(20):
                if (await ask(client, f"{threading.get_ident()}-{n}")).id != f"msg_{threading.get_ident()}-{n}":
                    failures.append(n)
            for lane in client._connections.transport._loops[asyncio.get_running_loop()].idle:
                await lane.transport.aclose()

        threads = [threading.Thread(target=lambda: asyncio.run(main())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
class TestFork:
    def test_parent_and_child_never_share_a_connection(self, server):
        with claude(server) as client:
            ask(client)
            assert idle(client) == 1
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    code = 0 if all(ask(client, f"c{n}").id == f"msg_c{n}" for n in range(50)) else 2
                finally:
                    os._exit(code)
            answers = [ask(client, f"p{n}").id for n in range(50)]
            assert os.waitpid(child, 0)[1] == 0
            assert answers == [f"msg_p{n}" for n in range(50)]
            assert server.connections == 2


class TestThreads:
    def test_no_answer_reaches_the_wrong_thread(self, server):
        crossed = []
        with claude(server, max_connections=8) as client:

            def work(name):
                for n in range(25):
                    if ask(client, f"{name}-{n}").id != f"msg_{name}-{n}":
                        crossed.append((name, n))

            threads = [threading.Thread(target=work, args=(name,)) for name in range(16)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert crossed == []


class TestForeignClients:
    def test_a_client_of_the_caller(self, server):
        seen = []
        with httpx.Client(event_hooks={"request": [lambda request: seen.append(request.url.path)]}) as mine:
            client = claude(server, http_client=mine)
            assert ask(client).id == "msg_t"
            assert list(client.models.list()) == []
        assert seen == ["/v1/messages", "/v1/models"]

    def test_a_mock_transport(self):
        def answer(request):
            assert request.headers["x-api-key"] == "sk-ant-mock-123456"
            assert request.read().startswith(b'{"model"')
            return httpx.Response(529) if answer.calls else httpx.Response(200, json={"oops": 1})

        answer.calls = 1
        with httpx.Client(transport=httpx.MockTransport(answer)) as mine:
            client = Claude(api_key="sk-ant-mock-123456", http_client=mine, retry=ONCE)
            from claudewire import OverloadedError

            with pytest.raises(OverloadedError):
                ask(client)

    def test_an_async_client_of_the_caller(self, server):
        async def main():
            async with httpx.AsyncClient() as mine:
                return (await ask(async_claude(server, http_client=mine))).id

        assert anyio.run(main) == "msg_t"

    def test_its_errors_are_ours(self, server):
        with httpx.Client() as mine, pytest.raises(APIConnectionError):
            ask(claude(server, http_client=mine), fault="reset_in_body")

    def test_what_a_hook_raises_is_the_callers(self, server):
        def hook(request):
            raise LookupError("mine")

        with httpx.Client(event_hooks={"request": [hook]}) as mine, pytest.raises(LookupError):
            ask(claude(server, http_client=mine))

    def test_the_wrong_kind(self, server):
        with httpx.Client() as mine, pytest.raises(ConfigurationError, match=r"httpx\.AsyncClient"):
            async_claude(server, http_client=mine)
        with pytest.raises(ConfigurationError, match=r"httpx\.Client, not builtins\.str"):
            claude(server, http_client="x")


class TestRecorders:
    """Mocks replace methods of the stock transports. They must go on working."""

    def test_respx(self):
        import respx

        with respx.mock(base_url="https://api.anthropic.com") as router:
            route = router.get("/v1/models").mock(
                return_value=httpx.Response(200, json={"data": [], "has_more": False})
            )
            with Claude(api_key="sk-ant-mock-123456") as client:
                assert client.models.list().data == []
            assert route.called

    def test_vcr(self, tmp_path, server):
        import vcr

        cassette = str(tmp_path / "one.yaml")
        for _ in range(2):
            with vcr.use_cassette(cassette), claude(server) as client:
                assert ask(client).id == "msg_t"
        assert len(server.requests) == 1

    def test_vcr_async(self, tmp_path, server):
        import vcr

        cassette = str(tmp_path / "two.yaml")

        async def main():
            with vcr.use_cassette(cassette):
                async with async_claude(server) as client:
                    assert (await ask(client)).id == "msg_t"

        for _ in range(2):
            anyio.run(main)
        assert len(server.requests) == 1


def test_the_environments_proxy(monkeypatch, server):
    from claudewire._origin import environment_proxy

    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "internal.example")
    assert environment_proxy("https://api.anthropic.com") == "http://proxy.example:3128"
    assert environment_proxy("https://gw.internal.example") is None
    assert environment_proxy("http://localhost:1") is None
    monkeypatch.setenv("ALL_PROXY", "proxy.example:1080")
    assert environment_proxy("http://localhost:1") == "http://proxy.example:1080"


def test_a_proxy_is_used(server):
    with Claude(
        api_key="k" * 10, base_url="http://api.example", allow_http=True, proxy=server.url, retry=ONCE
    ) as client:
        assert ask(client).id == "msg_t"
    assert server.requests[0][2] == "http://api.example/v1/messages"


def test_keep_alive_probes_are_on():
    from claudewire._origin import socket_options

    with socket.socket() as probe:
        for option in socket_options():
            probe.setsockopt(*option)
        assert probe.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


#: Base URLs as a client takes them, ordinary and not.
PLACES = [
    "http://localhost:8080",
    "https://api.anthropic.com",
    "https://api.anthropic.com:443",
    "http://127.0.0.1:1",
    "https://a-b.example/x/y",
    "https://EXAMPLE.com/A",
    "HTTPS://example.com",
    "https://user:pass@example.com/p",
    "http://[::1]:8080/v",
    "http://[::1]",
    "https://xn--bcher-kva.example",
    "https://under_score.example",
    "https://example.com/a/../b",
    "https://example.com/50%off",
    "https://example.com/{x}",
    "https://example.com:0443",
    "https://example.com/%2F",
    "https://example.com./.well-known",
]


@pytest.mark.parametrize("base", PLACES)
@pytest.mark.parametrize(
    "path", ["/v1/messages", "/v1/files/a%2Fb", "/v1/models?limit=20&after_id=x%20y&q='", "/v1/./x"]
)
def test_urls_mean_what_they_mean_to_httpx(base, path):
    from claudewire._origin import Origin, parts_of

    url = httpx.URL(base + path)
    port = url.port or (443 if url.scheme == "https" else 80)
    assert parts_of(base) == (url.scheme, url.raw_host.decode(), port)
    assert Origin(base).target(base + path) == url.raw_path


def test_nothing_of_httpx_is_loaded_for_an_ordinary_url():
    code = (
        "import sys; from claudewire._origin import Origin, environment_proxy;"
        "assert environment_proxy('https://a.example') is None;"
        "assert Origin('http://a.example/x').target('http://a.example/x/v1/messages?beta=true') == b'/x/v1/messages?beta=true';"
        "assert not {'httpx', 'urllib.request'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={})


def test_a_mock_that_comes_after_the_first_request(server):
    """httpx is loaded by whoever mocks it: between two requests of the same client."""
    code = (
        "import sys, claudewire; client = claudewire.Claude(api_key='k', base_url=sys.argv[1]);"
        "assert client.models.list().data == []; assert 'httpx' not in sys.modules;"
        "import httpx, respx\n"
        "for _ in range(2):\n"
        "    with respx.mock(base_url=sys.argv[1]) as router:\n"
        "        route = router.get('/v1/models').mock(return_value=httpx.Response(200, json={'data': [], 'has_more': False}))\n"
        "        assert client.models.list().data == [] and route.called\n"
        "assert client.models.list().data == []"
    )
    subprocess.run([sys.executable, "-c", code, server.url], check=True)
    assert len(server.requests) == 2
