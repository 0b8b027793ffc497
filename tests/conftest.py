"""Fixtures that several folders share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.server import FaultServer

KEY = "sk-ant-api03-CANARY-canary-0123456789"


@pytest.fixture(scope="session")
def fault_server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not depend on the keys, addresses and proxies of whoever runs them."""
    import os

    for name in list(os.environ):
        if name.startswith(("ANTHROPIC_", "CLAUDEWIRE_LOG")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
