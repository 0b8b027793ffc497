"""`client.request` of the clients of compat: what a tracer puts in its place sees every call, and the program reads what it read before."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

import claudewire
from claudewire import NotFoundError
from claudewire.compat import Anthropic, AsyncAnthropic
from claudewire.lib.streaming._messages import accumulate_event  # pyright: ignore[reportMissingImports]
from claudewire.types import MessageParam
from tests.support.clouds import MESSAGE
from tests.unit.client.test_mistakes import EVENTS, HELLO, respond


class Tracer:
    """Notes what passes, as tracers do that replace `client.request`, on a client or on its class."""

    def __init__(self, owner: Any, *, is_async: bool = False) -> None:
        self.calls: list[tuple[str, str, Any]] = []
        self.results: list[Any] = []
        self.events: list[str] = []
        self._request = owner.request
        seeing = self._asynchronous if is_async else self._blocking
        # A function: on a class, it gets the client as well.
        owner.request = lambda *arguments, **more: seeing(*arguments, **more)

    def _seen(self, arguments: Any, more: Any) -> Any:
        options = arguments[-1]
        self.calls.append((options.method, options.url, options.json_data))
        if more["stream"]:
            more = {**more, "stream_cls": self._traced(more["stream_cls"])}
        return more

    def _blocking(self, *arguments: Any, **more: Any) -> Any:
        self.results.append(self._request(*arguments, **self._seen(arguments, more)))
        return self.results[-1]

    async def _asynchronous(self, *arguments: Any, **more: Any) -> Any:
        self.results.append(await self._request(*arguments, **self._seen(arguments, more)))
        return self.results[-1]

    def _traced(self, base: Any) -> Any:
        seen = self.events

        class Traced(base):
            def __stream__(self) -> Any:
                events = super().__stream__()
                if not hasattr(events, "__aiter__"):
                    return (seen.append(event.type) or event for event in events)

                async def traced() -> Any:
                    async for event in events:
                        seen.append(event.type)
                        yield event

                return traced()

        return Traced


TYPES = [event["type"] for event in EVENTS]


def client_of(cls: Any = Anthropic) -> Any:
    http: Any = httpx.Client if cls is Anthropic else httpx.AsyncClient
    return cls(api_key="sk-ant-fake", max_retries=0, http_client=http(transport=httpx.MockTransport(respond)))


@pytest.fixture
def client() -> Any:
    with client_of() as client:
        yield client


def test_a_replaced_request_sees_a_message_with_its_body(client: Any) -> None:
    first = client.messages.create(**HELLO)
    tracer = Tracer(client)
    answer: MessageParam = {"role": "assistant", "content": first.content}
    message = client.messages.create(**{**HELLO, "messages": [*HELLO["messages"], answer, *HELLO["messages"]]})
    assert message.text == "Hello"
    ((method, url, body),) = tracer.calls
    assert (method, url) == ("POST", "/v1/messages")
    assert body["messages"][1] == {"role": "assistant", "content": [{"type": "text", "text": "Hello"}]}
    assert tracer.results == [message]


def test_a_replaced_request_sees_views_raw_responses_and_verbs(client: Any) -> None:
    tracer = Tracer(client)
    assert client.beta.messages.create(**HELLO).text == "Hello"
    assert client.messages.with_raw_response.create(**HELLO).parse().text == "Hello"
    assert list(client.models.list()) == []
    assert client.post("/v1/messages", body=HELLO)["id"] == "msg_1"
    assert [(method, url) for method, url, _ in tracer.calls] == [
        ("POST", "/v1/messages?beta=true"),
        ("POST", "/v1/messages"),
        ("GET", "/v1/models"),
        ("POST", "/v1/messages"),
    ]


READS = {
    "events": lambda client: list(client.messages.create(**HELLO, stream=True)),
    "text": lambda client: "".join(client.messages.stream(**HELLO).__enter__().text_stream),
    "final message": lambda client: client.messages.stream(**HELLO).__enter__().get_final_message(),
    "output": lambda client: client.messages.stream(**HELLO, output_format=str).__enter__().until_done(),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_replaced_request_sees_the_events_of_a_stream(client: Any, read: Any) -> None:
    expected = read(client)
    tracer = Tracer(client)
    assert read(client) == expected
    assert tracer.events == TYPES


def test_a_replaced_request_sees_the_calls_of_an_async_client() -> None:
    async def main() -> None:
        async with client_of(AsyncAnthropic) as client:
            tracer = Tracer(client, is_async=True)
            assert (await client.messages.create(**HELLO)).text == "Hello"
            assert len([event async for event in await client.messages.create(**HELLO, stream=True)]) == len(EVENTS)
            async with client.messages.stream(**HELLO) as stream:
                assert [text async for text in stream.text_stream] == ["Hello"]
                assert await stream.get_final_text() == "Hello"
        assert tracer.events == TYPES * 2
        assert len(tracer.calls) == 3

    asyncio.run(main())


def test_a_request_replaced_on_the_class_sees_all_clients_until_it_is_put_back(monkeypatch: Any) -> None:
    with client_of() as used, client_of() as later:
        used.messages.create(**HELLO)
        monkeypatch.setattr(Anthropic, "request", Anthropic.request)
        tracer = Tracer(Anthropic)
        used.messages.create(**HELLO)
        later.with_options(timeout=5).messages.create(**HELLO)
        monkeypatch.undo()
        used.messages.create(**HELLO)
    assert len(tracer.calls) == 2


def test_lines_pass_a_replaced_request_as_they_are(client: Any) -> None:
    line = '{"custom_id": "a", "result": {"type": "canceled"}}'
    http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, text=line)))
    with client.with_options(http_client=http) as client:
        tracer = Tracer(client)
        assert [one.custom_id for one in client.messages.batches.results("msgbatch_1")] == ["a"]
    assert [url for _, url, _ in tracer.calls] == ["/v1/messages/batches/msgbatch_1/results"]


def test_hooks_that_a_framework_adds_to_the_client_below_see_requests_and_responses() -> None:
    seen: list[Any] = []
    with client_of() as client:
        client._client.event_hooks["request"].append(lambda request: seen.append(request.url.path))
        client._client.event_hooks["response"].append(lambda response: seen.append(response.status_code))
        assert client.messages.create(**HELLO).text == "Hello"
    assert seen == ["/v1/messages", 200]


def test_a_client_goes_through_the_client_below_that_a_program_assigns() -> None:
    with client_of() as client:
        client._client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(404, json={})))
        with pytest.raises(NotFoundError):
            client.messages.create(**HELLO)


def test_a_client_goes_through_the_client_below_once_somebody_has_asked_for_it(respx_mock: Any) -> None:
    seen: list[str] = []

    async def note(request: Any) -> None:
        seen.append(request.url.path)

    async def main() -> None:
        async with AsyncAnthropic(api_key="sk-ant-fake") as client:
            client._client.event_hooks["request"].append(note)
            assert client._client.base_url == client.base_url
            assert (await client.messages.create(**HELLO)).text == "Hello"
            assert (await client.with_options(timeout=5).messages.create(**HELLO)).text == "Hello"

    respx_mock.post("https://api.anthropic.com/v1/messages").mock(side_effect=respond)
    asyncio.run(main())
    assert seen == ["/v1/messages"] * 2


def test_what_a_replaced_request_raises_reaches_the_program(client: Any) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise LookupError("blocked")

    client.request = refuse
    with pytest.raises(LookupError, match="blocked"):
        client.messages.create(**HELLO)


def test_accumulate_event_adds_up_a_message(client: Any) -> None:
    message, state = None, dict[Any, Any]()
    for event in client.messages.create(**HELLO, stream=True):
        message = accumulate_event(event=event, current_snapshot=message, json_bufs=state)
    assert message == client.messages.create(**HELLO)


CLOUDS: dict[str, dict[str, Any]] = {
    "AnthropicBedrock": {"aws_region": "us-east-1", "aws_access_key": "AKIDEXAMPLE", "aws_secret_key": "not-real"},
    "AnthropicBedrockMantle": {"aws_region": "us-east-1", "api_key": "key-of-a-test"},
    "AnthropicAWS": {"aws_region": "us-east-1", "api_key": "key-of-a-test", "workspace_id": "w"},
    "AnthropicVertex": {"region": "us-east5", "project_id": "p", "access_token": "token-of-a-test"},
    "AnthropicGoogleCloud": {"project": "p", "workspace_id": "w", "token_provider": lambda: "token-of-a-test"},
    "AnthropicFoundry": {"resource": "res", "api_key": "key-of-a-test"},
}


@pytest.mark.parametrize("name", CLOUDS)
def test_a_replaced_request_sees_the_calls_of_a_client_of_a_cloud(name: str) -> None:
    def message(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=MESSAGE)

    with getattr(claudewire, name)(
        **CLOUDS[name], http_client=httpx.Client(transport=httpx.MockTransport(message))
    ) as client:
        tracer = Tracer(client)
        assert client.messages.create(**HELLO).id == MESSAGE["id"]
        assert client.with_options(timeout=5).messages.create(**HELLO).id == MESSAGE["id"]
    assert [call[:2] for call in tracer.calls] == [("POST", "/v1/messages")]


@pytest.mark.parametrize("name", CLOUDS)
def test_a_replaced_request_sees_the_calls_of_an_async_client_of_a_cloud(name: str) -> None:
    async def main() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=MESSAGE)))
        async with getattr(claudewire, f"Async{name}")(**CLOUDS[name], http_client=http) as client:
            tracer = Tracer(client, is_async=True)
            assert (await client.messages.create(**HELLO)).id == MESSAGE["id"]
            assert [call[:2] for call in tracer.calls] == [("POST", "/v1/messages")]

    asyncio.run(main())
