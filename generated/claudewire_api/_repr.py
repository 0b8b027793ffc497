# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`repr` of models, for a person to read."""

from __future__ import annotations

from itertools import islice
from typing import Any

#: What `repr` shows at most of a string, and of a list or dict.
_REPR_STRING, _REPR_ITEMS = 200, 20


def shorten(value: Any) -> str:
    """`repr` for a person: no end of a long string or list, at any depth."""
    if isinstance(value, str) and len(value) > _REPR_STRING:
        return f"{value[:_REPR_STRING]!r}… ({len(value):,} characters)"
    shown: list[str]
    if isinstance(value, list):
        items: list[Any] = value
        shown = [shorten(item) for item in items[:_REPR_ITEMS]]
        return f"[{', '.join(shown)}{_more(len(items))}]"
    if isinstance(value, dict):
        entries: dict[Any, Any] = value
        shown = [f"{key!r}: {shorten(entries[key])}" for key in islice(entries, _REPR_ITEMS)]
        return f"{{{', '.join(shown)}{_more(len(entries))}}}"
    return repr(value)


def _more(count: int) -> str:
    return f", … ({count} items)" if count > _REPR_ITEMS else ""
