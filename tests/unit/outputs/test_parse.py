"""Typed responses: `messages.parse`, raw views, batches. The numbers are those of the acceptance cases (S-1 …)."""

from __future__ import annotations

import asyncio
import pickle
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from claudewire import AsyncClaude, Claude, OutputInvalid, ParsedMessage, RequestInvalid, omit
from claudewire.testing import LocalServer, tool_use
from tests.support.people import (
    BASE,
    AttrsPerson,
    DictPerson,
    Grown,
    People,
    Person,
    PydanticPerson,
    StructPerson,
    Topic,
)


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
