"""JSON from clients and files: parsed within bounds, so that no input can break the server."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, Final, NoReturn, cast

#: Levels of objects and arrays inside each other.
MAX_DEPTH: Final = 256


def parse_json(content: bytes | str) -> Any:
    """Parse a JSON text.

    Raises:
        ValueError: the text is not JSON, is nested too deeply, or holds a lone surrogate, `NaN` or an infinite number.
    """
    try:
        value = json.loads(content, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError(f"the JSON is nested more than {MAX_DEPTH} levels deep") from None
    check_json(value)
    return value


def check_json(value: object) -> None:
    """Check that a Python value can be written as JSON.

    Raises:
        ValueError: it is nested too deeply, or holds something that JSON cannot have; the message says where.
    """
    waiting: list[tuple[object, str, int]] = [(value, "", 0)]
    while waiting:
        item, path, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ValueError(f"the JSON is nested more than {MAX_DEPTH} levels deep")
        if isinstance(item, str):
            _check_text(item, path)
        elif isinstance(item, float):
            if not math.isfinite(item):
                raise ValueError(f"{path or 'value'}: {item} is not a JSON number")
        elif isinstance(item, dict):
            for name, inner in cast("dict[object, object]", item).items():
                if not isinstance(name, str):
                    raise ValueError(f"{path or 'value'}: {name!r} is not a JSON name")  # noqa: TRY004 - one error for all that is not JSON
                _check_text(name, path)
                waiting.append((inner, f"{path}.{name}" if path else name, depth + 1))
        elif isinstance(item, (list, tuple)):
            waiting += [
                (inner, f"{path}.{index}" if path else str(index), depth + 1)
                for index, inner in enumerate(cast("Sequence[object]", item))
            ]
        elif item is not None and not isinstance(item, int):
            raise ValueError(f"{path or 'value'}: {type(item).__name__} is not a JSON value")


def _check_text(text: str, path: str) -> None:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError(f"no low surrogate in string: {path or 'value'}")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
