"""Fixtures for pytest: a local server, and clients that talk to it.

    def test_my_agent(claude_server, claude):
        claude_server.reply("Hello!")
        assert my_agent(claude) == "Hello!"

    @pytest.mark.claude_faults("stream_error", after_events=3)
    def test_my_agent_survives_overload(claude): ...

One server runs for the whole session; every test finds it empty, unscripted and without faults. Pytest loads this
module wherever claudewire is installed, so it imports the server only when a fixture is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from claudewire import AsyncClaude, Claude

    from . import LocalServer, Settings

#: The server takes any key that does not begin with `sk-ant-invalid`.
KEY = "sk-ant-local"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "claude_faults(*names, **options): faults that strike the next answers of `claude_server`; options as for "
        "LocalServer.fault, for instance times=2 or after_events=3",
    )


@pytest.fixture(scope="session")
def claude_server_of_session() -> Iterator[LocalServer]:
    """The server behind `claude_server`, which every test shares."""
    from . import LocalServer

    with LocalServer() as server:
        yield server


@pytest.fixture
def claude_server_settings() -> Settings:
    """How the server behaves; override it to change that."""
    from . import Settings

    return Settings()


@pytest.fixture
def claude_server(
    request: pytest.FixtureRequest, claude_server_of_session: LocalServer, claude_server_settings: Settings
) -> LocalServer:
    """The Claude API on loopback, as new, with the faults of the test's `claude_faults` marks."""
    server = claude_server_of_session
    server.state.begin(claude_server_settings)
    for mark in request.node.iter_markers("claude_faults"):
        for name in mark.args:
            server.fault(name, **mark.kwargs)
    return server


@pytest.fixture
def claude(claude_server: LocalServer) -> Iterator[Claude]:
    """A client of `claude_server`."""
    from claudewire import Claude

    with Claude(api_key=KEY, base_url=claude_server.url) as client:
        yield client


@pytest.fixture
def async_claude(claude_server: LocalServer) -> AsyncClaude:
    """An asynchronous client of `claude_server`. Close it where its event loop is: `async with async_claude: …`."""
    from claudewire import AsyncClaude

    return AsyncClaude(api_key=KEY, base_url=claude_server.url)
