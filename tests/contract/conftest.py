"""The local server, a user's project, and where the recorded traffic of other projects is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claudewire.testing import LocalServer, Settings
from tests.traffic.recorded import FOLDER, MISSING

from .project import Project


@pytest.fixture(scope="session")
def traffic_files() -> list[str]:
    files = sorted(str(file) for file in FOLDER.glob("*.jsonl.gz"))
    if not files:
        pytest.skip(MISSING)
    return files


@pytest.fixture(scope="session")
def running() -> Iterator[LocalServer]:
    with LocalServer() as server:
        yield server


@pytest.fixture
def server(running: LocalServer) -> LocalServer:
    """The local server, without scripts, faults and stored objects."""
    running.state.reset(Settings(seed=1))
    return running


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)
