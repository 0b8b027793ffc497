"""Parses JSON that arrives in fragments. The work is linear in the length of the text, in fragments of any length."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, Final, cast

from claudewire._call.responses.tool_input import MAX_DEPTH, input_problem
from claudewire._json import join_halves, may_have_halves

_SPACE: Final = re.compile(r"[ \t\n\r]*+").match
_IN_STRING: Final = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL).match
_SCALAR: Final = re.compile(r'[^ \t\n\r,:"\[\]{}]++').match
#: Longest number or literal, in characters. An unfinished one is read again with each fragment, so its length needs a limit;
#: `int()` has the same limit.
MAX_SCALAR: Final = 4300

# States: what the parser expects next.
_VALUE, _FIRST_ITEM, _FIRST_KEY, _KEY, _COLON, _COMMA, _END = range(7)


class PartialJSON:
    """Parses a JSON object or array fragment by fragment.

    `value` holds an object or array from its opening bracket on; it grows in place. It holds a string, number or literal from
    its last character on. So a value never changes except by growing. Text that is not valid JSON sets `failed`; `value` then
    keeps what preceded the fault, and further text is ignored.
    """

    __slots__ = ("_expected", "_keys", "_stack", "_string", "_tail", "failed", "value")

    def __init__(self) -> None:
        self.value: Any = None
        self.failed = False
        self._expected = _VALUE
        self._stack: list[Any] = []  # the open containers
        self._keys: list[
            str | None
        ] = []  # for each open container: the key whose value comes next, or None in an array
        self._string: list[str] | None = None  # the raw fragments of the string that is being read
        self._tail = ""  # text that cannot be parsed before the next fragment is here

    def feed(self, text: str) -> None:
        """Parse the next fragment."""
        if self.failed:
            return
        text, self._tail = self._tail + text, ""
        try:
            self._read(text)
        except (ValueError, StopIteration):
            self.failed = True

    def is_open(self, value: Any) -> bool:
        """Return whether a container of the value still grows."""
        return any(container is value for container in self._stack)

    def _read(self, text: str) -> None:
        position, end = 0, len(text)
        while True:
            if self._string is not None:
                stop = _IN_STRING(text, position).end()  # type: ignore[union-attr]  # the pattern always matches
                self._string.append(text[position:stop])
                if stop == end or text[stop] == "\\":
                    self._tail = text[stop:]
                    return
                raw, self._string, position = "".join(self._string), None, stop + 1
                self._value(join_halves(_scan_once(f'"{raw}"', 0)[0]), is_string=True)
            position = _SPACE(text, position).end()  # type: ignore[union-attr]
            if position == end:
                return
            character = text[position]
            if character == '"':
                self._string = []
            elif character == "{":
                self._open(dict[str, Any]())
            elif character == "[":
                self._open(list[Any]())
            elif character in "}]":
                self._close(dict if character == "}" else list)
            elif character == ":" and self._expected == _COLON:
                self._expected = _VALUE
            elif character == "," and self._expected == _COMMA and self._stack:
                self._expected = _KEY if isinstance(self._stack[-1], dict) else _VALUE
            else:
                scalar = _SCALAR(text, position)
                if scalar is None:
                    raise ValueError
                if scalar.end() == end:
                    self._tail = text[position:]
                    if len(self._tail) > MAX_SCALAR:
                        raise ValueError
                    return
                value, stop = _scan_once(text, position)
                if stop != scalar.end():
                    raise ValueError
                self._value(value)
                position = stop
                continue
            position += 1

    def _value(self, value: Any, *, is_string: bool = False) -> None:
        if is_string and self._expected in (_KEY, _FIRST_KEY):
            self._keys[-1] = value
            self._expected = _COLON
            return
        if self._expected not in (_VALUE, _FIRST_ITEM):
            raise ValueError
        self._store(value)
        self._expected = _COMMA if self._stack else _END

    def _open(self, container: Any) -> None:
        if self._expected not in (_VALUE, _FIRST_ITEM) or len(self._stack) == MAX_DEPTH:
            raise ValueError
        self._store(container)
        self._stack.append(container)
        self._keys.append(None)
        self._expected = _FIRST_KEY if type(container) is dict else _FIRST_ITEM

    def _close(self, kind: type) -> None:
        if self._expected not in (_COMMA, _FIRST_KEY, _FIRST_ITEM) or type(self._stack[-1]) is not kind:
            raise ValueError
        self._stack.pop()
        self._keys.pop()
        self._expected = _COMMA if self._stack else _END

    def _store(self, value: Any) -> None:
        if not self._stack:
            self.value = value
        elif self._keys[-1] is not None:
            self._stack[-1][self._keys[-1]] = value
        else:
            self._stack[-1].append(value)


def parse_object(text: str) -> tuple[dict[str, Any] | None, str | None]:
    """Parse the complete text of a JSON object.

    Returns the object and None; or None and the problem: what it is that could not be sent back to the API, which takes no NaN,
    no number beyond the range of a double, and no value that is nested too deeply.
    """
    value: Any
    try:
        value = _STRICT.decode(text)
        if may_have_halves(text):
            value = join_halves(value)
    except RecursionError:
        return None, "nested too deeply"
    except ValueError as error:
        return None, str(error)
    # Numbers were checked above; to look for the depth is seldom needed.
    is_flat = isinstance(value, dict) and text.count("{") + text.count("[") <= MAX_DEPTH
    problem = None if is_flat else input_problem(value)
    return (cast("dict[str, Any]", value), None) if problem is None else (None, problem)


def copy_json(value: Any) -> Any:
    """Return a copy that shares no object and no array with `value`."""
    if isinstance(value, dict):
        return {key: copy_json(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [copy_json(item) for item in cast("list[object]", value)]
    return value


def _reject_constant(constant: str) -> Any:
    raise ValueError(f"{constant} is not valid JSON")


def _finite(number: str) -> float:
    value = float(number)
    if value in (math.inf, -math.inf):
        raise ValueError(f"{number[:30]} is beyond the range of numbers")
    return value


def _integer(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise ValueError(f"{digits[:30]}… has more digits than the {MAX_SCALAR} of a number") from None


_STRICT: Final = json.JSONDecoder(parse_constant=_reject_constant, parse_float=_finite, parse_int=_integer)
#: Parse one JSON value at a position of a text: `(value, end)`. Raises StopIteration if there is none, ValueError if it is invalid.
_scan_once: Final[Callable[[str, int], tuple[Any, int]]] = cast("Any", _STRICT).scan_once
