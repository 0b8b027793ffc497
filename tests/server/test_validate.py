"""The server's own validation: it agrees with a general validator, and says what is wrong in the API's words."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
import pytest

from claudewire.contract.document import Document
from claudewire.testing.checks.validate import first_problem


@cache
def document() -> Document:
    return Document.load()


@cache
def general(name: str) -> Any:
    return jsonschema_rs.validator_for(
        {"$ref": f"#/components/schemas/{name}", "components": document().raw["components"]}
    )


def said(value: Any, *betas: str, name: str = "MessageCreateParams") -> str | None:
    return first_problem(document(), document().schemas[name], value, frozenset(betas))


def request(**changes: Any) -> dict[str, Any]:
    return {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "Hi"}], **changes}


def content(*blocks: Any) -> dict[str, Any]:
    return request(messages=[{"role": "user", "content": list(blocks)}])


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (request(), None),
        ({}, "model: Field required"),
        (request(max_tokens="1"), "max_tokens: Input should be a valid integer"),
        (request(max_tokens=True), "max_tokens: Input should be a valid integer"),
        (request(max_tokens=-1), "max_tokens: Input should be greater than or equal to 0"),
        (request(temperature=1.5), "temperature: range: 0..1"),
        (request(messages="Hi"), "messages: Input should be a valid list"),
        (request(messages=["Hi"]), "messages.0: Input does not match the expected shape."),
        (request(messages=[{"role": "user"}]), "messages.0.content: Field required"),
        (
            request(messages=[{"role": "me", "content": "x"}]),
            "messages.0.role: Input should be 'user', 'assistant' or 'system'",
        ),
        (
            request(messages=[{"role": "user", "content": 1}]),
            "messages.0.content: Input should be a valid string or a valid list",
        ),
        (content({}), "messages.0.content.0: Unable to extract tag using discriminator 'type'"),
        (content({"type": "text"}), "messages.0.content.0.text.text: Field required"),
        (
            content({"type": "text", "text": "x", "txet": "y"}),
            "messages.0.content.0.text.txet: Extra inputs are not permitted",
        ),
        (
            content({"type": "image", "source": {"type": "base64", "media_type": "image/tiff", "data": "x"}}),
            (
                "messages.0.content.0.image.source.base64.media_type: "
                "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'"
            ),
        ),
        (request(tools=[{"name": "a", "input_schema": {}}]), "tools.0.custom.input_schema.type: Field required"),
        (
            request(tools=[{"name": "a", "input_schema": 1}]),
            "tools.0.custom.input_schema: Input does not match the expected shape.",
        ),
        (request(tools=[{"type": None, "name": "a", "input_schema": {"type": "object"}}]), None),
        (
            request(tool_choice={"type": "never"}),
            (
                "tool_choice: Input tag 'never' found using 'type' does not match any of the "
                "expected tags: 'auto', 'any', 'tool', 'none'"
            ),
        ),
        (request(metadata={"user_id": None}), None),
    ],
)
def test_the_first_mistake_is_named(value: Any, sentence: str | None) -> None:
    assert said(value) == sentence


class TestBetas:
    def test_a_field(self) -> None:
        assert said(request(mcp_servers=[])) == "mcp_servers: Extra inputs are not permitted"
        assert said(request(mcp_servers=[]), "mcp-client-2025-11-20") is None

    def test_another_date_of_the_same_feature_will_do(self) -> None:
        assert said(request(mcp_servers=[]), "mcp-client-2025-04-04") is None

    def test_a_member_of_a_union(self) -> None:
        block = {"type": "compaction", "content": "so far"}
        assert "Input tag 'compaction' found" in str(said(content(block)))
        assert said(content(block), "compact-2026-01-12") is None

    def test_a_literal(self) -> None:
        thinking = {"type": "adaptive", "display": "updates"}
        assert (
            said(request(thinking=thinking)) == "thinking.adaptive.display: Input should be 'summarized' or 'omitted'"
        )
        assert said(request(thinking=thinking), "thinking-display-updates-2026-08-18") is None


def test_a_request_of_a_batch_is_checked_later() -> None:
    batch = {"requests": [{"custom_id": "a", "params": {"nonsense": True}}]}
    assert said(batch, name="BatchCreateParams") is None
    assert "params" in str(said({"requests": [{"custom_id": "a", "params": 1}]}, name="BatchCreateParams"))


# ---------------------------------------------------------------- agreement with a general validator

SAMPLES = [
    request(),
    content({"type": "text", "text": "Hi", "cache_control": {"type": "ephemeral", "ttl": "1h"}}),
    content({"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}),
    content(
        {
            "type": "document",
            "source": {"type": "text", "media_type": "text/plain", "data": "x"},
            "citations": {"enabled": True},
        }
    ),
    content(
        {"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": "x"}], "is_error": False}
    ),
    request(
        system=[{"type": "text", "text": "Be brief."}], stop_sequences=["x"], temperature=0.5, top_k=4, stream=True
    ),
    request(tools=[{"name": "a", "input_schema": {"type": "object", "properties": {}}}], tool_choice={"type": "any"}),
    request(
        tools=[
            {"type": "web_search_20250305", "name": "web_search", "max_uses": 3},
            {"type": "bash_20250124", "name": "bash"},
        ]
    ),
    request(thinking={"type": "enabled", "budget_tokens": 2048}, output_config={"effort": "low"}),
    request(container={"skills": [{"type": "anthropic", "skill_id": "pptx", "version": "latest"}]}),
]
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    2,
    1.5,
    "",
    "x",
    "text",
    "custom",
    [],
    [None],
    {},
    {"type": "text"},
    {"type": None},
]


def mutations(value: Any, chance: random.Random, count: int) -> Iterator[Any]:
    """Copies with one or two places changed, dropped or added."""
    for _ in range(count):
        changed = copy.deepcopy(value)
        for _ in range(chance.choice((1, 1, 2))):
            mutate(changed, chance)
        yield changed


def mutate(value: Any, chance: random.Random) -> None:
    places = [value]
    for place in places:
        inner = place.values() if isinstance(place, dict) else place
        places.extend(item for item in inner if isinstance(item, (dict, list)) and item)
    place = chance.choice(places)
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    if not keys:
        return
    key = chance.choice(keys)
    match chance.randrange(4):
        case 0:
            del place[key]
        case 1 if isinstance(place, dict):
            place[chance.choice(("type", "extra", "cache_control", "name"))] = copy.deepcopy(chance.choice(VALUES))
        case _:
            place[key] = copy.deepcopy(chance.choice(VALUES))


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_a_general_validator_comes_to_the_same_verdict(number: int) -> None:
    known = document().betas
    assert said(SAMPLES[number], *known) is None
    chance = random.Random(number)
    for value in mutations(SAMPLES[number], chance, 400):
        verdict = said(value, *known)
        assert (verdict is None) == general("MessageCreateParams").is_valid(value), (verdict, json.dumps(value))
