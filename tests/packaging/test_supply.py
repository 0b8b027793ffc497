"""What SECURITY.md says of dependencies and workflows is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_the_security_page_names_every_dependency_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(name for names in extras.values() for name in names)]
    named = {match[0].lower() for text in wanted if (match := re.match(r"[A-Za-z0-9._-]+", text))}
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    section = page.partition("**Few dependencies.**")[2].partition("Development")[0]
    assert set(re.findall(r"`([^`]+)`", section)) == named | set(extras)


def test_every_requirement_of_development_has_a_hash() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    requirements = [line for line in lines if re.match(r"[A-Za-z0-9]", line)]
    assert len(requirements) > 20
    assert [line for line in requirements if "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_to_commits_and_leave_no_credentials(path: Path) -> None:
    text = path.read_text("utf-8")
    used = re.findall(r"uses: *(\S+)", text)
    assert [name for name in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name)] == []
    assert text.count("actions/checkout@") == len(re.findall(r"persist-credentials: false", text))
    assert re.search(r"^permissions:", text, re.MULTILINE)
