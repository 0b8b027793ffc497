"""The pure parts of bulk runs, by numbered data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire.bulk import Budget, BulkInvalid, Prices, Usage
from claudewire.bulk.data.template import Template
from claudewire.bulk.items import from_wire_id, wire_id

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "bulk.json").read_text(encoding="utf-8"))
TOKEN = "ab12cd34"


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=f"{case['id']}-{case['name'].replace(' ', '-')}") for case in VECTORS[name]]


@pytest.mark.parametrize("case", cases("budgets"))
def test_budget_is_read_from_a_text_or_a_mapping(case):
    if "error" in case:
        with pytest.raises(BulkInvalid, match=case["error"]):
            Budget.of(case["given"])
        return

    assert Budget.of(case["given"]) == Budget(**case["expect"])


@pytest.mark.parametrize("case", cases("templates"))
def test_template_fills_in_columns(case):
    template = Template(case["template"])

    if "error" in case:
        with pytest.raises(BulkInvalid, match=case["error"]):
            template.messages(case["row"])
        return
    assert template.messages(case["row"]) == [{"role": "user", "content": case["expect"]}]


@pytest.mark.parametrize("case", cases("wire_ids"))
def test_id_in_a_batch_leads_back_to_the_request(case):
    made = wire_id(case["position"], case["custom_id"], TOKEN)

    assert made == case["expect"]
    assert from_wire_id(made, TOKEN) in (case["custom_id"], case["position"])
    assert from_wire_id(made, "00000000") is None


@pytest.mark.parametrize("case", cases("costs"))
def test_cost_follows_from_the_table(case):
    cost = Prices.load().cost(case["model"], Usage.of(case["usage"]), batch=case.get("batch", False))

    assert cost == (None if case["expect"] is None else pytest.approx(case["expect"]))


def test_table_of_the_caller_may_assume_prices_of_a_family():
    table = Prices.load(
        {"as_of": "2026-01-01", "models": {"m-one": {"input": 1, "output": 5}}, "families": {"m": "m-one"}}
    )

    assert (table.of("m-two").assumed, table.cost("m-two", Usage(1_000_000))) == ("m-one", 1.0)
    assert table.of("m-one").assumed is None


def test_tokens_of_several_requests_are_no_long_prompt():
    prices = Prices.load()
    one = Usage(90_000, 10)

    both = one + one

    assert prices.cost("claude-haiku-5-5", both) == pytest.approx(2 * prices.cost("claude-haiku-5-5", one))


@pytest.mark.parametrize(
    "given", [{}, {"as_of": "2026-01-01"}, {"as_of": "x", "models": {"m": {"input": "1"}}}, 5, "/no/such/file.json"]
)
def test_price_table_of_another_form_is_refused(given):
    with pytest.raises(BulkInvalid, match="prices"):
        Prices.load(given)


@given(st.text(min_size=1, max_size=80), st.integers(0, 10**9))
def test_every_id_survives_a_batch(custom_id, position):
    made = wire_id(position, custom_id, TOKEN)

    assert len(made) <= 64
    assert made.isascii()
    assert from_wire_id(made, TOKEN) in (custom_id, position)


@given(st.dictionaries(st.from_regex(r"\A[a-z]{1,8}\Z"), st.text(), min_size=1))
def test_template_never_changes_a_value(row):
    text = "|".join(f"{{{name}}}" for name in row)

    (message,) = Template(text).messages(row)

    assert message["content"] == "|".join(row.values())
