"""JSON of recordings, within bounds: valid text is never refused for what it costs Python to parse it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from claudewire.contract.readers.limits import MAX_DEPTH, UndecodableError

_STRUCTURE: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]|[\]}]', re.DOTALL)


def loads(raw: bytes | str, *, strict: bool = True) -> Any:
    """Parse JSON.

    Args:
        raw: The text.
        strict: False accepts control characters in strings, which some recorders do not escape.

    Raises:
        UndecodableError: nested deeper than `MAX_DEPTH`, or a number that Python does not convert. It may be valid JSON.
        ValueError: the text is not valid JSON.
    """
    try:
        value = json.loads(raw, strict=strict)
    except RecursionError:
        raise _too_deep() from None
    except json.JSONDecodeError:
        raise
    except UnicodeDecodeError:
        raise
    except ValueError as error:  # Python converts at most 4,300 digits
        raise UndecodableError(f"a number in it is too long: {error}") from None
    if _may_be_deep(raw) and _depth(raw if isinstance(raw, str) else raw.decode("utf-8", "replace")) > MAX_DEPTH:
        raise _too_deep()
    return value


def _may_be_deep(raw: bytes | str) -> bool:
    """Whether there are enough brackets at all; most texts are settled by this."""
    if isinstance(raw, str):
        return raw.count("[") + raw.count("{") > MAX_DEPTH
    return raw.count(b"[") + raw.count(b"{") > MAX_DEPTH


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _STRUCTURE.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _too_deep() -> UndecodableError:
    return UndecodableError(f"its JSON is nested deeper than {MAX_DEPTH} levels")
