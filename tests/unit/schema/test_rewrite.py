"""Schemas in the form that the API compiles: the vectors of tests/vectors/schemas.json."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from claudewire import SchemaInvalid, transform_schema
from claudewire._schema import rewrite
from claudewire._schema.restore import restore
from claudewire._schema.rules.limits import check_limits

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "schemas.json").read_text(encoding="utf-8")
)
SENT = [vector for vector in VECTORS if "json" in vector]
REFUSED = [vector for vector in VECTORS if "refused" in vector]


@pytest.mark.parametrize("vector", SENT, ids=[vector["name"] for vector in SENT])
def test_schema_is_rewritten_as_the_vector_says(vector: dict[str, Any]) -> None:
    """S-14."""
    source = copy.deepcopy(vector["schema"])

    rewritten = rewrite(source)

    assert rewritten.json == vector["json"]
    assert [[loss.pointer, loss.keyword, loss.value, loss.kept_as] for loss in rewritten.losses] == vector["losses"]
    assert rewritten.plan == vector["plan"]
    assert source == vector["schema"], "the source was changed"
    assert transform_schema(source) == vector["json"]


@pytest.mark.parametrize("vector", SENT, ids=[vector["name"] for vector in SENT])
def test_rewritten_schema_is_not_changed_again(vector: dict[str, Any]) -> None:
    """What is sent has no keyword that the API refuses, so a second rewriting finds nothing."""
    again = rewrite(vector["json"])

    assert (again.json, again.losses, again.plan) == (vector["json"], (), {})


@pytest.mark.parametrize("vector", REFUSED, ids=[vector["name"] for vector in REFUSED])
def test_schema_is_refused_with_the_place(vector: dict[str, Any]) -> None:
    with pytest.raises(SchemaInvalid) as caught:
        rewrite(vector["schema"])

    for text in vector["refused"]:
        assert text in str(caught.value)


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        (["integer", "string"], "integer", "integer"),
        ("integer", "number", "integer"),
        (["string", "null"], ["null", "string"], ["string", "null"]),
    ],
)
def test_types_of_joined_schemas_are_those_of_both(first: Any, second: Any, merged: Any) -> None:
    rewritten = rewrite({"allOf": [{"type": first}, {"type": second}]})

    assert rewritten.json == rewrite({"type": merged}).json


def test_types_without_a_common_value_are_refused() -> None:
    with pytest.raises(SchemaInvalid, match="no value is 'string' and 'null'"):
        rewrite({"allOf": [{"type": "string"}, {"type": "null"}]})


PAIRED = {"type": "object", "additionalProperties": {"type": "integer"}}
LISTED = {
    "type": "array",
    "prefixItems": [{"type": "integer"}, {"type": "string"}],
    "items": False,
    "minItems": 2,
    "maxItems": 2,
}


@pytest.mark.parametrize(
    ("schema", "default", "sent"),
    [(PAIRED, {"a": 1}, [{"key": "a", "value": 1}]), (LISTED, [1, "x"], {"0": 1, "1": "x"})],
    ids=["pairs", "items"],
)
def test_default_is_sent_in_the_form_of_its_schema(schema: dict[str, Any], default: Any, sent: Any) -> None:
    rewritten = rewrite({**schema, "default": default})

    assert rewritten.json["default"] == sent
    assert rewritten.losses == rewrite(schema).losses
    assert restore(sent, rewritten.json, rewritten.plan) == default


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (LISTED, {"0": 1}), (LISTED, {"0": 1, "1": "x", "2": 3}), (LISTED, [1, "x"]), (LISTED, None),
        (PAIRED, [{"key": "a"}]), (PAIRED, [{"value": 1}]), (PAIRED, [{"key": 1, "value": 1}]), (PAIRED, {"a": 1}), (PAIRED, [1]),
    ],
)  # fmt: skip
def test_value_that_is_not_in_the_form_that_was_sent_is_returned_unchanged(schema: dict[str, Any], value: Any) -> None:
    rewritten = rewrite(schema)

    assert restore(value, rewritten.json, rewritten.plan) == value


def many(count: int, member: dict[str, Any], *, required: bool) -> dict[str, Any]:
    names = [f"p{number}" for number in range(count)]
    return {
        "type": "object",
        "properties": dict.fromkeys(names, member),
        "required": names if required else [],
        "additionalProperties": False,
    }


UNION = {"anyOf": [{"type": "string"}, {"type": "null"}]}


@pytest.mark.parametrize(
    "schemas",
    [
        lambda more: {"": many(24 + more, {"type": "string"}, required=False)},
        lambda more: {"": many(16 + more, UNION, required=True)},
    ],
    ids=["optional", "unions"],
)
def test_limits_of_schemas_hold_at_the_limit_and_refuse_one_more(schemas: Any) -> None:
    check_limits(schemas(0))
    with pytest.raises(SchemaInvalid):
        check_limits(schemas(1))
