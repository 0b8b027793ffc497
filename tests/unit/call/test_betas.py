"""Beta header values: what a body needs, and the union that is sent."""

import json
from collections import OrderedDict
from pathlib import Path
from types import MappingProxyType

import pytest

from claudewire._call.requests.betas import betas_of_fields, merge
from claudewire_api.betas import NODES
from claudewire_api.models import Message
from tests.counting import growth, steps

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "betas.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [c for c in VECTORS["cases"] if "fields" in c], ids=lambda case: case["name"])
def test_what_a_body_needs(case):
    assert betas_of_fields("Root", case["fields"], VECTORS["nodes"]) == case["expect"]


@pytest.mark.parametrize("case", [c for c in VECTORS["cases"] if "fields" in c], ids=lambda case: case["name"])
def test_the_same_for_mappings_of_any_kind(case):
    def wrapped(value):
        if isinstance(value, dict):
            return MappingProxyType({key: wrapped(item) for key, item in value.items()})
        return tuple(map(wrapped, value)) if isinstance(value, list) else value

    # Fields of a foreign mapping are looked up in the order of the document.
    assert sorted(betas_of_fields("Root", wrapped(case["fields"]), VECTORS["nodes"])) == sorted(case["expect"])


@pytest.mark.parametrize("case", [c for c in VECTORS["cases"] if "groups" in c], ids=lambda case: case["name"])
def test_union(case):
    assert list(merge(*case["groups"], without=case["without"])) == case["expect"]


def test_subclasses_of_dict_are_mappings():
    assert betas_of_fields("Root", OrderedDict(fast=1), VECTORS["nodes"]) == ["fast-1"]


def test_a_body_may_hold_models():
    message = Message.from_dict(
        {"role": "assistant", "content": [{"type": "text", "text": "x"}, {"type": "compaction", "content": "y"}]}
    )
    body = {"messages": [{"role": "assistant", "content": message.content}, message]}
    assert "compact-2026-01-12" in betas_of_fields("MessageCreateParams", body, NODES)


def test_a_plain_conversation_needs_none():
    body = {"model": "claude-sonnet-4-5", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]}
    assert betas_of_fields("MessageCreateParams", body, NODES) == []


def test_every_node_that_is_named_exists():
    for node in NODES.values():
        if node[0] != "values":
            steps = node[1] if node[0] == "object" else node[2]
            for _, child in steps.values():
                assert child is None or child in NODES
            if node[0] == "union":
                assert node[3] is None or node[3] in NODES


def conversation(messages: int, words: int = 50) -> dict[str, object]:
    blocks = [{"type": "text", "text": "word " * words} for _ in range(3)]
    return {
        "model": "claude-sonnet-4-5",
        "messages": [{"role": "user", "content": blocks} for _ in range(messages)],
        "tools": [{"name": f"t{i}", "description": "d" * 200, "input_schema": {"type": "object"}} for i in range(20)],
    }


def test_looking_costs_a_few_steps_for_each_block_whatever_is_in_it():
    def cost(messages: int, words: int = 50) -> int:
        body = conversation(messages, words)
        return steps(lambda: betas_of_fields("MessageCreateParams", body, NODES))

    assert growth(cost, 50) < 4.1
    assert cost(200) < 200 * 4 * 40
    assert cost(200, words=5000) == cost(200)
