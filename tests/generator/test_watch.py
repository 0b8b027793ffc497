"""`python -m generator watch`: a save is followed by a run, a mistake by a line."""

from __future__ import annotations

import pytest

from generator import watch as module
from generator.problems import Problem, SpecError


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 0)


def test_it_runs_at_once_and_after_each_save(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("1")
    runs = []

    def run():
        runs.append(file.read_text())
        if len(runs) < 3:
            file.write_text("saved " * len(runs))
            (tmp_path / f"{len(runs)}.yaml").write_text("new")

    assert module.watch(tmp_path, run, turns=6) == 0
    assert runs == ["1", "saved ", "saved saved "]


def test_without_a_save_nothing_runs_again(tmp_path):
    (tmp_path / "a.yaml").write_text("1")
    runs = []
    module.watch(tmp_path, lambda: runs.append(1), turns=5)
    assert runs == [1]


def test_a_mistake_is_told_and_the_next_save_mends_it(tmp_path, capsys):
    (tmp_path / "a.yaml").write_text("1")

    def run():
        if len(list(tmp_path.iterdir())) == 1:
            (tmp_path / "b.yaml").write_text("mended")
            raise SpecError([Problem("a.yaml", 3, "is not YAML")])

    module.watch(tmp_path, run, turns=3)
    assert f"{tmp_path.name}/a.yaml:3: is not YAML" in capsys.readouterr().err


def test_ctrl_c_ends_it(tmp_path):
    (tmp_path / "a.yaml").write_text("1")

    def run():
        raise KeyboardInterrupt

    assert module.watch(tmp_path, run) == 0
