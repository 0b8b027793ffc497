"""A project of a user, whose tests run in a process of their own with the plugin of claudewire installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from claudewire.testing import LocalServer

REPOSITORY = Path(__file__).resolve().parents[2]
RECORDED = REPOSITORY / "tests/cassettes/recorded/messages_create.yaml"
KEY = "sk-ant-api03-Zk3nQ8vT1xYpLr7WmB2sHd9fJc5gKe4uAa6tNi0oRq-EwQAA"

ASK = """
import pytest

def ask(client):
    messages = [{"role": "user", "content": "Hello"}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=50, messages=messages).content[0].text
"""


class Project:
    """A user's project, whose tests run in a process of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def cassette(self, test: str, *change: str) -> Path:
        """A cassette for a test: the recording of a message, with one thing replaced."""
        file = self.folder / f"cassettes/test_it/{test}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = RECORDED.read_text(encoding="utf-8")
        assert not change or change[0] in text
        file.write_text(text.replace(*change) if change else text, encoding="utf-8")
        return file

    def run(
        self, tests: str, *options: str, api: LocalServer | None = None, recording: bool = True
    ) -> tuple[dict[str, str], str]:
        """The outcome of each test, and what was printed."""
        (self.folder / "test_it.py").write_text(ASK + tests, encoding="utf-8")
        plugins = [
            "claudewire.testing.plugin",
            "anyio.pytest_plugin",
            *(["pytest_recording.plugin"] if recording else []),
        ]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "overlays"), str(REPOSITORY / "generated")]),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            **({"ANTHROPIC_BASE_URL": api.url, "ANTHROPIC_API_KEY": KEY} if api else {}),
        }
        command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=short", "--strict-markers", "--color=no"]
        command += [word for plugin in plugins for word in ("-p", plugin)]
        done = subprocess.run(
            [*command, *options, "test_it.py"],
            capture_output=True,
            text=True,
            env={**environment, "COLUMNS": "400"},
            cwd=self.folder,
            timeout=120,
            check=False,
        )
        found = re.findall(r"^(PASSED|FAILED|ERROR) test_it\.py::(\w+(?:\[[^\]]*\])?)", done.stdout, re.MULTILINE)
        outcomes: dict[str, str] = {}
        for outcome, test in found:
            outcomes[test] = f"{outcomes[test]} {outcome}" if test in outcomes else outcome
        return outcomes, done.stdout + done.stderr
