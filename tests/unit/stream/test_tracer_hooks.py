"""What tracers of the official SDK replace in streams and resources: it is there, and what they put in its place is read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from claudewire import AsyncClaude, Claude
from claudewire.compat import Anthropic
from claudewire.resources.messages import Messages  # pyright: ignore[reportMissingImports]
from tests.support.clients import mocked_client
from tests.unit.client.test_mistakes import EVENTS, HELLO, respond


class Tracer:
    """Wraps iterators, and notes the types of what passes."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def wrap(self, events: Any) -> Any:
        for event in events:
            self.seen.append(event.type)
            yield event

    async def awrap(self, events: Any) -> Any:
        async for event in events:
            self.seen.append(event.type)
            yield event


@pytest.fixture
def client() -> Any:
    with mocked_client(respond) as client:
        yield client


READS = {
    "events": list,
    "text": lambda stream: list(stream.text_stream),
    "final message": lambda stream: stream.get_final_message(),
}


@pytest.mark.parametrize("hook", ["_iterator", "_raw_stream"])
@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_replaced_iterator_sees_what_is_read_of_a_message(client: Any, hook: str, read: Any) -> None:
    tracer = Tracer()
    with client.messages.stream(**HELLO) as stream:
        setattr(stream, hook, tracer.wrap(getattr(stream, hook)))
        read(stream)
        assert stream.get_final_text() == "Hello"
    assert tracer.seen[0] == "message_start"
    assert tracer.seen[-1] == "message_stop"


@pytest.mark.parametrize("hook", ["_iterator", "_raw_stream"])
def test_a_replaced_iterator_sees_what_is_read_of_an_async_message(hook: str) -> None:
    tracer = Tracer()

    async def main() -> None:
        async with mocked_client(respond, AsyncClaude) as client:
            for by_text in (True, False):
                async with client.messages.stream(**HELLO) as stream:
                    setattr(stream, hook, tracer.awrap(getattr(stream, hook)))
                    if by_text:
                        assert [text async for text in stream.text_stream] == ["Hello"]
                    assert await stream.get_final_text() == "Hello"

    asyncio.run(main())
    assert tracer.seen.count("message_start") == tracer.seen.count("message_stop") == 2


def test_a_replaced_iterator_sees_the_events_of_create(client: Any) -> None:
    tracer = Tracer()
    stream = client.messages.create(stream=True, **HELLO)
    stream._iterator = tracer.wrap(stream._iterator)
    assert len(list(stream)) == len(EVENTS) == len(tracer.seen)

    async def main() -> None:
        async with mocked_client(respond, AsyncClaude) as client:
            stream = await client.messages.create(stream=True, **HELLO)
            stream._iterator = tracer.awrap(stream._iterator)
            assert len([event async for event in stream]) == len(EVENTS)

    asyncio.run(main())
    assert len(tracer.seen) == 2 * len(EVENTS)


def test_a_replaced_text_stream_is_read_and_the_stream_can_be_read_to_its_end_again(client: Any) -> None:
    with client.messages.stream(**HELLO) as stream:
        stream.text_stream = (event.text for event in stream if event.type == "text")
        assert list(stream.text_stream) == ["Hello"]
        assert list(stream) == []
        assert stream.get_final_text() == "Hello"


def test_a_replaced_request_of_a_manager_is_sent(client: Any) -> None:
    tracer = Tracer()
    manager = client.messages.stream(**HELLO)
    request = manager._MessageStreamManager__api_request
    manager._MessageStreamManager__api_request = lambda: tracer.wrap(request())
    with manager as stream:
        assert stream.get_final_text() == "Hello"
    assert len(tracer.seen) == len(EVENTS)

    async def main() -> None:
        async with mocked_client(respond, AsyncClaude) as client:
            manager = client.messages.stream(**HELLO)
            request = manager._AsyncMessageStreamManager__api_request

            async def traced() -> Any:
                return tracer.awrap(await request)

            manager._AsyncMessageStreamManager__api_request = traced()
            async with manager as stream:
                assert await stream.get_final_text() == "Hello"

    asyncio.run(main())
    assert len(tracer.seen) == 2 * len(EVENTS)


def test_a_class_derived_from_a_resource_is_made_of_a_client(client: Any) -> None:
    class Traced(Messages):  # type: ignore[misc, valid-type]
        def create(self, **arguments: Any) -> Any:
            return "seen", super().create(**arguments)

    client.messages = Traced(client)
    seen, message = client.messages.create(**HELLO)
    assert (seen, message.text) == ("seen", "Hello")
    assert client.messages._client is client


def test_clients_of_compat_have_the_official_names() -> None:
    with Anthropic(api_key="sk-ant-fake") as client:
        assert type(client.with_options(timeout=1)).__name__ == "Anthropic"
        assert isinstance(client, Claude)
