"""Names of models in what users read are the newest of each line. `make docs` fails on any other, `make model-names` replaces them.

The one place is the enum `Model` of `spec/schemas/messages_request.yaml`, which lists the newest first, and its `x-retires`. A line of
text that is about an older model has `older model` in it, or its page is named in `ABOUT_OLDER_MODELS`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
#: What users read: pages, programs, help.
READ = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/**/*.md",
    "docs/**/*.ipynb",
    "examples/**/*.py",
    "spec/examples/*.json",
    "overlays/claudewire/__init__.py",
    "overlays/claudewire/cli/*.py",
)
#: Pages whose subject is older models: names on other platforms, changes of API versions, what was measured, what the official SDK has.
ABOUT_OLDER_MODELS = (
    "platforms",
    "migration-",
    "tools-tested",
    "official-tests",
    "acceptance",
    "clients",
    "diff-compared",
    "performance",
    "official-sdk",
    "coming-from",
    "models_list",
    "error_not_found",
)
_NAME = re.compile(
    r"\bclaude-(?:(?P<line>opus|sonnet|haiku|fable|mythos)-)?(?P<rest>\d[\w.]*(?:-[\w.]+)*|instant[\w.-]*|preview)"
)


class Problem(NamedTuple):
    """A name that is not the newest of its line."""

    file: Path
    line: int
    name: str
    why: str
    newest: str | None


def newest_of_each_line(document: Any) -> dict[str, str]:
    """Return line → its newest model that is neither deprecated nor retired."""
    model = document["components"]["schemas"]["Model"]
    names: list[str] = next(part["enum"] for part in model["anyOf"] if "enum" in part)
    newest: dict[str, str] = {}
    for name in names:
        if name not in model["x-retires"]:
            newest.setdefault(name.split("-")[1], name)
    return newest


def problems_in(text: str, file: Path, document: Any) -> Iterator[Problem]:
    """Yield the names in a text that are not current."""
    newest = newest_of_each_line(document)
    days = document["components"]["schemas"]["Model"]["x-retires"]
    for number, line in enumerate(text.splitlines(), 1):
        if "older model" in line:
            continue
        for found in _NAME.finditer(line):
            name = found[0].rstrip(".")
            current = newest.get(found["line"] or "")
            if name == current:
                continue
            why = f"stops working on {days[name]}" if name in days else "is not the newest of its line"
            yield Problem(file, number, name, why, current)


def files() -> Iterator[Path]:
    """Yield the files that are checked."""
    for pattern in READ:
        for file in sorted(ROOT.glob(pattern)):
            if not file.stem.startswith(ABOUT_OLDER_MODELS) and "cassettes" not in file.parts:
                yield file


def problems(document: Any) -> list[Problem]:
    """Return the problems of all files."""
    return [p for file in files() for p in problems_in(file.read_text(encoding="utf-8"), file, document)]


def main() -> int:
    """Replace what has a successor; report the rest. Returns the exit status."""
    from generator import load

    argparse.ArgumentParser(description=__doc__).parse_args()
    document = load.bundle(ROOT / "spec").document
    for file in {problem.file for problem in problems(document)}:
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        for problem in problems_in("".join(lines), file, document):
            if problem.newest:
                lines[problem.line - 1] = lines[problem.line - 1].replace(problem.name, problem.newest)
        file.write_text("".join(lines), encoding="utf-8")
        print(f"{file.relative_to(ROOT)}: model names replaced")
    for problem in (left := problems(document)):
        print(f"{problem.file}:{problem.line}: {problem.name} {problem.why}", file=sys.stderr)
    return 1 if left else 0


def on_config(config: Any) -> Any:
    """Fail the build on a name that is not current."""
    from mkdocs.exceptions import PluginError

    from generator import load

    found = problems(load.bundle(ROOT / "spec").document)
    if found:
        shown = "\n".join(f"{p.file.relative_to(ROOT)}:{p.line}: {p.name} {p.why}" for p in found)
        raise PluginError(f"names of models that are not current (`make model-names` replaces them):\n{shown}")
    return config


if __name__ == "__main__":
    sys.exit(main())
