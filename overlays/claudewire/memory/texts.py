"""What the model reads of files, and edits of texts. Pure functions.

The answers of the memory tool are those of Anthropic's documentation of it, byte for byte: models are trained on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from claudewire.tools.errors import ToolError

from .store import Entry

MAX_LINES: Final = 999_999
#: Lines of context on each side of a change.
_CONTEXT: Final = 2
_NOT_LISTED: Final = "node_modules"
_UNITS: Final = "BKMG"


def human_size(size: int) -> str:
    """Returns a number of bytes as people write it: `0B`, `512B`, `5.5K`, `2M`."""
    unit = min((size.bit_length() - 1) // 10, len(_UNITS) - 1) if size else 0
    number = size / 1024**unit
    return f"{int(number)}{_UNITS[unit]}" if number == int(number) else f"{number:.1f}{_UNITS[unit]}"


def directory_view(shown: str, entries: Iterable[Entry], root: str, *, sizes: bool) -> str:
    """Returns the listing of a directory, two levels deep.

    Args:
        shown: The path as the model sees it.
        entries: What is below it; for the sizes of directories, at every depth.
        root: Its path in the store.
        sizes: Whether each line begins with a size.
    """
    prefix = f"{root}/" if root else ""
    totals: dict[str, int] = {"": 0}
    listed: list[tuple[list[str], Entry]] = []
    for entry in entries:
        names = entry.path[len(prefix) :].split("/")
        if not entry.is_directory:
            for n in range(len(names)):
                above = "/".join(names[:n])
                totals[above] = totals.get(above, 0) + entry.size
        if len(names) <= 2 and not any(name.startswith(".") or name == _NOT_LISTED for name in names):
            listed.append((names, entry))
    base = shown.rstrip("/")
    lines = [(totals[""], shown)]
    for names, entry in sorted(listed, key=lambda item: item[0]):
        path = "/".join(names)
        size = totals.get(path, 0) if entry.is_directory else entry.size
        lines.append((size, f"{base}/{path}{'/' if entry.is_directory else ''}"))
    header = (
        f"Here're the files and directories up to 2 levels deep in {shown}, excluding hidden items and node_modules:"
    )
    return "\n".join([header, *(f"{human_size(size)}\t{path}" if sizes else path for size, path in lines)])


def file_view(shown: str, text: str, view_range: tuple[int, int] | None, limit: int) -> str:
    """Returns the lines of a file with their numbers.

    Args:
        shown: The path as the model sees it.
        text: The content.
        view_range: First and last line, from 1; -1 as the last stands for the end.
        limit: Characters at most; what is cut is said, and how to view it.

    Raises:
        ToolError: the file has too many lines, or the range is not in it.
    """
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise ToolError(f"File {shown} exceeds maximum line limit of 999,999 lines.")
    first, last = _range(view_range, lines)
    shown_lines: list[str] = []
    size = 0
    for number in range(first, last + 1):
        line = f"{number:6}\t{lines[number - 1]}"
        size += len(line) + 1
        if size > limit:
            shown_lines.extend(
                _cut(line, number, len(lines[number - 1]), limit - size + len(line) + 1, shown_lines, last)
            )
            break
        shown_lines.append(line)
    return "\n".join([f"Here's the content of {shown} with line numbers:", *shown_lines])


def _range(view_range: tuple[int, int] | None, lines: Sequence[str]) -> tuple[int, int]:
    if view_range is None:
        return 1, len(lines)
    first, last = view_range
    count = line_count(lines)
    if last == -1:
        last = len(lines)
    if not 1 <= first <= max(count, 1) or last < first:
        raise ToolError(
            f"Error: Invalid `view_range` parameter: {list(view_range)}. "
            f"It should be within the range of lines of the file: [1, {count}]"
        )
    return first, min(last, len(lines))


def _cut(line: str, number: int, length: int, left: int, before: Sequence[str], last: int) -> list[str]:
    """Returns the end of a view that is too long. A line that is too long for a view of its own is cut inside."""
    if before:
        return [f"(cut here; lines {number} to {last} follow: view them with view_range [{number}, {last}])"]
    rest = f" Line {number + 1} follows: view_range [{number + 1}, {last}]." if number < last else ""
    return [line[: max(left, 0)], f"(cut here: line {number} has {length} characters.{rest})"]


def line_count(lines: Sequence[str]) -> int:
    """Returns the number of lines; what follows the last line end is none."""
    return len(lines) - (1 if lines[-1] == "" else 0)


def replace(shown: str, text: str, old: str, new: str, noun: str) -> tuple[str, str]:
    """Returns the text with `old` replaced, and what the model reads.

    Raises:
        ToolError: `old` is not there, is there more than once, or is empty.
    """
    if not old:
        raise ToolError("No replacement was performed, old_str is empty. Use insert to add text.")
    places = _places(text, old)
    if not places:
        raise ToolError(f"No replacement was performed, old_str `{old}` did not appear verbatim in {shown}.")
    if len(places) > 1:
        numbers = dict.fromkeys(text.count("\n", 0, place) + 1 for place in places)
        raise ToolError(
            f"No replacement was performed. Multiple occurrences of old_str `{old}` in lines: "
            f"{', '.join(map(str, numbers))}. Please ensure it is unique"
        )
    changed = text[: places[0]] + new + text[places[0] + len(old) :]
    return changed, f"{noun} has been edited. {_snippet(changed, text.count(chr(10), 0, places[0]), new)}"


def _places(text: str, old: str) -> list[int]:
    """Returns where `old` begins, overlapping places too: replacing one of them would be a guess."""
    found: list[int] = []
    place = text.find(old)
    while place != -1:
        found.append(place)
        place = text.find(old, place + 1)
    return found


def _snippet(text: str, line: int, new: str) -> str:
    lines = text.split("\n")
    first = max(0, line - _CONTEXT)
    last = min(len(lines), line + new.count("\n") + _CONTEXT + 1)
    numbered = "\n".join(f"{number + 1:6}\t{lines[number]}" for number in range(first, last))
    return f"Here is the snippet showing the change (with line numbers):\n{numbered}"


def insert(shown: str, text: str, line: int, added: str) -> tuple[str, str]:
    """Returns the text with lines added after a line, and what the model reads. Every line ends as lines do afterwards.

    Raises:
        ToolError: there is no such line.
    """
    lines = text.split("\n")
    count = line_count(lines)
    if not 0 <= line <= count:
        raise ToolError(
            f"Error: Invalid `insert_line` parameter: {line}. It should be within the range of lines of the file: [0, {count}]"
        )
    before, after = lines[:line], lines[line:count]
    new = added.removesuffix("\n").split("\n")
    return "\n".join([*before, *new, *after, ""]), f"The file {shown} has been edited."


def neighbours(text: str, line: int) -> tuple[str, ...]:
    """Returns the lines before and after the place of an insertion: if they change, it may be the wrong place."""
    lines = text.split("\n")
    return tuple(lines[max(0, line - 1) : line + 1])
