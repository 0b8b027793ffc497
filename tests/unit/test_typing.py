"""The programs in `tests/typing` are understood, and the mistakes there are found, by both type checkers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("checker", ["pyright", "mypy"])
def test_programs_are_understood_and_mistakes_found(checker: str):
    """Both in their strict modes, as `pyproject.toml` sets them."""
    files = ["tests/typing/api.py", "tests/typing/mistakes.py"]
    done = subprocess.run(
        [sys.executable, "-m", checker, *files], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("checker", "setting"),
    [("pyright", "--pythonpath"), ("mypy", "--cache-dir")],
)
def test_a_mistake_that_nothing_excuses_is_reported(checker: str, setting: str, tmp_path: Path):
    """So the test above can fail."""
    text = (ROOT / "tests/typing/mistakes.py").read_text(encoding="utf-8")
    bare = "\n".join(line.partition("  # type: ignore")[0] for line in text.splitlines())
    (tmp_path / "bare.py").write_text(bare, encoding="utf-8")
    value = sys.executable if checker == "pyright" else str(tmp_path / "cache")
    done = subprocess.run(
        [sys.executable, "-m", checker, setting, value, str(tmp_path / "bare.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    reported = {
        line.partition("bare.py:")[2].partition(":")[0] for line in done.stdout.splitlines() if "error:" in line
    }
    expected = {str(n) for n, line in enumerate(text.splitlines(), 1) if "# type: ignore" in line}
    assert expected <= reported, done.stdout
