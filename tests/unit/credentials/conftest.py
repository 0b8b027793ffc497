"""A token endpoint, a folder of profiles, and a workload that signs in by federation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.token_clients import Claude
from tests.support.tokens import TokenServer


@pytest.fixture(autouse=True)
def _close_clients() -> Iterator[None]:
    yield
    while Claude.made:
        Claude.made.pop().close()


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of profiles of a user who has none yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / ".config" / "anthropic"


@pytest.fixture
def workload(folder: Path, server: TokenServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A workload that signs in by federation. Returns the file with its identity token."""
    token = tmp_path / "identity-token"
    token.write_text("header.claims.signature\n")
    monkeypatch.setenv("ANTHROPIC_FEDERATION_RULE_ID", "fdrl_1")
    monkeypatch.setenv("ANTHROPIC_ORGANIZATION_ID", "00000000-0000-0000-0000-000000000001")
    monkeypatch.setenv("ANTHROPIC_IDENTITY_TOKEN_FILE", str(token))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    return token
