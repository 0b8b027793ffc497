"""What a docstring says: a description, and a text for each parameter or attribute.

With the extra `tools`, docstring-parser reads Google, NumPy, reST and Epydoc docstrings. Without it, the reader below
reads the Google form.
"""

from __future__ import annotations

import inspect
import re
from typing import Any, Final

_SECTION: Final = re.compile(r"^(\w[\w ]*):\s*$")
_ENTRY: Final = re.compile(r"^\*{0,2}(\w+)(?:\s*\([^)]*\))?\s*:\s*(.*)$")
_PARAMETERS: Final = frozenset(
    {"args", "arguments", "parameters", "params", "attributes", "keyword args", "keyword arguments", "other parameters"}
)


def read_docstring(text: str | None) -> tuple[str, dict[str, str]]:
    """Returns the description and the text of each parameter. Both are empty if there is no docstring."""
    if not text or not text.strip():
        return "", {}
    try:
        import docstring_parser
    except ImportError:
        return _read_google(text)
    try:
        parsed: Any = docstring_parser.parse(text)
    except docstring_parser.ParseError:
        return _read_google(text)
    summary = "\n\n".join(part for part in (parsed.short_description, parsed.long_description) if part)
    parameters = {
        str(entry.arg_name).lstrip("*"): " ".join(entry.description.split())
        for entry in parsed.params
        if entry.description
    }
    return summary.strip(), parameters


def _read_google(text: str) -> tuple[str, dict[str, str]]:
    summary: list[str] = []
    parameters: dict[str, str] = {}
    section: str | None = None
    indent, name = 0, ""
    for line in inspect.cleandoc(text).splitlines():
        heading = _SECTION.match(line)
        known = heading is not None and heading[1].lower() in _PARAMETERS
        if heading and (known or (heading[1][0].isupper() and " " not in heading[1])):
            section, indent, name = heading[1].lower(), 0, ""
        elif section is None:
            summary.append(line)
        elif section in _PARAMETERS and line.strip():
            depth = len(line) - len(line.lstrip())
            entry = _ENTRY.match(line.strip())
            if depth == 0:
                section = None  # the section ended without a heading
                summary.append(line)
            elif entry and (not indent or depth <= indent):
                indent, name = depth, entry[1]
                parameters[name] = entry[2]
            elif name:
                parameters[name] = f"{parameters[name]} {line.strip()}".strip()
    return "\n".join(summary).strip(), {name: text for name, text in parameters.items() if text}
