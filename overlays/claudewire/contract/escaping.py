"""Text of recordings for terminals, logs and pages: nothing of it can move a cursor, colour a line or command a CI runner."""

from __future__ import annotations

import json
import re
from typing import Final

#: Control characters (C0, DEL, C1), line separators, marks of direction, byte order marks, halves of characters.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
#: What CI runners take as a command: `::error::` at the start of a line, `##[group]` and `##vso[…]` anywhere in it.
_COMMAND_AT_START: Final = re.compile(r"(?m)^([ \t]*):(?=:)")
_COMMAND: Final = re.compile(r"#(?=#\s*(?:\[|vso\[|teamcity\[))")
_LONGEST: Final = 500


def printable(text: str, limit: int = _LONGEST) -> str:
    """One line that shows `text`: what cannot be shown becomes an escape, as in a Python string; what is too long is cut."""
    shown = text if len(text) <= limit else f"{text[:limit]}…"
    return _UNSAFE.sub(_escape, shown)


def safe_output(text: str) -> str:
    """Lines for a terminal or a CI log, without control characters and without anything that a CI runner obeys."""
    lines = (_UNSAFE.sub(_escape, line) for line in text.replace("\t", "    ").split("\n"))
    return _COMMAND.sub(r"\\x23", _COMMAND_AT_START.sub(r"\1\\x3a", "\n".join(lines)))


def safe_json(text: str) -> str:
    """JSON text with the same value, in which nothing but ASCII escapes stands for what `safe_output` would change."""
    return _UNSAFE.sub(_escape_json, text.replace("##", "\\u0023\\u0023"))


def _escape_json(match: re.Match[str]) -> str:
    # A new line can only stand between values: inside a string json.dumps has escaped it.
    return match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[match[0]]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def error_text(error: BaseException) -> str:
    """Return what an error says, for a line on a terminal: without numbers of the system, and with the name of the file."""
    text = str(error)
    if isinstance(error, OSError) and error.strerror:
        text = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    if isinstance(error, UnicodeDecodeError):
        text = f"the file is not UTF-8 text ({error.reason} at byte {error.start})"
    return safe_output(text)
