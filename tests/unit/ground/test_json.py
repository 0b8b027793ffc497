"""The codec: whatever writes the JSON, it says what the standard library says."""

import json
from collections import OrderedDict
from datetime import UTC, datetime
from math import inf, isfinite, nan
from types import MappingProxyType

import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claudewire import _json
from claudewire_api.models import TextBlock

standard = _json._dumps
fast = _json._orjson_dumps(orjson, msgspec)


def written(dumps, value):
    """What a reader sees, down to the order of keys and the sign of a zero; or how it was refused."""
    try:
        return repr(json.loads(dumps(value)))
    except (TypeError, ValueError, RecursionError) as error:
        return type(error)


def block(value):
    return TextBlock.from_dict({"type": "text", "text": "x", "citations": None, "of_tomorrow": value})


texts = st.text() | st.sampled_from(["\x7f", "ʰ", "\ud800", "😀\x7f", "ʰ\x7f\xff"])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.sampled_from([0xCB7F, 0xCBFFF0])
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(texts, inner)
        | st.dictionaries(texts, inner).map(OrderedDict)
        | st.dictionaries(texts, inner).map(MappingProxyType)
        | inner.map(block)
    ),
    max_leaves=20,
)


@given(values)
def test_both_codecs_write_the_same_bytes(value):
    assert written(fast, value) == written(standard, value)


@pytest.mark.parametrize("number", [nan, -nan, inf, -inf])
@pytest.mark.parametrize(
    "around",
    [
        lambda number: [None, number],
        lambda number: {"a": ({"b": number}, None)},
        lambda number: [None, OrderedDict(a=number)],
        lambda number: [None, MappingProxyType({"a": number})],
        lambda number: {"content": [block(None), block(number)]},
    ],
)
def test_nan_and_infinities_are_never_written_as_null(number, around):
    for dumps in (fast, standard):
        with pytest.raises(ValueError, match="JSON compliant"):
            dumps(around(number))


@given(st.floats(allow_nan=False, allow_infinity=False), texts)
def test_a_number_next_to_a_null_is_written_unchanged(number, text):
    value = json.loads(fast({"number": number, "text": text, "null": None}))
    assert isfinite(value["number"])
    assert value == {"number": number, "text": text, "null": None}


def test_models_next_to_a_null_take_the_fast_path(monkeypatch):
    monkeypatch.setattr(_json, "_dumps", None)
    message = {"content": [block(None), block(1.5), datetime(2026, 1, 2, tzinfo=UTC), {"set"}], "container": None}
    assert json.loads(fast(message))["content"][3] == ["set"]


@pytest.mark.parametrize("unit", ["a", "é", "ʰ", "😀", "a😀"])
@pytest.mark.parametrize("length", [1, 1000, 16 * 1024 - 3, 16 * 1024 + 1, 50_000])
def test_long_text_is_encoded_like_short_text(unit, length):
    text = unit * length
    assert standard(text) == b'"' + text.encode() + b'"'


class TestWeight:
    @pytest.mark.parametrize("kind", [bytes, str])
    @pytest.mark.parametrize("item", ["[],", "{},", '{"a":1},', "[[1]],", '[["\\"[["]],'])
    def test_millions_of_containers_are_refused(self, kind, item):
        text = "[" + item * 2_000_000 + "1]"
        with pytest.raises(_json.TooHeavy, match="too many"):
            _json.check_weight(text if kind is str else text.encode())

    @pytest.mark.parametrize("kind", [bytes, str])
    @pytest.mark.parametrize(
        "text",
        [
            "[" + "[]," * 300_000 + "1]",
            '["' + "[{" * 2_000_000 + '"]',
            '["' + '\\"[' * 1_000_000 + '"]',
            "[" + "1," * 2_000_000 + "1]",
        ],
        ids=["a short text", "brackets in a string", "brackets behind quotes", "numbers"],
    )
    def test_what_is_no_heavier_than_its_length_is_accepted(self, kind, text):
        _json.check_weight(text if kind is str else text.encode())
