"""The acceptance cases of the design, and the tests that hold them.

`python -m tests.acceptance` runs those tests and writes docs/acceptance.md. A test names its cases at the beginning of its docstring:
`R-7.`, `F-11 and R-17`, `B-1 to B-7`, `Vector 48`. Rows of a vector file have their number in `n`.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

ROOT: Final = Path(__file__).resolve().parents[1]
TESTS: Final = ROOT / "tests"
PAGE: Final = ROOT / "docs" / "acceptance.md"
#: Letter → what the cases are about, and how many there are.
CASES: Final = {
    "S": ("Structured outputs", 21),
    "F": ("Functions as tools", 15),
    "R": ("The loop", 19),
    "M": ("Memory and editor", 9),
    "P": ("MCP", 7),
    "B": ("Fallbacks", 7),
    "W": ("Middleware and raw verbs", 6),
    "O": ("OpenTelemetry", 7),
    "C": ("Credentials", 9),
    "H": ("Webhooks", 5),
}
#: Vectors of the clouds: requests and responses by number, and signatures.
VECTORS: Final = (*map(str, range(1, 107)), *(f"S{n}" for n in range(1, 8)))
#: Vector file → the function whose parameters its rows are.
ROWS: Final = {
    "platforms.json": "unit/platforms/test_requests.py::test_request_is_that_of_the_vector",
    "platform_calls.json": "unit/platforms/test_calls.py::test_call_ends_as_the_vector_says",
}
_NAMED: Final = re.compile(r"\b([A-Z])-(\d+)(?: to \1-(\d+))?")
_VECTOR: Final = re.compile(r"^Vectors? (S?\d+)(?: to S?(\d+))?(?:(?:, | and )(S?\d+))*")


def all_cases() -> list[str]:
    """Return the names of all cases, in the order of the page."""
    named = [f"{letter}-{n}" for letter, (_, count) in CASES.items() for n in range(1, count + 1)]
    return [*named, *(f"vector {n}" for n in VECTORS)]


def cases_of(docstring: str) -> list[str]:
    """Return the cases that a docstring names."""
    head = docstring.partition("\n")[0]
    found: list[str] = []
    for letter, first, last in _NAMED.findall(head):
        if letter in CASES:
            found += [f"{letter}-{n}" for n in range(int(first), int(last or first) + 1)]
    if head.startswith("Vector"):
        listed = _VECTOR.match(head)
        numbers = re.findall(r"S?\d+", listed[0]) if listed else []
        if listed and " to " in listed[0]:
            prefix = "S" if numbers[0].startswith("S") else ""
            numbers = [f"{prefix}{n}" for n in range(int(numbers[0].lstrip("S")), int(numbers[1].lstrip("S")) + 1)]
        found += [f"vector {n}" for n in numbers]
    return found


def named_tests() -> dict[str, list[str]]:
    """Return the tests of each case: `file::name`, and for a row of a vector file also its number: `file::name[48]`."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((TESTS / "unit").rglob("test_*.py")):
        for name, docstring in _functions(ast.parse(path.read_text(encoding="utf-8"))):
            for case in cases_of(docstring):
                found[case].append(f"{path.relative_to(TESTS)}::{name}")
    for file, test in ROWS.items():
        for row in json.loads((TESTS / "vectors" / file).read_text(encoding="utf-8"))["vectors"]:
            for number in re.findall(r"S?\d+", str(row["n"])):
                if f"{test}[{number}]" not in found[f"vector {number}"]:
                    found[f"vector {number}"].append(f"{test}[{number}]")
    return found


def _functions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        inner = [*node.body] if isinstance(node, ast.ClassDef) else [node]
        for item in inner:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and item.name.startswith("test_"):
                prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
                yield f"{prefix}{item.name}", ast.get_docstring(item) or ""


def run(files: set[str]) -> dict[str, list[bool]]:
    """Run test files, and return for each test, `file::name`, and `file::name[number]`, whether its parameters pass."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        paths = [f"tests/{file}" for file in sorted(files)]
        options = ["-q", "-p", "no:cacheprovider", f"--junitxml={report}"]
        subprocess.run([sys.executable, "-m", "pytest", *options, *paths], cwd=ROOT, check=False, capture_output=True)
        cases = list(ET.parse(report).iter("testcase"))
    out: dict[str, list[bool]] = defaultdict(list)
    for case in cases:
        module = (case.get("classname") or "").split(".")
        place = next(n for n, part in enumerate(module) if part.startswith("test_"))
        file = f"{'/'.join(module[1 : place + 1])}.py"
        name, _, parameters = (case.get("name") or "").partition("[")
        passed = case.find("failure") is None and case.find("error") is None and case.find("skipped") is None
        key = "::".join([file, *module[place + 1 :], name])
        out[key].append(passed)
        for number in re.findall(r"S?\d+", parameters.partition(" ")[0].partition("-")[0]):
            out[f"{key}[{number}]"].append(passed)
    return out


def page(tests: dict[str, list[str]], results: dict[str, list[bool]]) -> str:
    """Return the page: case, tests, result."""
    lines = [
        "# Acceptance cases",
        "",
        "What the parts of this package have to do, by numbered cases, and the tests that hold them, below `tests/`. `make acceptance`",
        "runs these tests and writes this page; the number in the result counts the parameters of the tests.",
    ]
    titles = {letter: title for letter, (title, _) in CASES.items()} | {
        "v": "Clouds: vectors of requests, streams, errors and signatures"
    }
    before = ""
    for case in all_cases():
        if case[0] != before:
            before = case[0]
            lines += ["", f"## {titles[before]}", "", "| case | tests | result |", "|---|---|---|"]
        names = tests.get(case, [])
        outcomes = [passed for name in names for passed in results.get(name, [False])]
        result = f"{sum(outcomes)} of {len(outcomes)} pass" if outcomes else "**no test**"
        lines.append(f"| {case} | {'<br>'.join(f'`{name}`' for name in names)} | {result} |")
    return "\n".join([*lines, ""])


def main() -> int:
    tests = named_tests()
    results = run({name.partition("::")[0] for names in tests.values() for name in names})
    PAGE.write_text(page(tests, results), encoding="utf-8")
    bad = [
        case
        for case in all_cases()
        if not tests.get(case) or not all(p for n in tests[case] for p in results.get(n, [False]))
    ]
    print(f"{len(all_cases()) - len(bad)} of {len(all_cases())} cases hold")
    for case in bad:
        print(f"  {case}: {', '.join(tests.get(case, [])) or 'no test'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
