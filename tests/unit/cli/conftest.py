"""A local server in the environment, and commands of this process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator

import pytest

from claudewire.cli import main
from claudewire.testing import LocalServer

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    with LocalServer(batch_seconds=0.05) as running:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", running.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
        monkeypatch.delenv("ANTHROPIC_MODEL", raising=False)
        yield running


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        status = main(words)
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run
