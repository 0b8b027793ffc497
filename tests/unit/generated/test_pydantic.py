"""Models under the names of pydantic, and with pydantic itself."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import random
import re
import subprocess
import sys
from importlib import resources
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

import claudewire
from claudewire import RequestInvalid
from claudewire.types import (
    ContentBlock,
    Message,
    MessageCreateParams,
    MessageParam,
    ModelInfo,
    TextBlock,
    ToolParam,
    Usage,
)
from claudewire_api import models
from claudewire_api._model import Model
from tests.generator.edits import instance

DOCUMENT = json.loads(resources.files("claudewire_api").joinpath("openapi.json").read_text())
MODELS = [name for name in models.__all__ if inspect.isclass(getattr(models, name)) and issubclass(getattr(models, name), Model)]
DATA = {
    "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-5-5",
    "content": [{"type": "text", "text": "Hi", "new": 1}, {"type": "zap", "q": [2]}],
    "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 2}, "later": {"a": 1},
}  # fmt: skip


@pytest.fixture
def message() -> Message:
    return Message.from_dict(DATA)


def legal(name: str, seed: int) -> dict[str, Any]:
    value = instance(random.Random(f"{name} {seed}"), DOCUMENT, DOCUMENT["components"]["schemas"][name])
    # Decoding keeps a text that is no date in its place; checking does not.
    return json.loads(re.sub(r': "(soon)?"(?=[,}])', ': "2026-01-02T03:04:05Z"', json.dumps(value)))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", MODELS)
def test_no_model_loses_anything_on_any_way_there_and_back(name, seed):
    cls, data = getattr(models, name), legal(name, seed)
    model = cls.model_validate(data)
    assert model.to_dict() == data
    assert cls.model_validate(model.model_dump(by_alias=True, mode="json", exclude_unset=True)).to_dict() == data
    assert cls.model_validate(model.model_dump()) == model
    assert cls.model_validate_json(model.model_dump_json()) == model
    assert cls.model_construct(**model.model_dump()) == model
    assert model.model_copy(deep=True) == model
    assert pickle.loads(pickle.dumps(model)).to_dict() == data


@pytest.mark.parametrize("name", MODELS)
def test_pydantic_takes_every_model(name):
    cls, data = getattr(models, name), legal(name, 9)
    adapter = TypeAdapter(cls)
    model = adapter.validate_python(data)
    assert type(model) is cls
    assert adapter.validate_json(adapter.dump_json(model)) == model
    assert adapter.dump_python(model, by_alias=True, exclude_unset=True, mode="json") == data
    assert adapter.json_schema()["title"] == name
    assert cls.model_json_schema()["title"] == name


def test_a_dump_has_all_fields_and_to_dict_those_that_came(message):
    dumped = message.model_dump()
    assert dumped["container"] is None
    assert dumped["content"] == [{"type": "text", "text": "Hi", "citations": None, "new": 1}, {"type": "zap", "q": [2]}]
    assert dumped["later"] == {"a": 1}
    assert message.to_dict() == DATA
    assert message.model_dump(exclude_unset=True) == DATA


def test_a_dump_leaves_out_what_it_is_told_to(message):
    assert "stop_sequence" not in message.model_dump(exclude_none=True)
    assert message.model_dump(include={"id", "usage"}, exclude_none=True) == {"id": "msg_1", "usage": DATA["usage"]}
    assert message.model_dump(include={"content": {0: {"text"}}}) == {"content": [{"text": "Hi"}]}
    assert "text" not in message.model_dump(exclude={"content": {"__all__": {"text"}}})["content"][0]
    without = {name: value for name, value in DATA.items() if value is not None}
    assert message.to_dict(exclude_none=True, mode="python") == without


def test_json_modes(message):
    assert json.loads(message.model_dump_json(exclude_unset=True)) == DATA
    assert message.model_dump_json(indent=2).count("\n") > 10
    assert message.json() == message.model_dump_json()
    assert message.dict() == message.model_dump()
    times = ModelInfo.model_validate(legal("ModelInfo", 1) | {"created_at": "2026-01-02T03:04:05Z"})
    assert times.model_dump()["created_at"].year == 2026
    assert times.model_dump(mode="json")["created_at"] == "2026-01-02T03:04:05Z"


def test_validation_is_stricter_than_decoding():
    with pytest.raises(RequestInvalid, match="usage"):
        Message.model_validate({key: value for key, value in DATA.items() if key != "usage"})
    with pytest.raises(RequestInvalid, match="type: not 'text': 'image'"):
        TextBlock.model_validate({"type": "image", "text": "x"})
    with pytest.raises(RequestInvalid, match="not a JSON object, but a list"):
        Message.model_validate([])
    with pytest.raises(RequestInvalid, match="not JSON"):
        Message.model_validate_json("{")
    assert Message.model_validate(Message.from_dict(DATA)).to_dict() == DATA


def test_a_model_from_keywords_makes_models_of_mappings():
    message = Message(**{key: value for key, value in DATA.items() if key != "later"})
    assert isinstance(message.usage, Usage)
    assert isinstance(message.content[0], TextBlock)
    assert type(message.content[1]).__name__ == "UnknownContentBlock"
    assert message == Message.from_dict({key: value for key, value in DATA.items() if key != "later"})


def test_a_copy_takes_an_update(message):
    changed = message.model_copy(update={"model": "other", "mine": 1})
    assert (changed.model, changed.mine, message.model) == ("other", 1, "claude-sonnet-5-5")
    assert changed.to_dict()["mine"] == 1
    assert copy.copy(message) == copy.deepcopy(message) == message


def test_what_is_known_of_fields(message):
    assert Message.model_fields["usage"].annotation is Usage
    assert Message.model_fields["usage"].is_required()
    assert not message.model_fields["container"].is_required()
    assert "container" not in message.model_fields_set
    assert {"id", "later"} <= message.model_fields_set
    assert message.model_extra == {"later": {"a": 1}}


class Stored(BaseModel):
    message: Message
    block: ContentBlock
    blocks: list[ContentBlock] | None = None
    turns: list[MessageParam] = []


def test_models_are_fields_of_pydantic_models(message):
    stored = Stored.model_validate({"message": DATA, "block": DATA["content"][1], "blocks": DATA["content"], "turns": [{"role": "user", "content": [{"type": "text", "text": "x"}]}]})
    assert stored.message == message
    assert [type(block).__name__ for block in stored.blocks or ()] == ["TextBlock", "UnknownContentBlock"]
    assert stored.turns == [{"role": "user", "content": [{"type": "text", "text": "x"}]}]
    assert Stored.model_validate_json(stored.model_dump_json()) == stored
    assert Stored.model_json_schema()["properties"]["message"]["properties"]["id"]["type"] == "string"


@pytest.mark.parametrize("wrong", [{"message": {}}, {"message": DATA | {"type": "x"}}])
def test_pydantic_reports_what_does_not_fit(wrong):
    with pytest.raises(ValidationError):
        Stored.model_validate({"block": DATA["content"][0], **wrong})


@pytest.mark.parametrize("type_", [MessageParam, ToolParam, MessageCreateParams])
def test_pydantic_takes_the_types_of_requests(type_):
    assert TypeAdapter(type_).json_schema()["type"] == "object"


def test_json_dumps_needs_a_default(message):
    assert json.loads(json.dumps({"m": message}, default=claudewire.Model.to_dict)) == {"m": DATA}


def test_nothing_loads_pydantic():
    program = (
        "import sys, json; from claudewire.types import Message\n"
        f"m = Message.model_validate(json.loads({json.dumps(json.dumps(DATA))})); m.model_dump_json(); m.model_copy()\n"
        "print('pydantic' in sys.modules, 'pydantic_core' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_fields_that_a_program_has_set_are_those_of_a_dump_without_the_others():
    made = Usage(input_tokens=1, output_tokens=2)
    assert made.model_fields_set == {"input_tokens", "output_tokens"}
    assert made.model_dump(exclude_unset=True) == {"input_tokens": 1, "output_tokens": 2}

    came = Usage.from_dict({"input_tokens": 1, "service_tier": None})
    assert came.model_fields_set == {"input_tokens", "service_tier"}
    came.output_tokens = 5
    assert came.model_fields_set == {"input_tokens", "service_tier", "output_tokens"}
