"""Each limit keyword of a schema, at its bound and on both sides of it: everything that checks values agrees with a general validator."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from claudewire._schema.rules.constraints import problems_of
from claudewire.contract.checks.constraints import constraints_of
from claudewire.contract.document import Document
from claudewire.testing.checks.validate import first_problem

NUMBERS = (-1, 0, 2, 2.5, 3, 3.5, 4)
TEXTS = ("", "ab", "abc", "abcd")
LISTS = ([], [1, 2], [1, 2, 3], [1, 2, 3, 4])
#: Keyword → its bound, and the values that are tried.
LIMITS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "minimum": (3, NUMBERS),
    "maximum": (3, NUMBERS),
    "exclusiveMinimum": (3, NUMBERS),
    "exclusiveMaximum": (3, NUMBERS),
    "minLength": (3, TEXTS),
    "maxLength": (3, TEXTS),
    "pattern": ("^a.c$", TEXTS),
    "minItems": (3, LISTS),
    "maxItems": (3, LISTS),
}


def kind_of(value: Any) -> str:
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "number"


@pytest.mark.parametrize("keyword", LIMITS)
def test_limit_is_broken_exactly_where_a_general_validator_says_so(keyword: str) -> None:
    bound, values = LIMITS[keyword]
    document = Document.load()

    for value in values:
        schema = {"type": kind_of(value), keyword: bound}
        valid = jsonschema_rs.validator_for(schema).is_valid(value)

        assert (first_problem(document, schema, value) is None) == valid, ("server", value)
        assert all(limit(value) is None for limit in constraints_of(schema)) == valid, ("contract", value)
        assert (list(problems_of(value, {keyword: bound})) == []) == valid, ("outputs", value)


@pytest.mark.parametrize("keyword", LIMITS)
def test_limit_says_what_was_wanted_and_what_came(keyword: str) -> None:
    bound, values = LIMITS[keyword]
    schema = {"type": kind_of(values[0]), keyword: bound}
    broken = next(value for value in values if not jsonschema_rs.validator_for(schema).is_valid(value))

    (found,) = [problem for limit in constraints_of(schema) if (problem := limit(broken)) is not None]

    assert found[0] in ("out-of-range", "wrong-format")
    assert str(bound) in found[1]
    assert str(bound) in str(first_problem(Document.load(), schema, broken))


def test_range_of_a_number_holds_both_ends() -> None:
    schema = {"type": "number", "minimum": 0, "maximum": 1}

    problems = {value: first_problem(Document.load(), schema, value) for value in (-0.1, 0, 0.5, 1, 1.1)}

    assert problems == {-0.1: "range: 0..1", 0: None, 0.5: None, 1: None, 1.1: "range: 0..1"}


def test_limits_of_numbers_ask_no_truth_value() -> None:
    for keyword in ("minimum", "exclusiveMinimum"):
        assert [limit(True) for limit in constraints_of({keyword: 5})] == [None]
