"""A prompt template over columns: `Classify this review: {text}`. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final, cast

from claudewire.bulk.errors import BulkInvalid, RowUnfit

#: `{{` and `}}` stand for braces; `{name}` for a column. Braces around anything else, such as JSON, stay.
_FIELD: Final = re.compile(r"\{\{|\}\}|\{(?P<name>[^\W\d][\w .\-]*)\}")


class Template:
    """A prompt with columns in braces.

    Args:
        source: A text; it becomes the message of the user. Or the value of `messages`, whose texts have columns in braces.

    Raises:
        BulkInvalid: it is something else.
    """

    def __init__(self, source: Any) -> None:
        if not isinstance(source, (str, list, tuple)) or not source:
            raise BulkInvalid(f"template should be a text or a list of messages, not {source!r}")
        self._messages: Any = (
            [{"role": "user", "content": source}] if isinstance(source, str) else list(cast("Any", source))
        )
        #: The columns that it names, in order.
        self.columns: tuple[str, ...] = tuple(dict.fromkeys(_names(self._messages)))

    def messages(self, row: Mapping[str, Any]) -> list[Any]:
        """Return the messages for one row.

        Raises:
            BulkInvalid: the row lacks a column, or has no value there.
        """
        values: dict[str, str] = {}
        for name in self.columns:
            if name not in row:
                raise RowUnfit(f"there is no column {name!r}: the row has {', '.join(map(repr, row)) or 'none'}")
            if (value := row[name]) is None:
                raise BulkInvalid(f"column {name!r} has no value in this row")
            values[name] = _text(value)
        filled: list[Any] = _filled(self._messages, values)
        return filled


def _text(value: Any) -> str:
    """Return a value as it stands in a prompt: lists and objects as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else str(value)


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [found["name"] for found in _FIELD.finditer(value) if found["name"]]
    if isinstance(value, Mapping):
        return [name for item in cast("Mapping[str, Any]", value).values() for name in _names(item)]
    if isinstance(value, (list, tuple)):
        return [name for item in cast("list[Any]", value) for name in _names(item)]
    return []


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _FIELD.sub(lambda found: values[found["name"]] if found["name"] else found[0][0], value)
    if isinstance(value, Mapping):
        return {key: _filled(item, values) for key, item in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_filled(item, values) for item in cast("list[Any]", value)]
    return value
