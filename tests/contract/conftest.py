"""Where the recorded traffic of other projects is, for tests that also run on it."""

from __future__ import annotations

import pytest

from tests.traffic.recorded import FOLDER, MISSING


@pytest.fixture(scope="session")
def traffic_files() -> list[str]:
    files = sorted(str(file) for file in FOLDER.glob("*.jsonl.gz"))
    if not files:
        pytest.skip(MISSING)
    return files
