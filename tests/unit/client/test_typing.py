"""The programs in `tests/typing` are understood, and the mistakes there are found, by both type checkers."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "typing"
LINES = (FOLDER / "mistakes.py").read_text(encoding="utf-8").splitlines()
CHECKERS = ["pyright", "mypy"]
ERROR = re.compile(r"(\w+)\.py:(\d+):.*error: .*")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`mistakes.py` without what excuses each of them."""
    file = tmp_path_factory.mktemp("bare") / "bare.py"
    file.write_text("\n".join(line.partition("  # type: ignore")[0] for line in LINES), encoding="utf-8")
    return file


@cache
def errors(checker: str, bare: Path) -> list[tuple[str, int, str]]:
    """Module, line and text of what it says, in its strict mode as `pyproject.toml` sets it."""
    files = [FOLDER / "api.py", FOLDER / "mistakes.py", bare]
    command = [sys.executable, "-m", checker, *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    found = [(m[1], int(m[2]), m[0]) for line in done.stdout.splitlines() if (m := ERROR.search(line))]
    assert found, done.stdout + done.stderr
    return found


@pytest.mark.parametrize("checker", CHECKERS)
def test_programs_are_understood_and_mistakes_found(checker: str, bare: Path):
    """Where no mistake is found, its excuse is an error: both checkers want none that excuses nothing."""
    assert [text for module, _, text in errors(checker, bare) if module != "bare"] == []


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_mistake_that_nothing_excuses_is_reported(checker: str, bare: Path):
    """So the test above can fail."""
    expected = {number for number, line in enumerate(LINES, 1) if "# type: ignore" in line}
    assert expected <= {number for module, number, _ in errors(checker, bare) if module == "bare"}
