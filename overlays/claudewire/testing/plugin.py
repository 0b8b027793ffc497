"""Fixtures for pytest: a local server, and clients that talk to it.

    def test_my_agent(claude_server, claude):
        claude_server.reply("Hello!")
        assert my_agent(claude) == "Hello!"

    @pytest.mark.claude_faults("stream_error", after_events=3)
    def test_my_agent_survives_overload(claude): ...

    def test_my_agent_as_recorded(claude_cassette, claude):
        assert my_agent(claude) == "Hello!"

One server runs for the whole session; every test finds it empty, unscripted and without faults. Pytest loads this
module wherever claudewire is installed, so it imports the server only when a fixture is used, and the contract checks only when a test
has a cassette.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from claudewire import AsyncClaude, Claude

    from . import LocalServer, Settings

#: The server takes any key that does not begin with `sk-ant-invalid`.
KEY = "sk-ant-local"
_PASSED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "claude_contract",
        "lowest level of disagreement between a test's cassettes and the document that fails the test: error, warning, note, or off",
        default="error",
    )
    parser.addini(
        "claude_hosts",
        "further hosts that serve the Claude API, such as gateways: name, name:port, or a URL with the path before the API's own",
        type="args",
        default=[],
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "claude_faults(*names, **options): faults that strike the next answers of `claude_server`; options as for "
        "LocalServer.fault, for instance times=2 or after_events=3",
    )
    config.addinivalue_line(
        "markers",
        "claude_contract(level, allow=()): the ini option `claude_contract` for this test, and rules that its cassettes may break",
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    if "claude_cassette" in getattr(item, "fixturenames", ()):
        from .cassettes import mark

        mark(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """A test that has passed is held to its cassettes; one that fails for want of a cassette says how to record it."""
    try:
        yield
    except Exception as error:
        if "claude_cassette" in getattr(item, "funcargs", {}):
            from .cassettes import missing

            if advice := missing(item):
                error.add_note(advice)
        raise
    _check_cassettes(item)
    item.stash[_PASSED] = True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """What the test has recorded is written by now."""
    yield
    if item.stash.get(_PASSED, False):
        _check_cassettes(item)


def _check_cassettes(item: pytest.Item) -> None:
    used: dict[str, Any] = getattr(item, "funcargs", {})
    replayed = "claude_server" in used and used["claude_server"].state.recorded.paths
    if used.get("vcr") is not None or replayed:
        from .cassettes import check

        check(item)


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
) -> Iterator[LocalServer]:
    """The Claude API on loopback, as new, with the faults of the test's `claude_faults` marks.

    While a test uses it, clients of the test reach it with the network blocked.
    """
    from .loopback import reachable

    server = claude_server_of_session
    server.state.reset(claude_server_settings)
    for mark in request.node.iter_markers("claude_faults"):
        for name in mark.args:
            server.fault(name, **mark.kwargs)
    with reachable(server.url):
        yield server


@pytest.fixture
def claude_cassette(request: pytest.FixtureRequest) -> Any:
    """A cassette of vcrpy that holds no secret: replayed, or recorded with `pytest --record-mode=once` and your ANTHROPIC_API_KEY."""
    try:
        return request.getfixturevalue("vcr")
    except pytest.FixtureLookupError:
        return pytest.fail("claude_cassette needs pytest-recording: pip install pytest-recording", pytrace=False)


@pytest.fixture
def claude(request: pytest.FixtureRequest) -> Iterator[Claude]:
    """A client of `claude_server`; with `claude_cassette`, of the API as recorded."""
    from claudewire import Claude

    key, base_url, proxy = _address(request)
    with Claude(api_key=key, base_url=base_url, proxy=proxy) as client:
        yield client


@pytest.fixture
def async_claude(request: pytest.FixtureRequest) -> AsyncClaude:
    """Async version of `claude`. Close it in its event loop: `async with async_claude: …`."""
    from claudewire import AsyncClaude

    key, base_url, proxy = _address(request)
    return AsyncClaude(api_key=key, base_url=base_url, proxy=proxy)


def _address(request: pytest.FixtureRequest) -> tuple[str, str | None, str | None]:
    """Return key, base URL and proxy. None is what the environment says, or the API's own; the local server needs no proxy."""
    if "claude_cassette" in request.fixturenames:
        return os.environ.get("ANTHROPIC_API_KEY") or KEY, None, None  # a replay needs no key
    return KEY, request.getfixturevalue("claude_server").url, ""
