"""The pytest plugin, as a user's project sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

PROJECT = """
import pytest
from claudewire import InternalServerError, OverloadedError


def ask(client):
    messages = [{"role": "user", "content": "Hello"}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=50, messages=messages).content[0].text


def test_a_scripted_answer(claude_server, claude):
    claude_server.reply("Scripted")
    assert ask(claude) == "Scripted"


def test_nothing_is_left_of_the_test_before(claude_server, claude):
    assert claude_server.requests == []
    assert "canned" in ask(claude)


@pytest.mark.claude_faults("overloaded", times=None)
def test_a_fault(claude):
    with pytest.raises(OverloadedError):
        ask(claude.with_options(max_retries=0))


@pytest.mark.claude_faults("stream_error", after_events=3)
def test_a_fault_in_a_stream(claude):
    messages = [{"role": "user", "content": "Hello"}]
    with claude.messages.stream(model="claude-haiku-4-5", max_tokens=50, messages=messages) as stream:
        with pytest.raises(OverloadedError):
            stream.until_done()


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_an_asynchronous_client(async_claude, anyio_backend):
    async with async_claude as client:
        messages = [{"role": "user", "content": "Hello"}]
        answer = await client.messages.create(model="claude-haiku-4-5", max_tokens=50, messages=messages)
    assert "canned" in answer.content[0].text


class TestSettings:
    @pytest.fixture
    def claude_server_settings(self):
        from claudewire.testing import Limits, Settings

        return Settings(limits=Limits(requests=1))

    def test_a_limit(self, claude):
        ask(claude)
        from claudewire import RateLimitError

        with pytest.raises(RateLimitError):
            ask(claude.with_options(max_retries=0))
"""


def test_a_project_uses_the_fixtures(tmp_path: Path) -> None:
    (tmp_path / "test_project.py").write_text(PROJECT)
    sources = os.pathsep.join([str(REPOSITORY / "overlays"), str(REPOSITORY / "generated")])
    # Without autoloading, so that the test is the same whether or not claudewire is installed.
    environment = {**os.environ, "PYTHONPATH": sources, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    plugins = ["-p", "claudewire.testing.plugin", "-p", "anyio.pytest_plugin"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--strict-markers", *plugins, str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "7 passed" in done.stdout


def test_the_plugin_needs_no_extra_until_a_fixture_is_used() -> None:
    """Pytest loads it wherever claudewire is installed, with or without the extra."""
    sources = os.pathsep.join([str(REPOSITORY / "overlays"), str(REPOSITORY / "generated")])
    code = (
        "import sys; sys.modules['starlette'] = sys.modules['uvicorn'] = sys.modules['httpx'] = None\n"
        "import claudewire.testing.plugin, claudewire.testing, claudewire.cli\n"
        "try:\n    claudewire.testing.LocalServer().start()\n"
        "except ImportError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": sources},
        check=False,
    )
    assert "pip install 'claudewire[testing]'" in done.stdout, done.stderr
