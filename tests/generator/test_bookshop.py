"""A document of somebody else gives a package that works by itself: the proof that the generator and this API are apart."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import __main__ as cli
from generator import load
from generator import schemas as S

HERE = Path(__file__).parent / "bookshop"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bookshop")
    options = ["--profile", "openapi", "--package", "bookshop", "--spec", str(HERE / "openapi.yaml")]
    assert cli.main(["generate", *options, "--output", str(folder)]) == 0
    return folder


def test_the_document_has_ten_operations_and_nothing_of_ours():
    document = load.bundle(HERE / "openapi.yaml").document
    assert len(list(S.operations(document))) == 10
    assert not re.search(r"^\s*x-", (HERE / "openapi.yaml").read_text(encoding="utf-8"), re.MULTILINE)


def test_lint_finds_nothing_wrong_with_it(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["lint", "--profile", "openapi", "--spec", str(HERE / "openapi.yaml")]) == 0
    assert capsys.readouterr().out == "the document is clean\n"


def test_the_package_passes_its_own_tests(output: Path):
    command = [sys.executable, "-I", str(HERE / "shop.py"), str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 12


def test_the_package_has_no_options_and_files_of_ours(output: Path):
    names = {path.name for path in output.rglob("*.py")}
    assert not names & {"betas.py", "versions.py"}
    assert "betas" not in (output / "bookshop" / "resources" / "books.py").read_text(encoding="utf-8")


def test_type_checkers_find_nothing_wrong_with_it(output: Path):
    (output / "pyrightconfig.json").write_text('{"pythonVersion": "3.11"}')
    command = [sys.executable, "-m", "pyright", "-p", str(output), "--pythonpath", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
