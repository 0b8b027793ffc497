"""A run while it goes on: rich in a terminal, tqdm in a notebook, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Final, TextIO

from claudewire._callbacks import call_back
from claudewire.bulk.errors import BulkInvalid
from claudewire.bulk.job import Counts, Display

#: Seconds between two plain lines.
_EVERY: Final = 10.0
#: The line of tqdm. Rate and time left are ours: those of tqdm count results of earlier runs.
_BAR: Final = "{percentage:3.0f} %|{bar}| {n_fmt} of {total_fmt}{postfix}"


def describe(counts: Counts) -> str:
    """Return where a run is, in one line."""
    of = f" of {counts.total:,}" if counts.total is not None else ""
    share = f" ({100 * counts.done / counts.total:.1f} %)" if counts.total else ""
    parts = [f"{counts.done:,}{of} done{share}"]
    if counts.failed:
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in counts.failed.most_common(3))
        parts.append(f"{counts.failed.total():,} failed: {kinds}")
    usage = counts.usage
    if usage.total:
        parts.append(
            f"{usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens:,} tokens in, {usage.output_tokens:,} out"
        )
    if usage.cache_read_tokens:
        all_input = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens
        parts.append(f"{100 * usage.cache_read_tokens / all_input:.0f} % from cache")
    if counts.cost or not counts.unpriced:
        parts.append(f"${counts.cost:,.4f}")
    parts.append(f"{counts.rate:,.1f}/s")
    if counts.in_flight:
        batches = f" in {counts.batches} batches" if counts.batches else ""
        parts.append(f"{counts.in_flight:,} in flight{batches}")
    if (left := counts.seconds_left) is not None and counts.done < (counts.total or 0):
        parts.append(f"{duration(left)} left")
    if counts.note:
        parts.append(counts.note)
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """Return a time for people: `4 s`, `3 min`, `2 h 10 min`."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


class Lines:
    """Plain lines, one every ten seconds, and one at the end."""

    def __init__(self, file: TextIO | None = None, *, every: float = _EVERY) -> None:
        self._file, self._every = file, every
        self._next = time.monotonic() + every

    def _print(self, text: str) -> None:
        print(text, file=self._file or sys.stderr, flush=True)

    def update(self, counts: Counts) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self._every
            self._print(describe(counts))

    def close(self, counts: Counts) -> None:
        self._print(describe(counts))


class RichDisplay:
    """A bar and a line of figures in a terminal."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
        self._progress = Progress(*columns, console=Console(stderr=True), transient=False, auto_refresh=False)
        self._task = self._progress.add_task("", total=None)
        self._progress.start()

    def update(self, counts: Counts) -> None:
        figures = describe(counts).partition(" · ")[2]
        self._progress.update(self._task, completed=counts.done, total=counts.total, description=figures)
        self._progress.refresh()

    def close(self, counts: Counts) -> None:
        self.update(counts)
        self._progress.stop()


class TqdmDisplay:
    """A bar of tqdm, which notebooks show as a widget."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self._make = make
        self._bar: Any = None

    def update(self, counts: Counts) -> None:
        if self._bar is None:  # its width in a notebook depends on the total at its beginning
            self._bar = self._make(total=counts.total, bar_format=_BAR, dynamic_ncols=True)
        self._bar.total = counts.total
        self._bar.n = counts.done
        self._bar.set_postfix_str(describe(counts).partition(" · ")[2], refresh=False)
        self._bar.refresh()
        self._let_lines_break()

    def close(self, counts: Counts) -> None:
        self.update(counts)
        self._bar.close()
        self._let_lines_break()

    def _let_lines_break(self) -> None:
        """In a notebook, tqdm writes spaces at which a narrow page does not break the figures."""
        container = getattr(self._bar, "container", None)
        if container is not None:
            figures = container.children[-1]
            figures.value = figures.value.replace("\u2007", " ")


class Function:
    """A function of the caller, which gets the `Counts`."""

    def __init__(self, function: Callable[[Counts], Any]) -> None:
        self._function = function

    def update(self, counts: Counts) -> None:
        call_back("progress", self._function, counts)

    close = update


def display_of(progress: Any) -> Display | None:
    """Return the display for a `progress`: True, False, `rich`, `tqdm`, `lines`, or a function of the `Counts`.

    Raises:
        BulkInvalid: it is none of these, or the library is not installed.
    """
    if progress in (None, False):
        return None
    if callable(progress):
        return Function(progress)
    if progress not in (True, "rich", "tqdm", "lines"):
        raise BulkInvalid(f"progress: True, False, 'rich', 'tqdm', 'lines' or a function, not {progress!r}")
    has_rich, has_tqdm = find_spec("rich") is not None, find_spec("tqdm") is not None
    if (progress == "rich" and not has_rich) or (progress == "tqdm" and not has_tqdm):
        raise BulkInvalid(f"progress: {progress} is not installed: pip install 'claudewire[bulk]'")
    if progress is True:
        progress = "lines"
        if _in_notebook() and has_tqdm:
            progress = "tqdm"
        elif sys.stderr.isatty():
            progress = "rich" if has_rich else "tqdm" if has_tqdm else "lines"
    if progress == "rich":
        return RichDisplay()
    if progress == "tqdm":
        from importlib import import_module

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a notebook without ipywidgets gets a bar of characters
            return TqdmDisplay(import_module("tqdm.auto").tqdm)
    return Lines()


def _in_notebook() -> bool:
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    return type(shell).__name__ == "ZMQInteractiveShell"
