"""JSON that arrives in parts: the value as far as it has come. Pure, and linear in the text however it is cut."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final, cast

_DECODER: Final[Any] = json.JSONDecoder()
_scan: Final[Callable[[str, int], tuple[Any, int]]] = _DECODER.scan_once

_SPACE: Final = re.compile(r"[ \t\n\r]*+").match
_IN_STRING: Final = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL).match
_SCALAR: Final = re.compile(r'[^ \t\n\r,:"\[\]{}]++').match
#: No number or literal worth reading is longer. A limit, because an unfinished one is looked at again with each part.
_LONGEST_SCALAR: Final = 4300
#: Well below the depth at which the interpreter gives up.
_DEEPEST: Final = 400

# What may come next, in the order a value goes through it.
_VALUE, _FIRST_ITEM, _FIRST_KEY, _KEY, _COLON, _COMMA, _NOTHING = range(7)


class PartialJSON:
    """Reads a JSON object or array part by part.

    Containers are there as soon as they open, and grow in place; a string, number or literal is there once it is whole,
    so nothing that is read ever changes but by growing. Text that is no JSON stops the reading: `failed` is set, and
    `value` keeps what came before.
    """

    __slots__ = ("_expected", "_keys", "_stack", "_string", "_tail", "failed", "value")

    def __init__(self) -> None:
        self.value: Any = None
        self.failed = False
        self._expected = _VALUE
        self._stack: list[Any] = []  # the open containers
        self._keys: list[str | None] = []  # for each, the key whose value is awaited
        self._string: list[str] | None = None  # the raw pieces of the string that is being read
        self._tail = ""  # what can not be read without what follows it

    def feed(self, text: str) -> None:
        """Reads on."""
        if self.failed:
            return
        text, self._tail = self._tail + text, ""
        try:
            self._read(text)
        except (ValueError, StopIteration):
            self.failed = True

    def _read(self, text: str) -> None:
        position, end = 0, len(text)
        while True:
            if self._string is not None:
                stop = _IN_STRING(text, position).end()  # type: ignore[union-attr]  # it matches nothing, too
                self._string.append(text[position:stop])
                if stop == end or text[stop] == "\\":
                    self._tail = text[stop:]
                    return
                raw, self._string, position = "".join(self._string), None, stop + 1
                self._take(_scan(f'"{raw}"', 0)[0], is_string=True)
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
                    if len(self._tail) > _LONGEST_SCALAR:
                        raise ValueError
                    return
                value, stop = _scan(text, position)
                if stop != scalar.end():
                    raise ValueError
                self._take(value)
                position = stop
                continue
            position += 1

    def _take(self, value: Any, *, is_string: bool = False) -> None:
        if is_string and self._expected in (_KEY, _FIRST_KEY):
            self._keys[-1] = value
            self._expected = _COLON
            return
        if self._expected not in (_VALUE, _FIRST_ITEM):
            raise ValueError
        self._place(value)
        self._expected = _COMMA if self._stack else _NOTHING

    def _open(self, container: Any) -> None:
        if self._expected not in (_VALUE, _FIRST_ITEM) or len(self._stack) == _DEEPEST:
            raise ValueError
        self._place(container)
        self._stack.append(container)
        self._keys.append(None)
        self._expected = _FIRST_KEY if type(container) is dict else _FIRST_ITEM

    def _close(self, kind: type) -> None:
        if self._expected not in (_COMMA, _FIRST_KEY, _FIRST_ITEM) or type(self._stack[-1]) is not kind:
            raise ValueError
        self._stack.pop()
        self._keys.pop()
        self._expected = _COMMA if self._stack else _NOTHING

    def _place(self, value: Any) -> None:
        if not self._stack:
            self.value = value
        elif self._keys[-1] is not None:
            self._stack[-1][self._keys[-1]] = value
        else:
            self._stack[-1].append(value)


def parse_object(text: str) -> tuple[dict[str, Any] | None, str | None]:
    """A complete JSON object, or what is wrong with the text. NaN and the infinities are no JSON."""
    value: Any
    try:
        value = _STRICT.decode(text)
    except RecursionError:
        return None, "nested too deeply"
    except ValueError as error:
        return None, str(error)
    if not isinstance(value, dict):
        return None, f"not an object but {_NAMES.get(value.__class__, 'another value')}"
    return cast("dict[str, Any]", value), None


def copy_json(value: Any) -> Any:
    """A copy that shares no container."""
    if isinstance(value, dict):
        return {key: copy_json(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [copy_json(item) for item in cast("list[object]", value)]
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


_STRICT: Final = json.JSONDecoder(parse_constant=_refuse)
_NAMES: Final[dict[Any, str]] = {
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "a boolean",
    type(None): "null",
}
