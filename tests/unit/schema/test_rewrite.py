"""Schemas in the form that the API compiles: the vectors of tests/vectors/schemas.json."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from claudewire import SchemaInvalid, transform_schema
from claudewire._schema import rewrite

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
