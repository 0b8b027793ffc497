"""The Python of the documentation runs. Blocks of a page are one program; a block with a title is a file for pytest."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from claudewire.testing import LocalServer, Settings

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r'^```python(?: title="(?P<title>[^"]+)")?\n(?P<code>.*?)^```$', re.MULTILINE | re.DOTALL)
#: Pages of other parts of the project show fragments, not programs.
PAGES = [
    "index",
    "getting-started",
    "streaming",
    "errors",
    "betas",
    "middleware",
    "rate-limits",
    "telemetry",
    "webhooks",
    "credentials",
    "structured-outputs",
    "tools",
    "bulk",
    "tool-loop",
    "memory",
    "mcp",
    "fallbacks",
    "models",
    "testing",
    "contract",
]


def blocks(page: str) -> Iterator[tuple[str | None, str, int]]:
    """Title, code and line of each block."""
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        yield found["title"], found["code"], text[: found.start("code")].count("\n")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalServer]:
    monkeypatch.chdir(tmp_path)  # where programs write their files
    with LocalServer(batch_seconds=0.05) as running:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", running.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
        yield running


@pytest.mark.parametrize("page", PAGES)
def test_the_blocks_of_a_page_run_one_after_the_other(page: str, server: LocalServer) -> None:
    program = {"__name__": "__main__"}
    found = [(code, line) for title, code, line in blocks(page) if title is None]
    assert found
    for code, line in found:
        # Blank lines in front: a failure names the line of the page.
        exec(compile("\n" * line + code, f"docs/{page}.md", "exec", dont_inherit=True), program)


@pytest.mark.parametrize(("page", "title"), [(p, t) for p in PAGES for t, _, _ in blocks(p) if t])
def test_a_block_with_a_title_is_a_test_file_that_passes(page: str, title: str, tmp_path: Path) -> None:
    (code,) = [code for found, code, _ in blocks(page) if found == title]
    (tmp_path / title).write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", title]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


#: Page of a cloud → platform of the local server, and the environment of its program.
CLOUDS: dict[str, tuple[str, dict[str, str]]] = {
    "amazon": (
        "bedrock",
        {
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            "ANTHROPIC_BEDROCK_BASE_URL": "{url}",
        },
    ),
    "google": ("vertex", {"ANTHROPIC_VERTEX_BASE_URL": "{url}/v1"}),
    "microsoft": (
        "foundry",
        {"ANTHROPIC_FOUNDRY_API_KEY": "key-of-a-test", "ANTHROPIC_FOUNDRY_BASE_URL": "{url}/anthropic"},
    ),
}


@pytest.mark.parametrize("page", CLOUDS)
def test_the_first_call_of_a_cloud_runs(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    platform, environment = CLOUDS[page]
    token = SimpleNamespace(valid=True, token="token-of-a-test", expiry=None)
    monkeypatch.setattr("google.auth.default", lambda scopes: (token, "my-project"))
    with LocalServer(Settings(platform=platform)) as server:
        for name, value in environment.items():
            monkeypatch.setenv(name, value.format(url=server.url))
        ((_, code, _),) = blocks(f"platforms/{page}")
        program: dict[str, Any] = {}
        exec(code, program)
        program["client"].close()

        assert len(server.requests) == 1


def test_the_blocks_of_all_pages_pass_pyright(tmp_path: Path) -> None:
    """What a reader copies has no error in an editor. The programs of the cookbook pass the strict mode."""
    for page in PAGES:
        found = list(blocks(page))
        program = [code for title, code, _ in found if title] + [code for title, code, _ in found if not title]
        (tmp_path / f"page_{page.replace('-', '_')}.py").write_text("\n".join(program), encoding="utf-8")
    settings = {
        "extraPaths": [str(ROOT / "overlays"), str(ROOT / "generated")],
        "typeCheckingMode": "basic",
        "reportRedeclaration": False,
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    pyright = [str(Path(sys.executable).parent / "pyright"), "--pythonpath", sys.executable]
    done = subprocess.run(pyright, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
