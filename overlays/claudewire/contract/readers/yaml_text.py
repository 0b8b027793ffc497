"""YAML of recordings as JSON values: built from the parser's events, so that no tag constructs anything and no alias explodes.

Cassettes of Ruby, R, PHP, Go and of Python 2 carry tags of their languages (`!ruby/object:Hash`, `!!python/unicode`, `!binary`). A tag
that is not one of JSON's types is passed over: its value is read as the mapping, sequence or text that it is written as.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final

from attrs import Factory, define

from claudewire.contract.readers.json_text import loads
from claudewire.contract.readers.limits import (
    MAX_DEPTH,
    MAX_EXPANDED_CHARACTERS,
    MAX_EXPANDED_NODES,
    UndecodableError,
    UnreadableError,
)
from claudewire.contract.readers.text import join_surrogates

_STANDARD: Final = "tag:yaml.org,2002:"
#: YAML has no such characters. Recorders that did not escape them wrote them all the same.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
#: Largest file for the slower parser, which knows escapes that the fast one refuses.
_SLOW_CHARACTERS: Final = 4_000_000
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
_CONSTANTS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), False),
}


def yaml_module() -> Any:
    """PyYAML, which only this needs.

    Raises:
        UnreadableError: it is not installed.
    """
    try:
        import yaml
    except ImportError:
        raise UnreadableError("YAML needs PyYAML: pip install 'claudewire[contract]'") from None
    return yaml


def load_yaml(text: str) -> Any:
    """The value of a YAML document: mappings with text keys, lists, texts, bytes (of `!binary`), numbers, booleans, None.

    Raises:
        UnreadableError: the text is not YAML, or passes a bound.
    """
    if text.lstrip()[:1] in ("{", "["):  # JSON is faster, and knows halves of characters
        try:
            return loads(text, strict=False)
        except UndecodableError as error:
            raise UnreadableError(str(error)) from None
        except ValueError:
            pass
    yaml = yaml_module()
    text = _FORBIDDEN.sub("\ufffd", text)
    try:
        return _build(yaml, text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        # The fast parser refuses "\ud83d", half of a character.
        if "Unicode" in str(error) and "\\u" in text and len(text) <= _SLOW_CHARACTERS:
            try:
                return _build(yaml, text, yaml.SafeLoader)
            except yaml.YAMLError as again:
                error = again
        raise UnreadableError(f"the file is not valid YAML: {_message(error)}") from None


def _message(error: Any) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" in line {mark.line + 1}" if mark is not None else ""
    return f"{getattr(error, 'problem', None) or str(error)[:200]}{where}"


@define
class _Open:
    """A mapping or a list that is being built."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    #: How much there is of it after aliases are expanded.
    nodes: int = 1
    characters: int = 0
    #: The key that waits for its value, in a mapping.
    key: Any = Factory(lambda: _NO_KEY)
    #: What merge keys (`<<`) bring.
    merged: list[Any] = Factory(list[Any])


_NO_KEY: Final[Any] = object()
_MERGE: Final[Any] = object()


def _build(yaml: Any, text: str, loader: Any) -> Any:
    builder = _Builder()
    for event in yaml.parse(text, Loader=loader):
        match type(event).__name__:
            case "ScalarEvent":
                value = _scalar(event)
                size = len(value) if isinstance(value, (str, bytes)) else 0
                builder.add(value, event.anchor, 1, size)
            case "MappingStartEvent":
                builder.open({}, event.anchor)
            case "SequenceStartEvent":
                builder.open([], event.anchor)
            case "MappingEndEvent" | "SequenceEndEvent":
                builder.close()
            case "AliasEvent":
                builder.alias(event.anchor)
            case "DocumentEndEvent":
                break  # a recording is one document
            case _:
                pass
    return builder.root


class _Builder:
    """Puts the parser's events together. It does not recurse: its depth is the length of a list."""

    def __init__(self) -> None:
        self.root: Any = None
        self._open: list[_Open] = []
        #: Value, nodes and characters of everything with an anchor; None while it is being built.
        self._anchors: dict[str, tuple[Any, int, int] | None] = {}

    def open(self, value: dict[str, Any] | list[Any], anchor: str | None) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise UnreadableError(f"its YAML is nested deeper than {MAX_DEPTH} levels")
        if anchor:
            self._anchors[anchor] = None
        self._open.append(_Open(value, anchor))

    def close(self) -> None:
        done = self._open.pop()
        if isinstance(done.value, dict):
            for merged in done.merged:
                for item in merged if isinstance(merged, list) else [merged]:  # pyright: ignore[reportUnknownVariableType]
                    if isinstance(item, dict):
                        done.value.update({key: inner for key, inner in item.items() if key not in done.value})  # pyright: ignore[reportUnknownVariableType]
        self.add(done.value, done.anchor, done.nodes, done.characters)

    def alias(self, anchor: str) -> None:
        known = self._anchors.get(anchor)
        if known is None:
            raise UnreadableError(f"its YAML alias {anchor!r} stands for a value that contains it")
        self.add(known[0], None, known[1], known[2])

    def add(self, value: Any, anchor: str | None, nodes: int, characters: int) -> None:
        if anchor:
            self._anchors[anchor] = (value, nodes, characters)
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        parent.nodes += nodes
        parent.characters += characters
        if parent.nodes > MAX_EXPANDED_NODES or parent.characters > MAX_EXPANDED_CHARACTERS:
            raise UnreadableError("its YAML aliases expand to more than the bounds of a recording")
        if isinstance(parent.value, list):
            parent.value.append(value)
        elif parent.key is _NO_KEY:
            parent.key = _MERGE if value == "<<" else _key(value)
        elif parent.key is _MERGE:
            parent.merged.append(value)
            parent.key = _NO_KEY
        else:
            parent.value[parent.key] = value
            parent.key = _NO_KEY


def _key(value: Any) -> str:
    if isinstance(value, str):
        # Ruby writes symbols as keys: `:method: post`.
        return value[1:] if value[:1] == ":" and len(value) > 1 else value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _scalar(event: Any) -> Any:
    text = join_surrogates(event.value)
    tag = event.tag
    if tag is None or tag == "!":
        return _plain(text) if event.implicit[0] else text
    kind = tag.removeprefix(_STANDARD)
    if kind.lstrip("!") == "binary":
        return _binary(text)
    if kind in ("int", "float", "bool", "null"):
        return _plain(text)
    return text


def _plain(text: str) -> Any:
    """An unquoted text: a constant, a number, or itself. Dates stay texts, as they were in the header or the body."""
    if len(text) > 40:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def _binary(text: str) -> bytes | str:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return text
