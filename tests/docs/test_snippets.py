"""The Python of the documentation runs. Blocks of a page are one program; a block with a title is a file for pytest.

Every page counts, also one that is new; `EXCLUDED` has the others, with the reason."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from claudewire import NotFoundError
from claudewire.testing import LocalServer, Settings

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r'^```python(?: title="(?P<title>[^"]+)")?\n(?P<code>.*?)^```$', re.MULTILINE | re.DOTALL)
#: Pages whose Python is no program, and why.
EXCLUDED = {"CONTRIBUTING": "the skeleton of a command for a resource that does not exist"}


def text_of(page: str) -> str:
    return (ROOT / f"{page}.md").read_text(encoding="utf-8")


def blocks(page: str) -> list[tuple[str | None, str, int]]:
    """Title, code and line of each block. Programs of the repository, which pages only show, have tests of their own."""
    text = text_of(page)
    return [
        (found["title"], found["code"], text[: found.start("code")].count("\n"))
        for found in BLOCK.finditer(text)
        if not found["code"].startswith("--8<--")
    ]


FOUND = sorted(str(file.relative_to(ROOT).with_suffix("")) for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
#: Every page with Python of its own.
PAGES = [page for page in FOUND if page not in EXCLUDED and blocks(page)]
#: Pages of clouds run against the local server as that cloud.
ORDINARY = [page for page in PAGES if not page.startswith("docs/platforms/")]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalServer]:
    monkeypatch.chdir(tmp_path)  # where programs write their files
    with LocalServer(batch_seconds=0.05) as running:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", running.url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-local")
        yield running


@pytest.mark.parametrize("page", ORDINARY)
def test_the_blocks_of_a_page_run_one_after_the_other(page: str, server: LocalServer) -> None:
    program = {"__name__": "__main__"}
    found = [(code, line) for title, code, line in blocks(page) if title is None]
    for code, line in found:
        # Blank lines in front: a failure names the line of the page.
        exec(compile("\n" * line + code, f"{page}.md", "exec", dont_inherit=True), program)


def test_the_test_files_that_pages_show_pass(tmp_path: Path) -> None:
    """Blocks with a title, and the tests of the cookbook. Only the plugins that they need are loaded: the others take seconds."""
    files = {f"{page}_{title}".replace("/", "_"): code for page in ORDINARY for title, code, _ in blocks(page) if title}
    files |= {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "examples/cookbook").glob("test_*.py")}
    assert len(files) > 1
    names = [f"test_{number}.py" for number in range(len(files))]
    for name, code in zip(names, files.values(), strict=True):
        (tmp_path / name).write_text(code, encoding="utf-8")
    plugins = ["-p", "claudewire", "-p", "anyio", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", *plugins, *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [name for name in names if f"PASSED {name}" not in done.stdout] == []


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
        ((_, code, _),) = blocks(f"docs/platforms/{page}")
        program: dict[str, Any] = {}
        exec(code, program)
        program["client"].close()

        assert len(server.requests) == 1


def test_a_client_of_several_clouds_runs(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("google.auth.default", lambda scopes: (SimpleNamespace(), "my-project"))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ANTHROPIC_FOUNDRY_API_KEY"):
        monkeypatch.setenv(name, "key-of-a-test")
    monkeypatch.setenv("CLAUDEWIRE_PLATFORM", "direct")
    for _, code, _ in blocks("docs/platforms/index"):
        program: dict[str, Any] = {}
        exec(code, program)
        program["client"].close()

    assert len(server.requests) == 1


@pytest.fixture(scope="module")
def reference_snippets() -> dict[str, str]:
    """Operation → the Python of its page of the API reference."""
    from generator import load
    from generator import schemas as S

    sys.path.insert(0, str(ROOT / "docs" / "hooks"))
    try:
        from reference import Reference
    finally:
        sys.path.pop(0)
    reference = Reference(load.bundle(ROOT / "spec"))
    pages = reference.pages()
    operations = [operation["operationId"] for _, _, _, operation in S.operations(reference.document)]
    return {name: next(BLOCK.finditer(pages[f"{name}.md"]))["code"] for name in operations}


def test_the_python_of_every_operation_is_a_valid_request(
    reference_snippets: dict[str, str], server: LocalServer, tmp_path: Path
) -> None:
    """The objects that the pages name do not exist on the server; nothing else may be wrong with a request."""
    (tmp_path / "revenue.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "SKILL.md").write_text("---\nname: quarterly-report\ndescription: A report.\n---\n", encoding="utf-8")
    failed: dict[str, str] = {}
    for name, code in reference_snippets.items():
        try:
            exec(compile(code, name, "exec", dont_inherit=True), {})
        except NotFoundError:
            continue
        except Exception as error:  # the table of failures is the result
            failed[name] = f"{type(error).__name__}: {error}"

    assert failed == {}
    assert len(server.requests) >= len(reference_snippets)


def test_the_blocks_of_all_pages_pass_pyright(tmp_path: Path, reference_snippets: dict[str, str]) -> None:
    """What a reader copies has no error in an editor. The programs of the cookbook pass the strict mode."""
    for name, code in reference_snippets.items():
        (tmp_path / f"operation_{name.replace('.', '_')}.py").write_text(code, encoding="utf-8")
    for page in PAGES:
        found = blocks(page)
        program = [code for title, code, _ in found if title] + [code for title, code, _ in found if not title]
        (tmp_path / f"page_{re.sub(r'[^a-z]', '_', page.lower())}.py").write_text("\n".join(program), encoding="utf-8")
    settings = {
        "extraPaths": [str(ROOT / "overlays"), str(ROOT / "generated")],
        "typeCheckingMode": "basic",
        "reportRedeclaration": False,
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    pyright = [str(Path(sys.executable).parent / "pyright"), "--pythonpath", sys.executable]
    done = subprocess.run(pyright, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
