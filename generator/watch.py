"""Run something whenever a file below a folder was saved."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from .problems import SpecError

SECONDS = 0.2


def watch(folder: Path, run: Callable[[], object], turns: int | None = None) -> int:
    """Look at the folder until interrupted, or `turns` times. What is wrong with the files is told, and mended by the next save."""
    seen: dict[Path, float] = {}
    print(f"watching {folder.name}/ (Ctrl-C ends)", flush=True)
    try:
        while turns is None or (turns := turns - 1) >= 0:
            now = _times(folder)
            if now != seen:
                seen = now
                _once(folder, run)
            time.sleep(SECONDS)
    except KeyboardInterrupt:
        print()
    return 0


def _once(folder: Path, run: Callable[[], object]) -> None:
    started = time.monotonic()
    try:
        run()
    except SpecError as error:
        for problem in error.problems:
            print(f"{folder.name}/{problem}", file=sys.stderr, flush=True)
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def _times(folder: Path) -> dict[Path, float]:
    return {path: path.stat().st_mtime for path in folder.rglob("*") if path.is_file()}
