"""Descriptions of the document as they stand in Python source: escaped, and wrapped to the width of its lines."""

from __future__ import annotations

import re
import textwrap

WIDTH = 120


def one_line(text: str) -> str:
    return " ".join(text.split())


def docstring(text: str, indent: int) -> str:
    """The inside of a docstring whose lines stand at this indent. Its first and last line leave room for the quotes."""
    out = "\n\n".join(_paragraph(part, WIDTH - indent - 3) for part in re.split(r"\n\s*\n", text.strip()))
    out = out.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\n", "\n" + " " * indent)
    out = re.sub(r"\n +(?=\n)", "\n", out)
    return f"{out} " if out.endswith('"') else out


def argument(text: str, name: str, indent: int) -> str:
    """A line of an `Args:` section, continued four columns further in."""
    text = one_line(text).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return _fill(f"{name}: {text}", WIDTH - indent, "    ").replace("\n", "\n" + " " * indent)


def description(text: str) -> str:
    """For a library that writes the docstring itself: a line, or wrapped lines if one would be too long."""
    return (
        text if len(text) <= WIDTH - 10 else "\n\n".join(_paragraph(p, WIDTH - 4) for p in re.split(r"\n\s*\n", text))
    )


def _paragraph(text: str, width: int) -> str:
    """Lines that start a list item stay lines."""
    items = re.split(r"\n\s*(?=[-*] )", text.strip())
    return "\n".join(_fill(one_line(item), width, "  " if item[:2] in ("- ", "* ") else "") for item in items)


def _fill(text: str, width: int, continued: str = "") -> str:
    return textwrap.fill(text, width, subsequent_indent=continued, break_on_hyphens=False, break_long_words=False)
