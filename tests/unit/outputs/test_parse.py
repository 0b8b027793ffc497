"""Typed responses: `messages.parse`, streams, raw views, batches. The numbers are those of the acceptance cases (S-1 …)."""

from __future__ import annotations

import asyncio
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, TypedDict

import annotated_types
import attrs
import msgspec
import pydantic
import pytest
import trio

from claudewire import AsyncClaude, Claude, OutputInvalid, ParsedMessage, RequestInvalid, omit, schema_of
from claudewire._outputs.repair import Parsing
from claudewire.testing import LocalServer, tool_use

BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 200,
    "messages": [{"role": "user", "content": "Who?"}],
}


@dataclass
class Person:
    name: str
    age: int


@attrs.define
class AttrsPerson:
    name: str
    age: int


class DictPerson(TypedDict):
    name: str
    age: int


class PydanticPerson(pydantic.BaseModel):
    name: str
    age: int


class StructPerson(msgspec.Struct):
    name: str
    age: int


class Topic(Enum):
    TALK = "conversation topic"
    WEATHER = "weather"


@dataclass
class Grown:
    age: Annotated[int, annotated_types.Ge(0)]


@dataclass
class People:
    items: list[Person]


@pytest.fixture(scope="module")
def running() -> Iterator[LocalServer]:
    with LocalServer(batch_seconds=0.05) as server:
        yield server


@pytest.fixture
def server(running: LocalServer) -> LocalServer:
    running.reset()
    return running


@pytest.fixture
def client(server: LocalServer) -> Iterator[Claude]:
    with Claude(base_url=server.url, api_key="sk-ant-local", max_retries=0) as client:
        yield client


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        (Person, Person("A", 3)),
        (AttrsPerson, AttrsPerson("A", 3)),
        (DictPerson, {"name": "A", "age": 3}),
        (PydanticPerson, PydanticPerson(name="A", age=3)),
        (StructPerson, StructPerson("A", 3)),
    ],
)
def test_parse_returns_a_value_of_each_kind_of_class(
    server: LocalServer, client: Claude, type_: Any, expected: Any
) -> None:
    """S-1."""
    server.reply('{"name":"A","age":3}')

    message = client.messages.parse(**BASE, output_format=type_)

    assert message.output == message.parsed_output == expected
    assert server.requests[-1].body["output_config"]["format"]["schema"]["required"] == ["name", "age"]


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


def test_refusal_is_returned_and_output_raises(server: LocalServer, client: Claude) -> None:
    """S-2."""
    server.reply("I cannot", stop_reason="refusal")

    message = client.messages.parse(**BASE, output_format=Person)

    assert message.stop_reason == "refusal"
    assert message.parsed_output is None
    with pytest.raises(OutputInvalid) as caught:
        _ = message.output
    assert caught.value.reason == "refusal"
    assert caught.value.request_id == message.response.request_id
    assert str(caught.value.request_id) in str(caught.value)


def test_cut_response_raises_with_its_message(server: LocalServer, client: Claude) -> None:
    """S-3."""
    server.reply('{"name":"A', stop_reason="max_tokens")

    with pytest.raises(OutputInvalid) as caught:
        client.messages.parse(**BASE, output_format=Person)

    assert caught.value.reason == "cut"
    assert caught.value.message.usage.output_tokens > 0
    assert caught.value.text == '{"name":"A'
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.reason, again.text, again.message.id) == ("cut", '{"name":"A', caught.value.message.id)


def test_complete_text_at_max_tokens_is_a_value(server: LocalServer, client: Claude) -> None:
    server.reply('{"name":"A","age":3}', stop_reason="max_tokens")

    assert client.messages.parse(**BASE, output_format=Person).output == Person("A", 3)


def test_stream_yields_all_events_before_the_final_message_raises(server: LocalServer, client: Claude) -> None:
    """S-4."""
    server.reply('{"name":"A', stop_reason="max_tokens")

    with client.messages.stream(**BASE, output_format=Person) as stream:
        kinds = [event.type for event in stream]
        with pytest.raises(OutputInvalid) as caught:
            stream.get_final_message()

    assert kinds[-1] == "message_stop"
    assert caught.value.reason == "cut"


@pytest.mark.parametrize(
    ("type_", "text", "expected"), [(bool, "false", False), (int, "0", 0), (list[int], "[]", []), (str, '""', "")]
)
def test_falsy_values_are_values(server: LocalServer, client: Claude, type_: Any, text: str, expected: Any) -> None:
    """S-5."""
    server.reply(text)

    message = client.messages.parse(**BASE, output_format=type_)

    assert message.parsed_output == expected
    assert message.parsed_output is not None
    assert type(message.output) is type(expected)


def test_text_before_a_tool_call_is_not_parsed(server: LocalServer, client: Claude) -> None:
    """S-6."""
    server.reply(["Let me look.", tool_use("look")])
    tools: Any = [{"name": "look", "input_schema": {"type": "object"}}]

    message = client.messages.parse(**BASE, output_format=Person, tools=tools)

    assert message.parsed_output is None
    assert message.output_error is not None
    assert message.output_error.reason == "unfinished"


def test_last_text_block_that_is_json_is_parsed(server: LocalServer, client: Claude) -> None:
    """S-7."""
    server.reply(["Here it is:", '{"name":"A","age":3}'])
    assert client.messages.parse(**BASE, output_format=Person).output == Person("A", 3)

    server.reply(['{"name":"A","age":3}', "That was it."])
    assert client.messages.parse(**BASE, output_format=Person).output == Person("A", 3)


def test_enum_value_in_another_case_is_the_member(server: LocalServer, client: Claude) -> None:
    """S-8: the API does not guarantee the case of enum values."""
    server.reply('"Conversation Topic"')

    assert client.messages.parse(**BASE, output_format=Topic).output is Topic.TALK


def test_type_that_cannot_be_sent_is_refused_before_any_request(server: LocalServer, client: Claude) -> None:
    """S-10."""

    @dataclass
    class Loose:
        x: Any

    with pytest.raises(TypeError, match="/properties/x"):
        client.messages.parse(**BASE, output_format=Loose)
    assert server.requests == []


def test_constraint_is_sent_in_words_and_checked_on_the_response(server: LocalServer, client: Claude) -> None:
    """S-13."""
    server.reply('{"age":-1}')

    with pytest.raises(OutputInvalid) as caught:
        client.messages.parse(**BASE, output_format=Grown)

    schema = server.requests[-1].body["output_config"]["format"]["schema"]
    assert schema["properties"]["age"] == {"type": "integer", "description": "At least 0"}
    assert (caught.value.reason, caught.value.path) == ("mismatch", "/age")


def test_snapshots_of_2500_deltas_are_linear(server: LocalServer, client: Claude) -> None:
    """S-16, counted and not timed: every character is read once (the time is in `make tools-compare`)."""
    from claudewire._stream import partial_json

    text = '{"items":[' + ",".join('{"name":"abc","age":1}' for _ in range(400)) + "]}"
    server.reply(text)
    fed = 0
    feed = partial_json.PartialJSON.feed

    def counted(self: Any, part: str) -> None:
        nonlocal fed
        fed += len(part)
        feed(self, part)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partial_json.PartialJSON, "feed", counted)
        with client.messages.stream(**{**BASE, "max_tokens": 60_000}, output_format=People) as stream:
            snapshots = [event.parsed_snapshot() for event in stream if event.type == "text"]

    assert len(snapshots) > 100
    assert snapshots[-1]["items"][-1] == {"name": "abc", "age": 1}
    assert fed == len(text)


def test_snapshot_of_prose_is_none(server: LocalServer, client: Claude) -> None:
    server.reply("Hello there")

    with client.messages.stream(**BASE) as stream:
        assert {event.parsed_snapshot() for event in stream if event.type == "text"} == {None}


def test_parsed_message_survives_a_pickle(server: LocalServer, client: Claude) -> None:
    """S-17."""
    server.reply('{"name":"A","age":3}')
    message = client.messages.parse(**BASE, output_format=Person)

    again = pickle.loads(pickle.dumps(message))

    assert isinstance(again, ParsedMessage)
    assert again.parsed_output == message.parsed_output
    assert again.to_dict() == message.to_dict()
    assert "parsed_output" not in message.to_dict()["content"][0]


def test_two_formats_are_refused_and_effort_is_kept(server: LocalServer, client: Claude) -> None:
    """S-18."""
    fmt: Any = {"format": {"type": "json_schema", "schema": {"type": "object"}}}
    with pytest.raises(RequestInvalid, match="two things"):
        client.messages.parse(**BASE, output_format=Person, output_config=fmt)
    with pytest.raises(TypeError, match="output_config"):
        client.messages.parse(**BASE, output_format={"type": "json_schema"})  # type: ignore[arg-type]
    server.reply('{"name":"A","age":3}')

    client.messages.parse(**{**BASE, "model": "claude-opus-5-5"}, output_format=Person, output_config={"effort": "low"})

    assert server.requests[-1].body["output_config"]["effort"] == "low"


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


def test_raw_view_parses_as_the_method_does(server: LocalServer, client: Claude) -> None:
    """S-20."""
    for view in (client.messages, client.beta.messages):
        server.reply('{"name":"A","age":3}')
        response = view.with_raw_response.parse(**BASE, output_format=Person)
        assert response.parse().output == Person("A", 3)
        assert response.status_code == 200


def test_parse_works_without_pydantic_and_msgspec() -> None:
    """S-21: neither library is loaded for a dataclass."""
    program = """
import sys
sys.modules["pydantic"] = sys.modules["msgspec"] = sys.modules["docstring_parser"] = None
from dataclasses import dataclass
import claudewire
loaded = [name for name in sys.modules if name.startswith(("claudewire.tools", "claudewire._schema", "claudewire._outputs"))]
assert loaded == [], loaded
@dataclass
class P:
    name: str
assert claudewire.schema_of(P).parse('{"name":"A"}') == P("A")
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_count_tokens_takes_a_type(server: LocalServer, client: Claude) -> None:
    small = client.messages.count_tokens(model=BASE["model"], messages=BASE["messages"])
    typed = client.messages.count_tokens(model=BASE["model"], messages=BASE["messages"], output_format=People)

    assert typed.input_tokens >= small.input_tokens
    assert server.requests[-1].body["output_config"]["format"]["type"] == "json_schema"
    assert "output_format" not in server.requests[-1].body


def test_results_of_a_batch_have_values(server: LocalServer, client: Claude) -> None:
    server.reply('{"name":"A","age":3}')
    request: Any = {"custom_id": "a", "params": {**BASE, "output_format": Person}}
    batch = client.messages.batches.create(requests=[request])
    client.messages.batches.wait(batch.id, poll_interval=0.02)

    with client.messages.batches.results(batch.id, output_format=Person) as results:  # type: ignore[call-arg]
        (line,) = results

    assert line.result.message.output == Person("A", 3)
    assert isinstance(line.result.message, ParsedMessage)


def test_output_items_skip_nothing_and_end_before_bad_ones(server: LocalServer, client: Claude) -> None:
    server.reply('[{"name":"A","age":1},{"name":"B","age":"x"},{"name":"C","age":2}]')

    with client.messages.stream(**BASE, output_format=list[Person]) as stream:
        assert list(stream.output_items()) == [Person("A", 1)]
        with pytest.raises(OutputInvalid) as caught:
            stream.get_final_message()

    assert caught.value.path == "/1/age"


def test_parse_of_a_stream_is_refused(client: Claude) -> None:
    with pytest.raises(RequestInvalid, match="stream"):
        client.messages.parse(**BASE, output_format=Person, stream=True)  # type: ignore[call-arg]


def test_deadline_and_options_reach_the_call(server: LocalServer, client: Claude) -> None:
    server.reply('{"name":"A","age":3}')

    client.messages.parse(**BASE, output_format=Person, extra_headers={"x-note": "1"}, deadline=30.0)

    assert server.requests[-1].headers["x-note"] == "1"


@pytest.mark.parametrize(
    "given", [{}, {"output_format": None}, {"output_format": omit}], ids=["left out", "none", "omit"]
)
def test_parse_without_a_type_is_create(server: LocalServer, client: Claude, given: dict[str, Any]) -> None:
    async def main() -> ParsedMessage[Any]:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as other:
            return await other.beta.messages.parse(**BASE, **given)

    for stop_reason in (None, "refusal", "max_tokens"):
        server.reply("Prose.", stop_reason=stop_reason, times=4)
        raw = client.messages.with_raw_response.parse(**BASE, **given).parse()
        for message in (client.messages.parse(**BASE, **given), raw, asyncio.run(main())):
            assert (message.content[0].text, message.output, message.parsed_output) == ("Prose.", None, None)
            assert pickle.loads(pickle.dumps(message)).output_error is None  # of our own

        with client.messages.stream(**BASE, **given) as stream:
            assert stream.get_final_text() == "Prose."
    assert all("output_config" not in request.body for request in server.requests)
