"""The official tests of what stands above a call: tools, threads, memory, MCP, fallbacks, middleware, tracing, credentials, webhooks.

`python -m tests.dropin.parts` runs them over `claudewire.compat`, and writes docs/official-tests.md: how many pass, and for each that
does not its reason. The reasons are in reasons.json; a failure without one makes the command fail. Names as arguments run parts.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from .reasons import by_reason, reason_of, reasons_table
from .run import HERE, ROOT, compat_environment, environment, source

VERSION: Final = "2.14.0"
PAGE: Final = ROOT / "docs" / "official-tests.md"
RESULTS: Final = HERE / "parts.json"
#: Part → files and folders below `tests` of the official SDK.
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "typed responses": ("lib/_parse", "lib/test_output_format_helpers.py"),
    "functions": ("lib/tools/test_functions.py",),
    "loop": ("lib/tools/test_runners.py",),
    "eager tools": ("lib/tools/test_runner_eager_tools.py",),
    "threads": ("lib/threads",),
    "memory": ("lib/tools/memory_tools",),
    "MCP": ("lib/tools/test_mcp_tool.py",),
    "fallbacks": ("lib/test_refusal_fallback.py", "lib/test_refusal_fallback_streaming.py"),
    "middleware": ("test_middleware.py",),
    "tracing": ("test_open_telemetry.py", "test_tracing.py"),
    "tracing of tools": ("lib/tools/test_open_telemetry.py",),
    "credentials": ("lib/test_credentials.py",),
    "webhooks": ("api_resources/beta/test_webhooks.py",),
}
PACKAGES: Final = (
    "pytest", "pytest-asyncio", "respx", "pydantic>=2", "inline-snapshot", "dirty-equals", "standardwebhooks", "mcp", "rich",
    "opentelemetry-sdk",
    "docstring-parser", "time-machine", "pytest-timeout", "http-snapshot[httpx]==0.1.9",
)  # fmt: skip
_STRICT: Final = re.compile(r"_strict_response_validation=[^,)]+,?\s*")


def copied_tests(folder: Path) -> Path:
    """Copy the official tests, for httpx in the place of httpx2 and without an argument that only the official SDK has."""
    tests = folder / "tests"
    shutil.copytree(source(VERSION) / "tests", tests)
    for path in tests.rglob("*.py"):
        text = path.read_text(encoding="utf-8").replace("httpx2", "httpx")
        text = text.replace("if span.name == name]", "if official_span(span) == name]")
        path.write_text(_STRICT.sub("", text), encoding="utf-8")
    shutil.copy(HERE / "parts_suite" / "conftest.py", tests / "conftest.py")
    return tests


def run_part(python: Path, tests: Path, part: str) -> dict[str, Any]:
    """Run the tests of a part. Returns `passed`, `skipped`, and `failed`: name → how often, and the first line of the error."""
    report = tests.parent / "report.xml"
    report.unlink(missing_ok=True)
    options = ["-q", "-p", "claudewire.compat", "-p", "no:cacheprovider", "-o", "asyncio_mode=auto", "-W", "ignore"]
    options += ["--continue-on-collection-errors", "--tb=line", "--timeout=20", f"--junitxml={report}"]
    places = [f"tests/{place}" for place in PARTS[part] if (tests / place).exists()]
    done = subprocess.run(
        [str(python), "-m", "pytest", *options, *places],
        cwd=tests.parent, env=compat_environment(), capture_output=True, text=True, timeout=1500, check=False,
    )  # fmt: skip
    if not report.exists():
        raise SystemExit(f"{part}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    found: dict[str, Any] = {"passed": 0, "skipped": 0, "failed": {}}
    ended = set[tuple[str, str]]()  # an error while a failed test is taken down is not counted again
    for case in ET.parse(report).iter("testcase"):
        key = (case.get("classname") or "", case.get("name") or "")
        problem = next((child for child in case if child.tag in ("failure", "error")), None)
        if case.find("skipped") is not None:
            found["skipped"] += 1
        elif problem is None:
            found["passed"] += 1
        elif key not in ended:
            ended.add(key)
            name, error = key[1].partition("[")[0], _first_line(problem)
            entry = found["failed"].setdefault(name, {})
            entry[error] = entry.get(error, 0) + 1
    return found


def _first_line(problem: ET.Element) -> str:
    text = (problem.get("message") or problem.text or "").strip() or "?"
    line = text.splitlines()[0]
    if line == "collection failure":
        line = next((line[2:].strip() for line in (problem.text or "").splitlines() if line.startswith("E ")), line)
    return re.sub(r"0x[0-9a-f]+|/tmp/\S+|\d{4,}", "…", line)[:140]


def failures(found: Mapping[str, Any]) -> int:
    """Return how many tests of a part do not pass."""
    return sum(sum(errors.values()) for errors in found["failed"].values())


def page(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the page of all parts."""
    lines = [
        "# Official tests of the parts above a call",
        "",
        f"The tests of `anthropic` {VERSION} for tools, loops, threads, memory, MCP, fallbacks, middleware, tracing, credentials and",
        "webhooks, run with this package in the place of the official one (`make official-parts` writes this page). The adapter is",
        "`tests/dropin/parts_suite/conftest.py`: `httpx` stands for `httpx2`, `open_telemetry=` is `Telemetry`, and private names",
        "of the official SDK are placeholders, which fail when a test uses them. Tests are counted with their parameters. The reason",
        "belongs to the first thing in a test that fails; reasons are chosen by patterns (`tests/dropin/reasons.json`), by test and error.",
        "The tests of the resources are on [another page](official-sdk.md).",
        "",
        "| part | pass | fail | skipped by themselves |",
        "|---|--:|--:|--:|",
    ]
    details: list[str] = []
    for part, found in results.items():
        lines.append(f"| {part} | {found['passed']} | {failures(found)} | {found['skipped']} |")
        if found["failed"]:
            details += ["", f"## {part[0].upper()}{part[1:]}", *reasons_table(by_reason(part, found["failed"]))]
    return "\n".join([*lines, *details, ""])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run the official tests of the parts above a call over this package.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="default: all")
    wanted = parser.parse_args(arguments).parts or list(PARTS)
    python = environment("parts", *PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        tests = copied_tests(Path(folder))
        for part in wanted:
            found = run_part(python, tests, part)
            print(f"{part}: {found['passed']} pass, {failures(found)} fail", flush=True)
            stored: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
            results = {name: found if name == part else stored[name] for name in PARTS if name in {part, *stored}}
            RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(page(results), encoding="utf-8")
    unknown = [
        f"{part}: {test}: {error}"
        for part in wanted
        for test, errors in results[part]["failed"].items()
        for error in errors
        if reason_of(part, test, error) is None
    ]
    for line in unknown:
        print(f"no reason: {line}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
