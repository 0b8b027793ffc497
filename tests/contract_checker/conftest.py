"""Where the recorded traffic of other projects is, for tests that also run on it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def traffic_files() -> list[str]:
    folder = Path(os.environ.get("CLAUDEWIRE_TRAFFIC") or Path(__file__).parents[3] / "shared" / "traffic")
    files = sorted(str(file) for file in folder.glob("*.jsonl.gz"))
    if not files:
        pytest.skip(f"no recorded traffic in {folder}; CLAUDEWIRE_TRAFFIC names another folder")
    return files
