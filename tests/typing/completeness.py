"""`python -m tests.typing.completeness`: every public name of both packages has a known type, as users of a type checker see it.

pyright judges installed packages only, so both are copied into an environment of their own first.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"claudewire": ROOT / "overlays" / "claudewire", "claudewire_api": ROOT / "generated" / "claudewire_api"}


def judge(package: str, environment: Path) -> dict[str, Any]:
    """Return what pyright says of the types of an installed package."""
    command = [
        str(Path(sys.executable).parent / "pyright"),
        "--ignoreexternal",
        "--outputjson",
        "--verifytypes",
        package,
    ]
    path = f"{environment / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    variables = {**os.environ, "VIRTUAL_ENV": str(environment), "PATH": path}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=variables, cwd=environment)
    report: dict[str, Any] = json.loads(done.stdout)["typeCompleteness"]
    return report


def main() -> int:
    """Print the score of both packages, and what is missing. Returns 1 below 100 %."""
    missing = False
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder)
        venv.create(environment, symlinks=True)
        (site,) = environment.glob("lib/python*/site-packages")
        for name, source in PACKAGES.items():
            shutil.copytree(source, site / name, ignore=shutil.ignore_patterns("__pycache__"))
        (site / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
        for name in PACKAGES:
            report = judge(name, environment)
            names = sum(report["exportedSymbolCounts"].values())
            print(f"{name}: {report['completenessScore']:.2%} of {names:,} public names have a known type")
            for symbol in report["symbols"]:
                if not symbol["isTypeKnown"] or symbol["isTypeAmbiguous"]:
                    missing = True
                    for problem in symbol["diagnostics"]:
                        if "docstring" not in problem["message"]:
                            print(f"  {symbol['name']}: {problem['message']}")
            missing |= report["completenessScore"] < 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
