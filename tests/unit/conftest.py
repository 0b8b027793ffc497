"""A local server, and a client of it. Folders and files that need another one have fixtures of the same names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claudewire import Claude
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


@pytest.fixture
def client(server: LocalServer) -> Iterator[Claude]:
    with Claude(base_url=server.url, api_key="sk-ant-local", max_retries=0) as client:
        yield client
