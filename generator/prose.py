"""Descriptions of the document as they stand in Python source: escaped, and wrapped to the width of its lines."""

from __future__ import annotations

import re
import textwrap

WIDTH = 120


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


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _paragraph(text: str, width: int) -> str:
    """Lines that start a list item stay lines."""
    items = re.split(r"\n\s*(?=[-*] )", text.strip())
    return "\n".join(_fill(one_line(item), width, "  " if item[:2] in ("- ", "* ") else "") for item in items)


def _fill(text: str, width: int, continued: str = "") -> str:
    return textwrap.fill(text, width, subsequent_indent=continued, break_on_hyphens=False, break_long_words=False)
