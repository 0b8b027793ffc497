"""A local server and clients of it, for whole runs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

from claudewire import AsyncClaude, Claude, RetryPolicy, bulk
from claudewire.testing import LocalServer, Settings

MODEL = {"model": "claude-haiku-4-5", "max_tokens": 20}
#: Failures are not waited for.
AT_ONCE = RetryPolicy(max_retries=0)


@pytest.fixture(scope="session")
def running() -> Iterator[LocalServer]:
    """One server for all tests: starting one takes a quarter of a second."""
    with LocalServer() as server:
        yield server


@pytest.fixture
def settings() -> Settings:
    return Settings(seed=1, batch_seconds=0.05)


@pytest.fixture
def server(running: LocalServer, settings: Settings) -> LocalServer:
    running.state.reset(settings)
    return running


@pytest.fixture
def client(server: LocalServer) -> Iterator[Claude]:
    with Claude(api_key="sk-ant-local", base_url=server.url, retry=AT_ONCE) as made:
        yield made


class Runner:
    """Runs with a blocking client, or with an asynchronous one on asyncio or trio."""

    def __init__(self, server: LocalServer, kind: str) -> None:
        self.server, self.kind = server, kind

    def __call__(self, requests: Any, **arguments: Any) -> bulk.Report:
        given = {**MODEL, **arguments}
        options: dict[str, Any] = {"api_key": "sk-ant-local", "base_url": self.server.url, "retry": AT_ONCE}
        if self.kind == "sync":
            with Claude(**options) as client:
                return bulk.run(client, requests, **given)

        async def main() -> bulk.Report:
            async with AsyncClaude(**options) as client:
                return await bulk.run_async(client, requests, **given)

        return anyio.run(main, backend=self.kind)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def run(server: LocalServer, request: pytest.FixtureRequest) -> Runner:
    return Runner(server, request.param)


@pytest.fixture
def sync_run(server: LocalServer) -> Runner:
    return Runner(server, "sync")


def prompts(count: int, first: int = 0) -> list[str]:
    return [f"Question {number}" for number in range(first, first + count)]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def ids(path: Path) -> list[str]:
    return [line["custom_id"] for line in lines(path)]


def sent(server: LocalServer) -> Counter[str]:
    """How often each prompt was sent in a call of its own."""
    bodies = [request.body for request in server.requests if request.operation == "messages.create"]
    return Counter(body["messages"][0]["content"] for body in bodies if isinstance(body, dict))
