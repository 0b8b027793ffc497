"""Responses that do not fit their type: asking again, and what is raised."""

from __future__ import annotations

import asyncio

import pydantic
import pytest
import trio

from claudewire import AsyncClaude, Claude, OutputInvalid, ParsedMessage, schema_of
from claudewire._outputs.repair import Parsing
from claudewire.testing import LocalServer
from tests.support.people import (
    BASE,
    People,
    Person,
    PydanticPerson,
)


@pytest.mark.parametrize("mode", ["asyncio", "trio"])
def test_async_parse_returns_the_value_and_repairs(server: LocalServer, mode: str) -> None:
    """S-1 and S-19, asynchronous."""

    async def main() -> None:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            server.reply('{"name":"A"}')
            server.reply('{"name":"A","age":3}')
            message = await client.messages.parse(**BASE, output_format=Person, repair=1)
            assert message.output == Person("A", 3)
            server.reply('{"name":"B","age":3}')
            raw = await client.messages.with_raw_response.parse(**BASE, output_format=Person)
            assert (await raw.parse()).output == Person("B", 3)
            server.reply('{"items":[{"name":"A","age":1},{"name":"B","age":2}]}')
            async with client.messages.stream(**BASE, output_format=People) as stream:
                assert [item.age async for item in stream.output_items("/items")] == [1, 2]
                assert (await stream.get_final_message()).output.items[0].name == "A"

    asyncio.run(main()) if mode == "asyncio" else trio.run(main)


def test_repair_asks_again_and_adds_the_usage(server: LocalServer, client: Claude) -> None:
    """S-19."""
    server.reply('{"name":"A","age":"old"}', usage={"input_tokens": 10, "output_tokens": 4})
    server.reply('{"name":"A","age":3}', usage={"input_tokens": 30, "output_tokens": 5})

    message = client.messages.parse(**BASE, output_format=Person, repair=1)

    assert message.output == Person("A", 3)
    assert len(server.requests) == 2
    assert (message.usage_total["input_tokens"], message.usage_total["output_tokens"]) == (40, 9)
    *_, bad, question = server.requests[-1].body["messages"]
    assert bad["content"][0]["text"] == '{"name":"A","age":"old"}'
    assert "/age" in question["content"]
    assert "integer" in question["content"]


@pytest.mark.parametrize(
    ("passed", "deadlines"), [(4.0, [10.0, 6.0]), (10.0, [10.0])], ids=["time is left", "the deadline has passed"]
)
def test_requests_of_a_repair_share_one_deadline(
    server: LocalServer, client: Claude, passed: float, deadlines: list[float]
) -> None:
    now = [100.0]
    parsing = Parsing({**BASE, "output_format": Person, "deadline": 10.0}, repair=5, clock=lambda: now[0])
    server.reply("no JSON")
    bad = client.messages.create(**BASE)
    seen: list[float] = []

    while not parsing.is_done and len(seen) < 2:
        seen.append(parsing.request["deadline"])
        now[0] += passed
        parsing.feed(ParsedMessage.of(bad, schema_of(Person)))

    assert seen == deadlines
    with pytest.raises(OutputInvalid):
        parsing.result()


def test_repair_ends_with_the_last_error(server: LocalServer, client: Claude) -> None:
    server.reply('{"name":1}', times=3)

    with pytest.raises(OutputInvalid) as caught:
        client.messages.parse(**BASE, output_format=Person, repair=2)

    assert len(server.requests) == 3
    assert caught.value.usage_total is not None
    assert caught.value.usage_total["output_tokens"] > caught.value.message.usage.output_tokens


def test_repair_does_not_ask_again_after_a_cut_or_a_refusal(server: LocalServer, client: Claude) -> None:
    server.reply('{"name"', stop_reason="max_tokens")
    with pytest.raises(OutputInvalid):
        client.messages.parse(**BASE, output_format=Person, repair=3)
    server.reply("no", stop_reason="refusal")
    client.messages.parse(**BASE, output_format=Person, repair=3)

    assert len(server.requests) == 2


def test_on_invalid_return_gives_the_message(server: LocalServer, client: Claude) -> None:
    server.reply("prose")

    message = client.messages.parse(**BASE, output_format=Person, on_invalid="return")

    assert message.output_error is not None
    assert message.output_error.reason == "mismatch"
    assert message.output_error.__cause__ is not None


def test_cause_is_the_error_of_the_validator(server: LocalServer, client: Claude) -> None:
    server.reply('{"name":"A","age":"x"}')

    with pytest.raises(OutputInvalid) as caught:
        client.messages.parse(**BASE, output_format=PydanticPerson)

    assert isinstance(caught.value.__cause__, pydantic.ValidationError)
    assert caught.value.path == "/age"
