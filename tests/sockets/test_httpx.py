"""Requests through httpx: clients of the caller, mocks, recorders, proxies."""

import json
import subprocess
import sys
import threading

import anyio
import httpx
import pytest

from claudewire import (
    APIConnectionError,
    Claude,
    ClaudeError,
    ConfigurationError,
)
from tests.support.faulty import ONCE, ask, async_claude, claude, wait_until
from tests.unit.client.test_mistakes import EVENTS, HELLO


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
        with pytest.raises(ConfigurationError, match=r"httpx2\.Client, not builtins\.str"):
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


def test_a_proxy_is_used(server):
    with Claude(
        api_key="k" * 10, base_url="http://api.example", allow_http=True, proxy=server.url, retry=ONCE
    ) as client:
        assert ask(client).id == "msg_t"
    assert server.requests[0][2] == "http://api.example/v1/messages"


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


def watchdogs():
    return [thread for thread in threading.enumerate() if thread.name == "claudewire-watchdog"]


@pytest.mark.parametrize("through", ["transport", "http_client"])
@pytest.mark.parametrize(
    "fault", ["", "overloaded", "reset_before_headers", "reset_in_body", "truncated_json", "refused"]
)
def test_no_watchdog_is_left_after_a_request_with_a_deadline(server, through, fault):
    """A thread breaks the connection of httpx at a deadline. It ends with the request, however that ends."""
    way = {"transport": "httpx"} if through == "transport" else {"http_client": httpx.Client()}
    if fault == "refused":
        way["base_url"] = "http://127.0.0.1:1"
    with claude(server, deadline=60, **way) as client:
        if fault:
            with pytest.raises(ClaudeError):
                ask(client, fault=fault)
        else:
            ask(client)
        wait_until(lambda: not watchdogs())


def test_no_watchdog_is_left_after_a_stream_that_came_at_once():
    """Its body is closed before the program reads the last event, and what is left is read with a deadline."""
    text = "\n\n".join(f"event: {event['type']}\ndata: {json.dumps(event)}" for event in EVENTS)
    mock = httpx.MockTransport(lambda _: httpx.Response(200, content=text.encode()))
    with Claude(api_key="sk-ant-local-123456", http_client=httpx.Client(transport=mock)) as client:
        with client.messages.stream(**HELLO) as stream:
            assert stream.get_final_message().text == "Hello"
        wait_until(lambda: not watchdogs())
