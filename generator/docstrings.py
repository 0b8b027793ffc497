"""Text of the document as it stands in Python source: quoted as a literal, or escaped in a docstring and wrapped to its lines.

No text of the document reaches generated code but through one of these functions, or as a name that the rules have checked.
"""

from __future__ import annotations

import re
import textwrap
from math import isfinite
from typing import Any
from unicodedata import category

from . import schemas as S

WIDTH = 120


def literal(value: Any) -> str:
    """A JSON value of the document as a Python literal; the only way in which one is written into code.

    Raises:
        TypeError: the value is not JSON: its `repr` could be anything.
    """
    if S.is_object(value):
        return f"{{{', '.join(f'{literal(k)}: {literal(v)}' for k, v in value.items())}}}"
    if isinstance(value, tuple):
        items: tuple[Any, ...] = (*value,)  # pyright: ignore[reportUnknownVariableType]
        return f"({', '.join(map(literal, items))}{',' if len(items) == 1 else ''})"
    if S.is_array(value):
        return f"[{', '.join(map(literal, value))}]"
    if value is None or type(value) in (bool, int, str) or (type(value) is float and isfinite(value)):
        return repr(value)
    raise TypeError(f"a {type(value).__name__} of the document cannot be written as a literal")


def one_line(text: str) -> str:
    return " ".join(text.split())


def docstring(text: str, indent: int) -> str:
    """The inside of a docstring: a line, or lines at this indent that leave the closing quotes a line of their own."""
    line = one_line(text)
    if len(line) <= WIDTH - indent - 6 and not _several(text):
        return f"{_escaped(line)} " if line.endswith('"') else _escaped(line)
    lines = inside(text, indent)
    if "\n" not in lines:  # a line that only fits without its quotes would be joined with them again
        lines = _escaped(_fill(line, WIDTH - indent - 6)).replace("\n", "\n" + " " * indent)
    return f"{lines}\n{' ' * indent}"


def inside(text: str, indent: int) -> str:
    """Paragraphs inside a longer docstring."""
    out = "\n\n".join(_paragraph(part, WIDTH - indent - 3) for part in re.split(r"\n\s*\n", text.strip()))
    return re.sub(r"\n(?!\n|$)", "\n" + " " * indent, _escaped(out))


def argument(text: str, name: str, indent: int) -> str:
    """A line of an `Args:` section, continued four columns further in."""
    return _fill(f"{name}: {_escaped(one_line(text))}", WIDTH - indent, "    ").replace("\n", "\n" + " " * indent)


def description(text: str) -> str:
    """For a library that writes the docstring itself, at indent 4: a line, or lines where one would be too long."""
    if len(text) <= WIDTH - 10 and not _several(text):
        return text
    out = "\n\n".join(_paragraph(part, WIDTH - 4) for part in re.split(r"\n\s*\n", text.strip()))
    return out if "\n" in out else _fill(out, WIDTH - 10)


def _several(text: str) -> bool:
    """Whether there is more than one paragraph, or a list."""
    return bool(re.search(r"\n\s*(\n|[-*] )", text.strip()))


def needs_escape(text: str) -> bool:
    """Whether a docstring cannot hold this text as it is."""
    return text.endswith('"') or _escaped(text) != text


def _escaped(text: str) -> str:
    """Without what could end a docstring, and with characters that nobody sees in their escaped form."""
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char == "\n" or category(char) not in _UNSEEN else _escape(char) for char in text)


#: Control characters, formatting characters (some reverse the order of what an editor shows), separators of lines.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _escape(char: str) -> str:
    return char.encode("ascii", "backslashreplace").decode() if ord(char) > 0x7F else f"\\x{ord(char):02x}"


def _paragraph(text: str, width: int) -> str:
    """Lines that start a list item stay lines."""
    items = re.split(r"\n\s*(?=[-*] )", text.strip())
    return "\n".join(_fill(one_line(item), width, "  " if item[:2] in ("- ", "* ") else "") for item in items)


def _fill(text: str, width: int, continued: str = "") -> str:
    return textwrap.fill(text, width, subsequent_indent=continued, break_on_hyphens=False, break_long_words=False)
