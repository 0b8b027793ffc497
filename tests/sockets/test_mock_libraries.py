"""Tests that users have written with mocks of httpx and guards of sockets, with `claudewire` and, through compat, with `anthropic`."""

from __future__ import annotations

import functools
import json
import sys
from importlib import import_module

import anyio
import httpx
import httpx2
import pytest
import pytest_recording.network
from pytest_httpx import IteratorStream

import claudewire.compat
from tests.support.faulty import HELLO, MESSAGE

KEY = "sk-ant-mock-123456"
URL = "https://api.anthropic.com/v1/messages"
EMPTY = {"data": [], "has_more": False}
EVENTS = [
    {"type": "message_start", "message": {**MESSAGE, "content": [], "stop_reason": None}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}},
    {"type": "content_block_stop", "index": 0},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 1}},
    {"type": "message_stop"},
]
#: A stream as people write it by hand: without a content type, and without the last blank line.
STREAM = "\n\n".join(f"event: {event['type']}\ndata: {json.dumps(event)}" for event in EVENTS).encode()
OVERLOADED = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}


@pytest.fixture(params=["claudewire", "anthropic"])
def sdk(request, monkeypatch):
    """The package under the name that the test imports."""
    if request.param == "anthropic":
        for name in [name for name in sys.modules if name.partition(".")[0] == "anthropic"]:
            monkeypatch.delitem(sys.modules, name)  # the official SDK, which other tests have loaded
        claudewire.compat.install()
    yield import_module(request.param)
    claudewire.compat.uninstall()


def asynchronous(test):
    """Run a test on an event loop."""

    @functools.wraps(test)
    def run(*args, **kwargs):
        anyio.run(functools.partial(test, *args, **kwargs))

    return run


# -- transports of the caller ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("library", [httpx, httpx2])
def test_a_mock_transport_answers_a_message_and_a_stream(sdk, library):
    def answer(request):
        assert request.headers["x-api-key"] == KEY
        body = json.loads(request.read())
        assert body["messages"] == HELLO["messages"]
        return library.Response(200, content=STREAM) if body.get("stream") else library.Response(200, json=MESSAGE)

    with library.Client(transport=library.MockTransport(answer)) as http:
        client = sdk.Anthropic(api_key=KEY, http_client=http)
        assert client.messages.create(**HELLO).content[0].text == "Hello"
        with client.messages.stream(**HELLO) as stream:
            assert list(stream.text_stream) == ["Hello"]
            assert stream.get_final_message().stop_reason == "end_turn"


@pytest.mark.parametrize("library", [httpx, httpx2])
@asynchronous
async def test_a_mock_transport_answers_an_async_client(sdk, library):
    async def answer(request):
        body = json.loads(await request.aread())
        return library.Response(200, content=STREAM) if body.get("stream") else library.Response(200, json=MESSAGE)

    async with library.AsyncClient(transport=library.MockTransport(answer)) as http:
        client = sdk.AsyncAnthropic(api_key=KEY, http_client=http)
        assert (await client.messages.create(**HELLO)).content[0].text == "Hello"
        stream = await client.messages.create(**HELLO, stream=True)
        assert [event.type async for event in stream][-1] == "message_stop"


# -- respx -------------------------------------------------------------------------------------------------------------


def test_respx_answers_repeats_and_records_calls(sdk, respx_mock):
    overloaded = httpx.Response(529, json=OVERLOADED, headers={"retry-after-ms": "1"})
    route = respx_mock.post(URL).mock(side_effect=[overloaded, httpx.Response(200, json=MESSAGE)])
    assert sdk.Anthropic(api_key=KEY).messages.create(**HELLO).content[0].text == "Hello"
    assert route.call_count == 2
    assert json.loads(route.calls.last.request.content)["max_tokens"] == HELLO["max_tokens"]


def test_respx_answers_with_a_stream(sdk, respx_mock):
    respx_mock.post(URL).mock(return_value=httpx.Response(200, content=STREAM))
    with sdk.Anthropic(api_key=KEY).messages.stream(**HELLO) as stream:
        assert "".join(stream.text_stream) == "Hello"


def test_respx_fails_with_a_status_a_timeout_and_a_lost_connection(sdk, respx_mock):
    client = sdk.Anthropic(api_key=KEY, max_retries=0)
    route = respx_mock.post(URL).mock(return_value=httpx.Response(529, json=OVERLOADED))
    with pytest.raises(sdk.APIStatusError, match="Overloaded") as caught:
        client.messages.create(**HELLO)
    assert caught.value.response.json() == OVERLOADED
    for cause, expected in ((httpx.ReadTimeout, sdk.APITimeoutError), (httpx.ConnectError, sdk.APIConnectionError)):
        route.mock(side_effect=cause)
        with pytest.raises(expected) as failed:
            client.messages.create(**HELLO)
        assert isinstance(failed.value.__cause__, cause)


def test_a_request_that_respx_does_not_expect_fails_the_test(sdk, respx_mock):
    respx_mock.get("https://api.anthropic.com/v1/models").mock(return_value=httpx.Response(200, json=EMPTY))
    client = sdk.Anthropic(api_key=KEY)
    with pytest.raises(AssertionError, match="not mocked"):
        client.messages.create(**HELLO)
    assert client.models.list().data == []


@asynchronous
async def test_respx_answers_an_async_client(sdk, respx_mock):
    respx_mock.post(URL).mock(return_value=httpx.Response(200, content=STREAM))
    async with sdk.AsyncAnthropic(api_key=KEY).messages.stream(**HELLO) as stream:
        assert [text async for text in stream.text_stream] == ["Hello"]


# -- pytest-httpx ------------------------------------------------------------------------------------------------------


def test_pytest_httpx_answers_repeats_and_records_requests(sdk, httpx_mock):
    httpx_mock.add_response(status_code=529, json=OVERLOADED, headers={"retry-after-ms": "1"})
    httpx_mock.add_response(method="POST", url=URL, json=MESSAGE, match_headers={"x-api-key": KEY})
    assert sdk.Anthropic(api_key=KEY).messages.create(**HELLO).content[0].text == "Hello"
    assert [json.loads(request.content)["model"] for request in httpx_mock.get_requests()] == [HELLO["model"]] * 2


def test_pytest_httpx_answers_with_a_stream(sdk, httpx_mock):
    httpx_mock.add_response(stream=IteratorStream([STREAM[:100], STREAM[100:]]))
    with sdk.Anthropic(api_key=KEY).messages.stream(**HELLO) as stream:
        assert stream.get_final_text() == "Hello"


def test_pytest_httpx_raises_what_the_test_wants(sdk, httpx_mock):
    client = sdk.Anthropic(api_key=KEY, max_retries=0)
    httpx_mock.add_exception(httpx.ReadTimeout("too slow"))
    with pytest.raises(sdk.APITimeoutError):
        client.messages.create(**HELLO)
    httpx_mock.add_exception(httpx.ConnectError("no route"))
    with pytest.raises(sdk.APIConnectionError, match="no route"):
        client.messages.create(**HELLO)


@pytest.mark.httpx_mock(assert_all_requests_were_expected=False)
def test_a_request_that_pytest_httpx_does_not_expect_says_so(sdk, httpx_mock):
    with pytest.raises(sdk.APITimeoutError) as caught:
        sdk.Anthropic(api_key=KEY, max_retries=0).messages.create(**HELLO)
    assert "No response can be found for POST request" in str(caught.value.__cause__)


@asynchronous
async def test_pytest_httpx_answers_an_async_client(sdk, httpx_mock):
    httpx_mock.add_response(json=MESSAGE)
    assert (await sdk.AsyncAnthropic(api_key=KEY).messages.create(**HELLO)).content[0].text == "Hello"


# -- pytest-socket, and --block-network of pytest-recording ------------------------------------------------------------

#: pytest-socket warns of what it also raises; `socket.create_connection` leaves a socket to the garbage collector when a guard stops it.
quiet = pytest.mark.filterwarnings("ignore:A test tried to use socket", "ignore:unclosed:ResourceWarning")
#: Reserved for documentation: nobody answers there.
ELSEWHERE = "https://203.0.113.1"


def block(sdk, client, match):
    """Check that a client does not get out."""
    with pytest.raises((RuntimeError, sdk.APIConnectionError), match=match):
        client.messages.create(**HELLO)


@quiet
@pytest.mark.parametrize("transport", [None, "httpx"])
def test_pytest_socket_stops_new_and_kept_connections(sdk, server, request, transport):
    options = {"api_key": KEY, "base_url": server.url, "max_retries": 0, "transport": transport}
    used = sdk.Anthropic(**options)
    used.messages.create(**HELLO)
    request.getfixturevalue("socket_disabled")
    for client in (used, sdk.Anthropic(**options)):
        block(sdk, client, "A test tried to use socket")
    assert len(server.requests) == 1


@quiet
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_pytest_socket_lets_requests_to_an_allowed_host_through(sdk, server):
    assert sdk.Anthropic(api_key=KEY, base_url=server.url).messages.create(**HELLO).id
    block(sdk, sdk.Anthropic(api_key=KEY, base_url=ELSEWHERE, max_retries=0), r"203\.0\.113\.1")


@quiet
@asynchronous
async def test_pytest_socket_stops_an_async_client(sdk, server, request):
    client = sdk.AsyncAnthropic(api_key=KEY, base_url=server.url, max_retries=0)
    await client.messages.create(**HELLO)
    request.getfixturevalue("socket_disabled")
    with pytest.raises((RuntimeError, sdk.APIConnectionError), match="A test tried to use socket"):
        await client.messages.create(**HELLO)
    assert len(server.requests) == 1


@quiet
def test_block_network_stops_new_and_kept_connections(sdk, server):
    used = sdk.Anthropic(api_key=KEY, base_url=server.url, max_retries=0)
    used.messages.create(**HELLO)
    with pytest_recording.network.blocking_context():
        for client in (used, sdk.Anthropic(api_key=KEY, base_url=server.url, max_retries=0)):
            block(sdk, client, "Network is disabled")
    assert len(server.requests) == 1


@quiet
@pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
def test_block_network_lets_requests_to_an_allowed_host_through(sdk, server):
    assert sdk.Anthropic(api_key=KEY, base_url=server.url).messages.create(**HELLO).id
    block(sdk, sdk.Anthropic(api_key=KEY, base_url=ELSEWHERE, max_retries=0), "Network is disabled")
