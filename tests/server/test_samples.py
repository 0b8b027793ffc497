"""Values that fit a schema, so that structured outputs and tool calls of the server can be parsed by anybody."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claudewire.testing.replies.samples import sample

NAMES = st.sampled_from(["city", "days", "command", "items", "id"])
FORMATS = ["date-time", "date", "time", "email", "uri", "uuid", "ipv4", "ipv6", "hostname"]


def bounded(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """A number with bounds that some value fulfils."""
    return st.tuples(st.integers(-50, 50), st.integers(2, 60), st.booleans(), st.booleans()).map(
        lambda drawn: {
            "type": kind,
            "exclusiveMinimum" if drawn[2] else "minimum": drawn[0],
            "exclusiveMaximum" if drawn[3] else "maximum": drawn[0] + drawn[1],
        }
    )


LEAVES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.sampled_from(["string", "integer", "number", "boolean", "null"]).map(lambda kind: {"type": kind}),
    st.sampled_from(FORMATS).map(lambda name: {"type": "string", "format": name}),
    st.sampled_from([r"^[A-Z]{3}-\d{4}$", r"^[a-z]+$", r"\d+", r"^(yes|no)$", r"^#[0-9a-f]{6}$"]).map(
        lambda pattern: {"type": "string", "pattern": pattern}
    ),
    st.integers(0, 30).map(lambda least: {"type": "string", "minLength": least, "maxLength": least + 5}),
    st.lists(st.integers() | st.text(max_size=3) | st.none(), min_size=1, max_size=3).map(
        lambda values: {"enum": values}
    ),
    st.integers(2, 9).map(lambda step: {"type": "integer", "multipleOf": step, "minimum": 1}),
    st.sampled_from([["string", "null"], ["null", "integer"]]).map(lambda kinds: {"type": kinds}),
    bounded("integer"),
    bounded("number"),
)


def nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    objects = st.dictionaries(NAMES, inner, max_size=3).flatmap(
        lambda properties: st.lists(st.sampled_from([*properties, "extra"]), unique=True).map(
            lambda required: {"type": "object", "properties": properties, "required": required}
        )
    )
    arrays = st.tuples(inner, st.integers(0, 3)).map(
        lambda drawn: {"type": "array", "items": drawn[0], "minItems": drawn[1], "maxItems": drawn[1] + 1}
    )
    unions = st.lists(inner, min_size=1, max_size=3).map(lambda members: {"anyOf": members})
    maps = inner.map(lambda values: {"type": "object", "additionalProperties": values, "minProperties": 1})
    return objects | arrays | unions | maps


@given(st.recursive(LEAVES, nested, max_leaves=8), st.none() | st.integers(0, 5))
def test_value_fits_its_schema(schema: dict[str, Any], seed: int | None) -> None:
    value = sample(schema, seed=seed)

    assert jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(value), (schema, value)
    assert sample(schema, seed=seed) == value


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"$ref": "#/$defs/A", "$defs": {"A": {"type": "integer", "minimum": 3}}}, 3),
        ({"const": None}, None),
        ({"default": 5}, 5),
        ({"examples": ["x"], "type": "string"}, "x"),
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}, 0.5),
        ({"allOf": [{"type": "object", "properties": {"a": {"const": 1}}}, {"required": ["a"]}]}, {"a": 1}),
        ({"type": "array", "prefixItems": [{"const": 1}, {"const": 2}], "items": False}, [1, 2]),
        (
            {"type": "array", "items": {"type": "string"}, "minItems": 2, "uniqueItems": True},
            ["canned text", "canned text 2"],
        ),
        ({"type": "object", "properties": {"sql_query": {"type": "string"}}}, {"sql_query": "# canned sql_query"}),
        (True, "canned text"),
    ],
)
def test_value_of_one_schema(schema: Any, value: Any) -> None:
    assert sample(schema) == value


def test_recursive_schema_ends() -> None:
    tree = {"type": "object", "properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}}}
    assert isinstance(sample(tree), dict)
    endless = {"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]}
    assert isinstance(sample(endless), dict)


def test_seed_chooses_among_the_values() -> None:
    schema = {"enum": list(range(100))}
    assert sample(schema) == 0
    assert len({sample(schema, seed=seed) for seed in range(20)}) > 10


@settings(suppress_health_check=[HealthCheck.too_slow])  # of a loaded machine
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "type",
                        "properties",
                        "items",
                        "anyOf",
                        "allOf",
                        "$ref",
                        "enum",
                        "required",
                        "pattern",
                        "minLength",
                        "minimum",
                        "multipleOf",
                        "maxItems",
                        "prefixItems",
                    ]
                ),
                inner | st.sampled_from(["object", "array", "string", "integer", "#"]),
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_any_value_as_a_schema_gives_a_value(schema: Any) -> None:
    json.dumps(sample(schema), allow_nan=False)
