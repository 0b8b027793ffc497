"""One of several processes that edit the same memory: `python edit_memory.py KIND FOLDER FIRST COUNT`."""

from __future__ import annotations

import sys
from pathlib import Path

from claudewire.memory import DirectoryStore, MemoryTool, SQLiteStore


def main(kind: str, folder: Path, first: int, count: int) -> None:
    tool = MemoryTool(DirectoryStore(folder / "root") if kind == "directory" else SQLiteStore(folder / "memory.db"))
    for n in range(first, first + count):
        tool.call(
            {"command": "str_replace", "path": "/memories/a.txt", "old_str": f"<{n}>", "new_str": f"<edited {n}>"}
        )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
