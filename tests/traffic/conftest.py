"""The recorded traffic of other projects: named by CLAUDEWIRE_TRAFFIC, or beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claudewire.contract import Checker, read


@pytest.fixture(scope="session")
def traffic() -> list[Path]:
    """The files of the collection."""
    folder = Path(os.environ.get("CLAUDEWIRE_TRAFFIC") or Path(__file__).parents[3] / "shared" / "traffic")
    files = sorted(folder.glob("*.jsonl.gz"))
    if not files:
        pytest.skip(f"no recorded traffic in {folder}; CLAUDEWIRE_TRAFFIC names another folder")
    return files


@pytest.fixture(scope="session")
def checked(traffic: list[Path]) -> Checker:
    """A checker that has seen all of it."""
    checker = Checker()
    for file in traffic:
        checker.run(read(file))
        checker.report.files += 1
    return checker
