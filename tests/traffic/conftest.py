"""The recorded traffic of other projects: named by CLAUDEWIRE_TRAFFIC, or beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from claudewire.contract import Checker, read
from tests.traffic.recorded import FOLDER, MISSING


@pytest.fixture(scope="session")
def traffic() -> list[Path]:
    """The files of the collection."""
    files = sorted(FOLDER.glob("*.jsonl.gz"))
    if not files:
        pytest.skip(MISSING)
    return files


@pytest.fixture(scope="session")
def checked(traffic: list[Path]) -> Checker:
    """A checker that has seen all of it."""
    checker = Checker()
    for file in traffic:
        checker.run(read(file))
        checker.report.files += 1
    return checker
