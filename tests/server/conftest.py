"""A server for each test, and a bare HTTP client: these tests look at the wire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from claudewire.testing import LocalServer, Settings

HEADERS = {"x-api-key": "sk-ant-local", "anthropic-version": "2023-06-01"}


@pytest.fixture(scope="session")
def running() -> Iterator[LocalServer]:
    """One server for all tests: starting one takes a quarter of a second."""
    with LocalServer() as server:
        yield server


@pytest.fixture
def settings() -> Settings:
    return Settings(seed=1)


@pytest.fixture
def server(running: LocalServer, settings: Settings) -> LocalServer:
    running.state.reset(settings)
    return running


@pytest.fixture
def http(server: LocalServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers=HEADERS, timeout=10) as client:
        yield client


@pytest.fixture
def hello() -> dict[str, Any]:
    """The smallest message request."""
    return {"model": "claude-sonnet-4-5", "max_tokens": 200, "messages": [{"role": "user", "content": "Hello"}]}
