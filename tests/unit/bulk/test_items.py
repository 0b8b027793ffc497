"""A row becomes one request, or says why not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from claudewire.bulk import BulkInvalid
from claudewire.bulk.data.sources import BadRow
from claudewire.bulk.items import ItemBuilder, arguments_of

FIELDS = {"model": "claude-haiku-4-5", "max_tokens": 9}
HELLO = [{"role": "user", "content": "Hello"}]


@dataclass
class Verdict:
    good: bool


@pytest.mark.parametrize(
    "row",
    [
        "Hello",
        {"messages": HELLO},
        {"params": {"messages": HELLO}},
        {"params": {"messages": HELLO, "stream": True}},
        {"messages": HELLO, "temperature": None},
    ],
)
def test_forms_of_a_request_mean_the_same(row):
    item = ItemBuilder(FIELDS).item(0, row)

    assert item.problem is None
    assert item.params == {**FIELDS, "messages": HELLO}
    assert item.custom_id == "row-0"


def test_fields_of_a_request_win_over_those_of_the_run():
    item = ItemBuilder(FIELDS).item(0, {"messages": HELLO, "max_tokens": 50})

    assert item.params["max_tokens"] == 50


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ({"custom_id": "a", "id": "b", "text": "x"}, None, "a"),
        ({"id": 7, "text": "x"}, None, "7"),
        ({"key": "k", "id": 7, "text": "x"}, "key", "k"),
        ({"text": "x"}, None, "row-3"),
    ],
)
def test_id_is_that_of_the_row_or_its_place(row, column, expected):
    assert ItemBuilder(FIELDS, template="{text}", id_column=column).item(3, row).custom_id == expected


@pytest.mark.parametrize(
    ("row", "options", "said"),
    [
        (BadRow("in.jsonl, line 3: not valid JSON"), {}, "line 3"),
        (5, {}, "a row should be a mapping"),
        (None, {}, "a row should be a mapping"),
        ({"text": "x"}, {}, "no messages and there is no template"),
        ({"messages": []}, {}, "no messages"),
        ({"messages": HELLO, "model": ""}, {}, "no model"),
        ({"messages": HELLO, "timeout": 5}, {}, "option of a call"),
        ({"messages": HELLO, "output_format": Verdict}, {}, "give output_format once"),
        ({"text": "x"}, {"id_column": "id", "template": "{text}"}, "no column 'id'"),
        ({"id": "", "text": "x"}, {"template": "{text}"}, "1 to 256 characters"),
        ({"id": "x" * 257, "text": "x"}, {"template": "{text}"}, "1 to 256 characters"),
        ({"text": None}, {"template": "{text}"}, "has no value"),
        ("text", {"template": "{text}"}, "a row should be a mapping"),
        ({"x": 1}, {"template": lambda row: 5}, "should return a text"),
        ({"x": 1}, {"template": lambda row: row["y"]}, "the template raised KeyError('y')"),
        ({"messages": [{"role": "user", "content": float("inf")}]}, {}, ""),
        ({"messages": HELLO, "metadata": object()}, {}, ""),
    ],
)
def test_row_that_makes_no_request_says_why(row, options, said):
    item = ItemBuilder(FIELDS, **options).item(0, row)

    assert item.problem is not None
    assert said in item.problem


def test_row_with_a_problem_keeps_its_id():
    item = ItemBuilder(FIELDS, template="{text}").item(0, {"id": "a7", "text": None})

    assert item.custom_id == "a7"


@pytest.mark.parametrize("params", [{"timeout": 5}, {"extra_headers": {}}, {"no_such_field": 1}])
def test_argument_that_is_no_field_is_refused(params):
    with pytest.raises(BulkInvalid):
        ItemBuilder(params)


@pytest.mark.parametrize("template", ["", 5, [], {"a": 1}])
def test_template_of_another_form_is_refused(template):
    with pytest.raises(BulkInvalid, match="template"):
        ItemBuilder(FIELDS, template=template)


def test_hash_does_not_depend_on_the_order_of_keys():
    builder = ItemBuilder()
    one = builder.item(0, {"model": "m", "max_tokens": 1, "messages": HELLO})
    two = builder.item(0, {"messages": HELLO, "max_tokens": 1, "model": "m"})
    other = builder.item(0, {"messages": HELLO, "max_tokens": 2, "model": "m"})

    assert one.hash == two.hash != other.hash


def test_type_of_the_results_is_part_of_the_request():
    item = ItemBuilder(FIELDS, output_format=Verdict).item(0, "Hello")

    assert item.params["output_config"]["format"]["type"] == "json_schema"
    assert item.hash != ItemBuilder(FIELDS).item(0, "Hello").hash


def test_fields_that_this_version_does_not_know_are_sent_as_well():
    assert arguments_of({"model": "m", "future": 1}) == {"model": "m", "extra_body": {"future": 1}}
