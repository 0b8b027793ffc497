"""A local server and clients of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claudewire.testing import LocalServer


@pytest.fixture(scope="session")
def running() -> Iterator[LocalServer]:
    """One server for all tests: starting one takes a quarter of a second."""
    with LocalServer() as server:
        yield server


@pytest.fixture
def server(running: LocalServer) -> LocalServer:
    running.reset()
    return running
