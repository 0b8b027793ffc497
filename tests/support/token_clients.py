"""Clients that sign in, closed at the end of a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import claudewire


class Claude(claudewire.Claude):
    """A client that is closed at the end of the test, with its copies."""

    made: ClassVar[list[claudewire.Claude]] = []

    def _init(self, config: Any, shared: Any) -> None:
        super()._init(config, shared)
        self.made.append(self)


def tokens_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text())
