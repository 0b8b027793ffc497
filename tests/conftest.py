"""Fixtures that several folders share."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

# The default configuration, whatever is installed; `make test-fast` runs the same tests with the other one. Before anything of ours is
# imported: codec and transport are chosen then.
os.environ.setdefault("CLAUDEWIRE_FAST", "0")

import pytest

from claudewire._http.httpx_patches import patched_library
from tests.faults.server import FaultServer

KEY = "sk-ant-api03-CANARY-canary-0123456789"

#: Support of suites that run in environments of their own (`make dropin`).
collect_ignore = ["dropin/suite", "dropin/parts_suite"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse names of tests with an address in them: every worker of pytest-xdist would collect other names."""
    for item in items:
        if " at 0x" in item.nodeid:
            raise pytest.UsageError(f"{item.nodeid}: give this parameter an id without an address")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """A recorder or a mock that a test leaves in the place of httpx's methods would change the tests behind it."""
    yield
    assert patched_library() is None, "httpx is still patched"


@pytest.fixture(scope="session")
def fault_server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests do not depend on the keys, addresses and proxies of whoever runs them."""
    for name in list(os.environ):
        if name.startswith(("ANTHROPIC_", "CLAUDEWIRE_LOG")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    if (Path.home() / ".config" / "anthropic").exists():  # a profile would sign in where a test expects no key
        monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp()))
