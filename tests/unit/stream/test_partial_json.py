"""JSON that arrives in fragments."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claudewire._stream.accumulator import TextBuffer
from claudewire._stream.partial_json import PartialJSON, parse_object
from tests import strategies


class TestPartialJSON:
    @given(strategies.json_objects, st.booleans(), st.data())
    @settings(max_examples=200, deadline=None)
    def test_partial_json_gives_the_value_of_the_complete_text(
        self, value: Any, ascii_only: bool, data: st.DataObject
    ) -> None:
        reader = PartialJSON()
        for piece in data.draw(strategies.pieces(json.dumps(value, ensure_ascii=ascii_only))):
            reader.feed(piece)
        assert not reader.failed
        assert reader.value == value

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("", None),
            ("{", {}),
            ('{"a', {}),
            ('{"a"', {}),
            ('{"a":', {}),
            ('{"a": "b', {}),
            ('{"a": "b"', {"a": "b"}),
            ('{"a": 12', {}),
            ('{"a": 12,', {"a": 12}),
            ('{"a": tru', {}),
            ('{"a": [', {"a": []}),
            ('{"a": [1, ', {"a": [1]}),
            ('["\\', []),
            ('["\\u00', []),
            ('["\\ud83d\\ude00"', ["\U0001f600"]),
        ],
    )
    def test_partial_json_holds_complete_values_only(self, text: str, value: Any) -> None:
        for step in (1, 2, len(text) or 1):
            reader = PartialJSON()
            for place in range(0, len(text), step):
                reader.feed(text[place : place + step])
            assert (reader.value, reader.failed) == (value, False)

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ('{"a": 1, }', {"a": 1}),
            ('{"a": 1 "b": 2}', {"a": 1}),
            ("{1: 2}", {}),
            ('{"a" 1}', {}),
            ('{"a": 01, ', {}),
            ('{"a": tru, ', {}),
            ("[1,,2]", [1]),
            ("[1}", [1]),
            ('{"a": 1}}', {"a": 1}),
            ('{"a": "\n"', {}),
            ("]", None),
            ('{"a": "\\x"', {}),
            ('{"a":: 1', {}),
            ('["a": 1', ["a"]),
            ("{} 1 ", {}),
            ("[" * 500, None),
            ("[" + "9" * 5000, []),
        ],
    )
    def test_partial_json_stops_at_invalid_text(self, text: str, value: Any) -> None:
        for step in (1, 3, len(text)):
            reader = PartialJSON()
            for place in range(0, len(text), step):
                reader.feed(text[place : place + step])
            reader.feed(" , ")
            assert reader.failed
            assert value is None or reader.value == value

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("{", "Expecting property name"),
            ("[1]", "not an object but an array"),
            ("null", "not an object but null"),
            ('{"a": NaN}', "NaN is not valid JSON"),
            ('{"a": 1} x', "Extra data"),
            ('{"a":' * 100_000, "nested too deeply"),
            ('{"a": ' + "9" * 5000 + "}", "4300"),
        ],
    )
    def test_parse_object_names_the_problem(self, text: str, problem: str) -> None:
        value, said = parse_object(text)
        assert value is None
        assert problem in (said or "")


def test_a_text_buffer_returns_every_prefix() -> None:
    buffer = TextBuffer("a")
    for part in "bcdef":
        buffer.fragments.append(part)
    assert [buffer.text(n) for n in (2, 4, 3, 6, 1)] == ["ab", "abcd", "abc", "abcdef", "a"]
    assert buffer.text() == "abcdef"
