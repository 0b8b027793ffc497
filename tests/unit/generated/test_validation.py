"""`model_validate`: what fits the document, what does not, and how the places are named; also through pydantic and FastAPI."""

from __future__ import annotations

import asyncio
import copy
import inspect
import json
import pickle
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Body, FastAPI
from pydantic import BaseModel, ValidationError

import claudewire
from claudewire import ClaudeError, ModelInvalid, RequestInvalid
from claudewire.types import ContentBlock, Message, StopReason, TextBlock, ToolUseBlock, Usage
from claudewire_api import models

MESSAGE: dict[str, Any] = {
    "id": "msg_01",
    "type": "message",
    "role": "assistant",
    "model": "claude-opus-5-5",
    "content": [{"type": "text", "text": "Hello", "citations": None}, {"type": "text", "text": "you"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 3, "output_tokens": 4},
}
NEW = {**MESSAGE, "aura": {"a": [1]}, "content": [{"type": "hologram", "b": None}], "stop_reason": "bored"}


@pytest.mark.parametrize("data", [MESSAGE, NEW])
def test_what_fits_and_what_is_new_is_decoded(data: dict[str, Any]) -> None:
    assert Message.model_validate(data).to_dict() == data
    assert Message.model_validate_json(json.dumps(data).encode()).to_dict() == data


@pytest.mark.parametrize(
    ("change", "place", "kind"),
    [
        ({"id": 3}, ("id",), "string_type"),
        ({"content": "Hello"}, ("content",), "list_type"),
        ({"content": [{"type": "text"}]}, ("content", 0, "text"), "missing"),
        ({"content": [{"type": "text", "text": 1}]}, ("content", 0, "text"), "string_type"),
        ({"content": [{"no": "tag"}]}, ("content", 0, "type"), "missing"),
        ({"content": [3]}, ("content", 0), "model_type"),
        ({"usage": {"input_tokens": "3", "output_tokens": 1}}, ("usage", "input_tokens"), "int_type"),
        ({"usage": {"input_tokens": True, "output_tokens": 1}}, ("usage", "input_tokens"), "int_type"),
        ({"usage": None}, ("usage",), "model_type"),
        ({"role": "user"}, ("role",), "literal_error"),
        ({"container": {"id": "c", "expires_at": "soon"}}, ("container", "expires_at"), "datetime_type"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(change: Any, place: Any, kind: str) -> None:
    with pytest.raises(ModelInvalid) as caught:
        Message.model_validate({**MESSAGE, **change})

    assert [(problem["loc"], problem["type"]) for problem in caught.value.errors()] == [(place, kind)]
    assert ".".join(map(str, place)) in str(caught.value)
    assert isinstance(caught.value, (RequestInvalid, ClaudeError))
    other = pickle.loads(pickle.dumps(caught.value))
    assert (str(other), other.errors()) == (str(caught.value), caught.value.errors())


@pytest.mark.parametrize("value", [None, 3, "text", [MESSAGE]])
def test_what_is_no_object_is_refused(value: Any) -> None:
    with pytest.raises(ModelInvalid, match="no valid Message: Message: not a JSON object"):
        Message.model_validate(value)


@pytest.mark.parametrize("text", ["", "{", b"\xff", "[" * 100_000])
def test_what_is_no_json_is_refused(text: Any) -> None:
    with pytest.raises(ModelInvalid, match="not JSON"):
        Message.model_validate_json(text)


def test_attributes_are_read_on_demand() -> None:
    class Row:
        type = "text"
        text = "a"

    assert TextBlock.model_validate(Row(), from_attributes=True) == TextBlock(text="a")
    with pytest.raises(ModelInvalid):
        TextBlock.model_validate(Row())


class Turn(BaseModel):
    message: Message
    block: ContentBlock
    blocks: list[ContentBlock] = []
    usage: Usage | None = None
    reason: StopReason | None = None


TURN = {"message": NEW, "block": {"type": "text", "text": "a"}, "blocks": NEW["content"], "reason": "bored"}


def test_fields_of_a_pydantic_model_hold_models_and_lose_nothing() -> None:
    turn = Turn.model_validate(TURN)

    assert type(turn.message) is Message
    assert type(turn.block) is TextBlock
    assert type(turn.blocks[0]) is models.UnknownContentBlock
    assert turn.model_dump(exclude_unset=True) == TURN
    assert Turn.model_validate_json(turn.model_dump_json()) == turn
    assert Turn(message=turn.message, block=turn.block).message is turn.message


def test_pydantic_names_the_places_inside_a_model() -> None:
    with pytest.raises(ValidationError) as caught:
        Turn.model_validate({**TURN, "message": {**MESSAGE, "usage": {"input_tokens": "3"}}})

    places = {(error["loc"], error["type"]) for error in caught.value.errors()}
    assert places == {
        (("message", "usage", "input_tokens"), "int_type"),
        (("message", "usage", "output_tokens"), "missing"),
    }


def test_fastapi_takes_and_returns_models() -> None:
    app = FastAPI()

    @app.post("/echo", response_model=Message)
    def echo(sent: Annotated[Message, Body()]) -> Message:
        return sent

    async def requests() -> tuple[httpx.Response, ...]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app") as client:
            return (
                await client.post("/echo", json=NEW),
                await client.post("/echo", json={**NEW, "id": 1}),
                await client.get("/openapi.json"),
            )

    response, refused, described = asyncio.run(requests())

    assert Message.from_dict(response.json()) == Message.from_dict(NEW)
    assert refused.status_code == 422
    assert refused.json()["detail"][0]["loc"] == ["body", "id"]
    assert "stop_sequence" in json.dumps(described.json())


class TestMessageOfKeywords:
    """`Message(**mapping)` makes what `from_dict` makes."""

    def test_keeps_fields_that_are_new(self) -> None:
        made = Message(**NEW)

        assert made == Message.from_dict(NEW)
        assert made.extra_fields == {"aura": {"a": [1]}}
        assert type(made.content[0]) is models.UnknownContentBlock
        assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made

    def test_takes_names_of_the_wire_and_of_python(self) -> None:
        data: dict[str, Any] = {"type": "fallback", "from": {"model": "a"}, "to": {"model": "b"}, "trigger": {"type": "x"}}
        block = models.FallbackBlock.from_dict(data)

        assert models.FallbackBlock(**data) == block
        assert models.FallbackBlock(from_=data["from"], to=data["to"], trigger=data["trigger"]) == block

    def test_names_the_field_that_is_missing(self) -> None:
        with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'id'"):
            ToolUseBlock(name="n", input={})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]

    def test_has_a_signature_for_editors(self) -> None:
        assert {"id", "content", "usage"} <= set(inspect.signature(Message).parameters)


def test_construct_checks_nothing_and_fills_what_has_one_value_only() -> None:
    made = Message.model_construct(content=[{"type": "text", "text": "a"}], id=3)

    assert made.text == "a"
    assert (made.id, made.type, made.role) == (3, "message", "assistant")
    assert made.missing_fields() == ("model", "usage")
    few = TextBlock.model_construct({"text"}, type="text", text="a", citations=None)
    assert few.model_fields_set == {"text"} | ({"type"} & few.model_fields_set)


def test_a_model_is_an_iterable_of_its_fields() -> None:
    assert dict(TextBlock.from_dict({"type": "text", "text": "a", "aura": 1})) == {"type": "text", "text": "a", "citations": None, "aura": 1}


def test_json_dumps_takes_models_with_the_default_of_the_package() -> None:
    text = json.dumps({"message": Message.from_dict(NEW)}, default=claudewire.json_default)

    assert json.loads(text) == {"message": NEW}
