"""What is built is what is tested: wheel and sdist, installed into a clean environment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel and sdist, built without asking any index."""
    out = tmp_path_factory.mktemp("dist")
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ".", cwd=ROOT, env=env)
    return out


@pytest.fixture(scope="module")
def clean(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment that holds the wheel.

    Its dependencies are lent by this environment through a plain path line: no index is asked, and the editable install of the
    source tree, which is a .pth file itself, is not followed.
    """
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    (wheel,) = dist.glob("*.whl")
    run(
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--python",
        python,
        wheel,
        cwd=home,
    )
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "zz_dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_wheel_holds_both_packages_and_nothing_else(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"claudewire", "claudewire_api"}
    for needed in ("claudewire/py.typed", "claudewire_api/py.typed", "claudewire_api/openapi.json"):
        assert needed in names


def test_the_sdist_can_regenerate(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    for needed in (
        "spec/openapi.yaml",
        "generator/__main__.py",
        "generator/templates/model.py.jinja",
        "Makefile",
        "LICENSE",
    ):
        assert needed in names


def test_building_twice_gives_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600"}
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, ".", cwd=ROOT, env=env)
    (first,), (second,) = dist.glob("*.whl"), tmp_path.glob("*.whl")
    assert first.read_bytes() == second.read_bytes()


def test_the_installed_wheel_is_what_is_imported(clean: Path, tmp_path: Path) -> None:
    code = "import claudewire, claudewire_api, json; print(json.dumps([claudewire.__file__, claudewire_api.__file__]))"
    for file in json.loads(run(clean, "-c", code, cwd=tmp_path)):
        assert Path(file).is_relative_to(clean.parents[1])


def test_the_tour_runs_from_the_wheel(clean: Path, tmp_path: Path) -> None:
    tour = tmp_path / "tour.py"
    tour.write_text((ROOT / "examples" / "tour.py").read_text(encoding="utf-8"), encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ANTHROPIC_", "CLAUDEWIRE_"))}
    printed = run(clean, tour, cwd=tmp_path, env=env)
    assert "req_" in printed


def test_a_users_project_is_tested_with_the_wheel(clean: Path, tmp_path: Path) -> None:
    """`examples/testing/`: a scripted answer, a fault and a cassette, through the fixtures that the wheel brings."""
    project = tmp_path / "greeter"
    shutil.copytree(ROOT / "examples" / "testing", project, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    # The dependencies are lent by an environment with plugins that this project would not have.
    lent = ["-p", "no:schemathesis", "-p", "no:randomly"]
    printed = run(clean, "-m", "pytest", "-q", *lent, cwd=project)
    assert "3 passed" in printed
    where = "import claudewire.testing.plugin as plugin; print(plugin.__file__)"
    assert Path(run(clean, "-c", where, cwd=project).strip()).is_relative_to(clean.parents[1])


def test_importing_the_package_loads_neither_httpx_nor_a_model(clean: Path, tmp_path: Path) -> None:
    code = (
        "import sys, claudewire; "
        "print([m for m in sys.modules if m.split('.')[0] in ('httpx', 'attr', 'attrs') or m.startswith('claudewire_api.models')])"
    )
    assert run(clean, "-c", code, cwd=tmp_path).strip() == "[]"
