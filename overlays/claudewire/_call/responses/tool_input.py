"""Tool input of a whole message that cannot be sent back: a number such as 1e400 is no number of JSON once it was read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isinf
from typing import Any, Final, cast

from claudewire_api._model import ClientNote

#: Notes on a block whose input is not valid JSON. A `ClientNote` is not sent back: the API rejects fields that it does not know.
INPUT_ERROR, INPUT_JSON = ClientNote("input_error"), ClientNote("input_json")

#: A number that may be beyond the range of a float. Most bodies have none, and are not looked at further.
_LARGE_NUMBER: Final = re.compile(rb"[eE]\+?[0-9]{3}|[0-9]{309}").search
#: Size of a body, in bytes, up to which a search of its text is faster than a look at its values.
_SMALL: Final = 2048
_MARKED: Final = re.compile(r'"\\u0000([^"\\]*)\\u0000"')


def note_unsendable_input(message: Any, body: bytes) -> None:
    """Note on each block of a message whose input has an infinite number: `input_error`, `input_json`, and no input.

    Args:
        message: The JSON value of a message, or of a line of batch results; it is changed.
        body: The text that it was read from.
    """
    if b'"input"' not in body or (len(body) < _SMALL and _LARGE_NUMBER(body) is None):
        return
    found = [(number, block) for number, block in enumerate(_inputs(message)) if not _is_sendable(block["input"])]
    if not found:
        return
    texts = list(_inputs(json.loads(body, parse_float=lambda digits: f"\0{digits}\0")))
    for number, block in found:
        text = json.dumps(texts[number]["input"], ensure_ascii=False)
        block["input"] = {}
        block[INPUT_ERROR] = "a number in it is beyond the range of a float"
        block[INPUT_JSON] = _MARKED.sub(r"\1", text)


def _inputs(message: Any) -> Iterator[dict[str, Any]]:
    """Yield the blocks with an input, of a message or of the message in a line of batch results."""
    fields = cast("dict[str, Any]", message) if isinstance(message, dict) else {}
    result: Any = fields.get("result")
    if isinstance(result, dict):
        yield from _inputs(cast("dict[str, Any]", result).get("message"))
    content: Any = fields.get("content")
    for block in cast("list[Any]", cast("Any", content)) if isinstance(content, list) else []:
        fields = cast("dict[str, Any]", block) if isinstance(block, dict) else {}
        if isinstance(fields.get("input"), dict):
            yield fields


def _is_sendable(value: Any) -> bool:
    """Whether a value has no infinite number in it."""
    left: list[Any] = [value]
    while left:
        item: Any = left.pop()
        if isinstance(item, dict):
            left.extend(cast("dict[Any, Any]", cast("Any", item)).values())
        elif isinstance(item, list):
            left.extend(cast("list[Any]", cast("Any", item)))
        elif isinstance(item, float) and isinf(item):
            return False
    return True
