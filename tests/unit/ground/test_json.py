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
read_standard = _json._loads
read_fast = _json._msgspec_loads(msgspec.json.Decoder().decode)
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


def seen(loads, data):
    """The value, or None if it is refused."""
    try:
        return repr(loads(data))
    except (ValueError, RecursionError):
        return None


BOM = b"\xef\xbb\xbf"
ODD = [
    *(BOM + b"{}", BOM + BOM + b"{}", BOM, b"{}" + BOM, "{}".encode("utf-16"), "[1]".encode("utf-32-le")),
    *(b"", b" ", b" {} ", b"\x0b{}", b"\xc2\xa0{}", b"{}\0", b"{} {}", b"// a\n{}"),
    *(b"NaN", b"[-Infinity]", b"1e400", b"-0", b"-0.0", b"01", b"1.", b".5", b"+1", b"1e", b"0x1"),
    *(b"9" * 25, b"9" * 5000, b"tru", b"true1", b'{"a": 1, "a": 2}', b'{"a": 1,}', b"[1,]", b"['a']"),
    *(b'"\\ud83d"', b'"\\ud83d\\ude00"', b'"\\ude00\\ud83d"', b'"\\x41"', b'"\x01"', b'"\x7f"', b'"\xff"'),
    *(b'"\xed\xa0\xbd"', b"[" * 5000 + b"]" * 5000),
]


@pytest.mark.parametrize("data", ODD, ids=lambda data: repr(data[:30]))
def test_both_codecs_read_the_same_of_odd_texts(data):
    assert seen(read_fast, data) == seen(read_standard, data)


def test_a_byte_order_mark_is_passed_over():
    assert read_fast(b"\xef\xbb\xbf{}") == read_standard(b"\xef\xbb\xbf{}") == {}


@given(
    st.lists(
        st.sampled_from(
            [*'{}[]":,10-.e \\u\n', "true", "null", "NaN", "d83d", "de00", "\ufeff", "\ud83d", "\0", "9" * 25]
        ),
        max_size=12,
    )
)
def test_both_codecs_read_the_same(parts):
    data = "".join(parts).encode("utf-8", "surrogatepass")
    for text in (data, b'["' + data + b'"]', b"[" + data + b"]"):
        assert seen(read_fast, text) == seen(read_standard, text)


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
    def test_more_containers_than_a_text_may_hold_are_refused(self, kind, item):
        text = "[" + item * 600_000 + "1]"
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
