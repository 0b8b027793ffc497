"""Tool input that cannot be sent back: numbers such as 1e400 and NaN, which JSON cannot carry, and values that are no object."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from math import isfinite, isnan
from typing import Any, Final, cast

from claudewire_api._model import ClientNote

#: Notes on a block whose input is not valid JSON. A `ClientNote` is not sent back: the API rejects fields that it does not know.
INPUT_ERROR, INPUT_JSON = ClientNote("input_error"), ClientNote("input_json")
#: Deepest nesting. The interpreter's own limit, at which reading, copying and sending back fail, is above it.
MAX_DEPTH: Final = 400

_NAMES: Final[dict[Any, str]] = {
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "a boolean",
    type(None): "null",
}
#: Types of values that JSON can always carry.
_PLAIN: Final = frozenset({str, int, bool, type(None)})
#: What the text of an unsendable input may have. Most bodies have none of it, and are not looked at further.
_SUSPICIOUS: Final = re.compile(rb'[eE]\+?[0-9]{3}|[0-9]{200}|NaN|Infinity|"input"\s*+:\s*+[^\s{]').search
#: Size of a body, in bytes, up to which a search of its text is faster than a look at its values.
_SMALL: Final = 2048
_BLANKS: Final = re.compile(r"[ \t\n\r]*+").match
#: Parse one JSON value at a position of a text: `(value, end)`. It takes a number of any length.
_scan: Final[Callable[[str, int], tuple[Any, int]]] = cast("Any", json.JSONDecoder(parse_int=float)).scan_once


def input_problem(value: Any) -> str | None:
    """Return why the input of a tool could not be sent back to the API; None if it could be."""
    if not isinstance(value, dict):
        return f"not an object but {_NAMES.get(value.__class__, 'another value')}"
    return _value_problem(cast("Any", value))


def _value_problem(value: Any) -> str | None:
    """Return why JSON cannot carry a value that was read from JSON; None if it can."""
    level: list[Any] = [value]
    depth = 0
    while level:
        nested: list[Any] = []
        if not _PLAIN.issuperset(map(type, level)):  # else it is the last level, where most values are
            for item in level:
                kind: Any = item.__class__
                if kind is dict:
                    nested += item.values()
                elif kind is list:
                    nested += item
                elif kind is float and not isfinite(item):
                    return "NaN is not valid JSON" if isnan(item) else "a number in it is beyond the range of a float"
        level, depth = nested, depth + 1
        if level and depth > MAX_DEPTH:
            return "nested too deeply"
    return None


def note_unsendable_input(value: Any, source: str | bytes) -> None:
    """Note on each block whose input cannot be sent back: `input_error`, and `input_json`, which is the input as it was written.

    An input that JSON cannot carry is taken off the block, which keeps an empty one. An input that is no object stays.

    Args:
        value: The JSON value of a message, of a line of batch results, or of an event; it is changed.
        source: The JSON text that it was read from.
    """
    if isinstance(source, bytes) and _is_harmless(source):
        return
    for path, block in _blocks(value):
        if "input" not in block:
            continue
        problem = _value_problem(block["input"])
        if problem is not None:
            block["input"] = {}
        elif str(block.get("type")).endswith("tool_use"):  # of other blocks, it may be anything
            problem = input_problem(block["input"])
        if problem is not None:
            block[INPUT_ERROR] = problem
            block[INPUT_JSON] = _source_at(source, (*path, "input"))


def _is_harmless(body: bytes) -> bool:
    """Whether the text shows that no input is unsendable."""
    if b'"input"' not in body:
        return True
    if len(body) >= _SMALL or body.count(b"{") + body.count(b"[") > MAX_DEPTH:
        return False
    return _SUSPICIOUS(body) is None


def _blocks(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Yield the content blocks in a value, each with its path."""
    if not isinstance(value, dict):
        return
    fields = cast("dict[str, Any]", value)
    for name in ("result", "message") if len(path) < 2 else ():
        yield from _blocks(fields.get(name), (*path, name))
    if isinstance(block := fields.get("content_block"), dict):
        yield (*path, "content_block"), cast("dict[str, Any]", block)
    content: Any = fields.get("content")
    for place, block in enumerate(cast("list[Any]", cast("Any", content)) if isinstance(content, list) else ()):
        if isinstance(block, dict):
            yield (*path, "content", place), cast("dict[str, Any]", block)


def _source_at(source: str | bytes, path: Sequence[str | int]) -> str:
    """Return the text of the value at a path of a JSON text."""
    if isinstance(source, bytes):
        source = source.decode(json.detect_encoding(source), "surrogatepass")
    source = source.removeprefix("\ufeff")
    start, end = _after_blanks(source, 0), len(source)
    for key in path:
        start, end = _members(source, start)[key]
    return source[start:end]


def _members(text: str, start: int) -> dict[str | int, tuple[int, int]]:
    """Return the places of the values in the object or array that begins at `start`."""
    found: dict[str | int, tuple[int, int]] = {}
    is_object = text[start] == "{"
    position = _after_blanks(text, start + 1)
    while text[position] not in "]}":
        key: str | int = len(found)
        if is_object:
            key, position = _scan(text, position)
            position = _after_blanks(text, _after_blanks(text, position) + 1)
        _, end = _scan(text, position)
        found[key] = position, end
        position = _after_blanks(text, end)
        if text[position] == ",":
            position = _after_blanks(text, position + 1)
    return found


def _after_blanks(text: str, position: int) -> int:
    return _BLANKS(text, position).end()  # type: ignore[union-attr]  # the pattern always matches
