"""What is built on messages, with messages that lack a field or have an odd one: a result, or an error of ours that names the field."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from claudewire import ClaudeError, FieldMissing, tool
from tests.support.clients import mocked_client
from tests.support.clouds import MESSAGE
from tests.support.requests import HELLO

TEXT: dict[str, Any] = {**MESSAGE, "content": [{"type": "text", "text": '{"a": 1}'}]}
CALL: dict[str, Any] = {
    **MESSAGE, "content": [{"type": "tool_use", "id": "t", "name": "add", "input": {"a": 1}}], "stop_reason": "tool_use",
}  # fmt: skip
MISSING = object()
ODD: list[Any] = [MISSING, None, 5, "x", [], {}]


@dataclass
class Output:
    a: int


@tool
def add(a: int) -> str:
    """Add.

    Args:
        a: A number.
    """
    return str(a)


def variants(message: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the message with each field, and each of its block, missing or odd, one at a time."""
    out: list[tuple[str, dict[str, Any]]] = []
    for path in [(name,) for name in message] + [("content", 0, name) for name in message["content"][0]]:
        for value in ODD:
            changed = copy.deepcopy(message)
            inner: Any = changed
            for name in path[:-1]:
                inner = inner[name]
            if value is MISSING:
                del inner[path[-1]]
            else:
                inner[path[-1]] = value
            out.append((str(path[0]), changed))
    out += [("content", {**message, "content": [odd, *message["content"]]}) for odd in (None, 5, "x", [], {})]
    return out


def answers(*bodies: dict[str, Any], sent: list[Any] | None = None) -> Any:
    left = iter(bodies)

    def respond(request: httpx.Request) -> httpx.Response:
        if sent is not None:
            sent.append(json.loads(request.content))
        return httpx.Response(200, json=next(left))

    return mocked_client(respond)


def ours(use: Any) -> Any:
    """Return what `use` returns, or the error of ours that it raises."""
    try:
        return use()
    except ClaudeError as error:
        return error


@pytest.mark.parametrize("field", TEXT)
def test_a_text_and_an_output_are_read_or_name_the_missing_field(field: str) -> None:
    for name, body in variants(TEXT):
        if name != field:
            continue
        with answers(body, body) as client:
            message = client.messages.create(**HELLO)
            text = ours(lambda message=message: message.text)
            assert isinstance(text, (str, FieldMissing))
            parsed = ours(
                lambda client=client: client.messages.parse(**HELLO, output_format=Output, on_invalid="return")
            )
        if isinstance(parsed, ClaudeError):
            assert isinstance(parsed, FieldMissing)
            assert "content" in str(parsed) or "text" in str(parsed)
            continue
        assert parsed.to_dict() == body
        assert pickle.loads(pickle.dumps(parsed)).to_dict() == body
        assert isinstance(parsed.usage_total, dict)
        if field not in ("content", "stop_reason"):
            assert parsed.output == Output(1)
        elif isinstance(ours(lambda parsed=parsed: parsed.output), Output):
            assert parsed.output_error is None


def test_a_missing_text_is_named_each_time() -> None:
    for body, missing in (
        ({**TEXT, "content": [{"type": "text"}]}, r"TextBlock\.text"),
        ({key: value for key, value in TEXT.items() if key != "content"}, r"Message\.content"),
    ):
        with answers(body) as client:
            message = client.messages.create(**HELLO)
        for _ in range(2):
            with pytest.raises(FieldMissing, match=missing):
                _ = message.text


@pytest.mark.parametrize("field", CALL)
def test_a_loop_goes_on_or_raises_an_error_of_ours(field: str) -> None:
    for name, body in variants(CALL):
        if name != field:
            continue
        sent: list[Any] = []
        with answers(body, TEXT, sent=sent) as client:
            end = ours(lambda client=client: client.messages.tool_runner(**HELLO, tools=[add]).until_done())
        if isinstance(end, ClaudeError):
            assert field == "content"
            continue
        for turn in sent[-1]["messages"][1:]:
            blocks = turn["content"]
            assert all(isinstance(block, dict) for block in blocks)
            assert all(isinstance(block["input"], dict) for block in blocks if block.get("type") == "tool_use")
