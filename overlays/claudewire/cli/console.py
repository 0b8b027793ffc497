"""Output: tables and colour on a terminal, plain text and JSON elsewhere. Progress goes to standard error.

rich draws where it is installed; without it the same words appear in plain columns.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any, Final

from claudewire.contract.escaping import printable, safe_output

#: Title of a column → what a record shows in it. None is shown as an empty cell.
Columns = Mapping[str, Callable[[Any], object]]
FORMATS: Final = ("text", "json")


def add_format(parser: argparse.ArgumentParser, *, records: bool = True) -> None:
    """Add `--format` to a parser.

    Args:
        records: Whether the command writes records: these are JSON lines where standard output is not a terminal.
    """
    default = "text on a terminal, otherwise JSON, one object per line" if records else "text"
    parser.add_argument("--format", choices=FORMATS, help=f"form of the output (default: {default})")


def wants_json(options: argparse.Namespace) -> bool:
    """Whether records are written as JSON."""
    return options.format == "json" or (options.format is None and not sys.stdout.isatty())


def write_json(value: Any) -> None:
    """Write one value as a line of JSON: a model, or a plain value."""
    plain = value.to_dict() if hasattr(value, "to_dict") else value
    print(json.dumps(plain, ensure_ascii=not _is_utf8()), flush=True)


def _is_utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def write_records(options: argparse.Namespace, records: Iterable[Any], columns: Columns) -> int:
    """Write records: a table, or JSON lines. Returns their number.

    Args:
        options: The options of the command, with `format`.
        records: Models, read one after the other.
        columns: What the table shows.
    """
    if wants_json(options):
        count = 0
        for record in records:
            write_json(record)
            count += 1
        return count
    rows = [[_cell(show(record)) for show in columns.values()] for record in records]
    if rows:
        _table(list(columns), rows)
    else:
        note("There are none.")
    return len(rows)


def _cell(value: object) -> str:
    return "" if value is None else printable(str(value))


def _table(titles: list[str], rows: list[list[str]]) -> None:
    if (rich := _rich(sys.stdout)) is not None:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for index, title in enumerate(titles):  # what is copied, the id, is never cut
            table.add_column(title, no_wrap=True, min_width=max(len(row[index]) for row in rows) if not index else 4)
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        rich.print(table)
        return
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    for row in [titles, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def check_text(text: str) -> None:
    """Check a text of the command line or of standard input.

    Raises:
        RequestInvalid: some of its bytes were not UTF-8.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        from claudewire._errors import RequestInvalid

        raise RequestInvalid("the text is not UTF-8; --attach sends other files than texts")


def write_text(text: str, *, end: str = "\n") -> None:
    """Write text of a model or of a server. On a terminal, its control characters are shown, not obeyed."""
    shown = safe_output(text) if sys.stdout.isatty() else text
    print(
        shown.encode(sys.stdout.encoding or "utf-8", "backslashreplace").decode(sys.stdout.encoding or "utf-8"),
        end=end,
        flush=True,
    )


def note(text: str, *, style: str = "dim") -> None:
    """Write a line for people to standard error; nothing if it is not a terminal."""
    if not sys.stderr.isatty():
        return
    if (rich := _rich(sys.stderr)) is not None:
        from rich.text import Text

        rich.print(Text(safe_output(text), style=style))
    else:
        print(safe_output(text), file=sys.stderr)


def _rich(stream: Any) -> Any:
    """A console of rich; None where there is neither a terminal nor FORCE_COLOR, or no rich."""
    if not (stream.isatty() or os.environ.get("FORCE_COLOR")):
        return None
    try:
        from rich.console import Console
    except ImportError:
        return None
    return Console(file=stream)


@contextmanager
def progress(title: str) -> Generator[Callable[[int, int | None], None]]:
    """Show how far long work is, on standard error if that is a terminal.

    Args:
        title: What is done.

    Yields:
        A function that takes how much is done, and how much there is (None if unknown).
    """
    rich = _rich(sys.stderr)
    if rich is not None:
        from rich.progress import Progress

        with Progress(console=rich, transient=True) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
        return
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return

    def show(done: int, total: int | None) -> None:
        print(f"\r{title}: {done:,}" + (f" of {total:,}" if total else ""), end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print(file=sys.stderr)
