"""Programs, frameworks, tracers and tests of the official SDK, run over this package through `claudewire.compat`.

`python -m tests.dropin.run` makes environments below `.venv-dropin/`, runs everything, and writes the table of docs/official-sdk.md.
Names as arguments run parts: examples, uses, tests, frameworks, tracers.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from attrs import frozen

from claudewire import Claude
from claudewire.testing import LocalServer
from tests.clients import run as clients

from .reasons import by_reason, reasons_table
from .stub import stub_server

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).parent
ENVIRONMENTS: Final = ROOT / ".venv-dropin"
PAGE: Final = ROOT / "docs" / "official-sdk.md"
RESULTS: Final = HERE / "results.json"
VERSIONS: Final = ("0.125.0", "2.14.0")
#: Examples that need no other platform, no agent and no server of their own.
EXAMPLES: Final = (
    "messages", "messages_stream", "images", "thinking", "thinking_stream", "tools", "tools_stream", "tools_runner",
    "tools_runner_search_tool", "tools_runner_deferred_streaming", "structured_outputs", "structured_outputs_streaming", "web_search",
    "web_search_stream", "batch_results", "message_threads",
)  # fmt: skip
#: What the model says in an example that needs a call of its tool.
SCRIPTS: Final[dict[str, list[Any]]] = {
    "tools": [{"tool": "get_weather", "input": {"location": "San Francisco"}}, "It is warm."],
}
#: Tests of the areas that both packages have.
SUITES: Final = (
    "test_messages.py", "test_models.py", "test_files.py", "test_skills.py", "messages", "skills",
    "beta/test_messages.py", "beta/test_models.py", "beta/test_files.py", "beta/test_skills.py", "beta/messages", "beta/skills",
)  # fmt: skip
FRAMEWORKS: Final = ("langchain-anthropic", "pydantic-ai", "litellm", "instructor", "llm")
#: Other frameworks → the module in `frameworks/`, and what to install.
MORE_FRAMEWORKS: Final = {
    "haystack": ("haystack_generator", "anthropic-haystack"),
    "inspect-ai": ("inspect_model", "inspect-ai"),
    "agno": ("agno_agent", "agno"),
    "mirascope": ("mirascope_call", "mirascope"),
}
#: Tracer → its module in `tracers/`, and what to install.
TRACERS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "opentelemetry-instrumentation-anthropic": (
        "otel_anthropic",
        ("opentelemetry-instrumentation-anthropic", "opentelemetry-sdk"),
    ),
    "opentelemetry-instrumentation-httpx": (
        "otel_httpx",
        ("opentelemetry-instrumentation-httpx", "opentelemetry-sdk"),
    ),
    "openinference": ("openinference_anthropic", ("openinference-instrumentation-anthropic", "opentelemetry-sdk")),
    "traceloop": ("traceloop_sdk", ("traceloop-sdk",)),
    "langsmith": ("langsmith_wrapper", ("langsmith",)),
    "braintrust": ("braintrust_wrapper", ("braintrust", "pytest")),
    "ddtrace": ("ddtrace_patch", ("ddtrace",)),
    "sentry": ("sentry_integration", ("sentry-sdk",)),
    "posthog": ("posthog_client", ("posthog",)),
    "logfire": ("logfire_anthropic", ("logfire",)),
    "logfire-httpx": ("logfire_httpx", ("logfire", "opentelemetry-instrumentation-httpx")),
}
#: Those that do nothing for a version of the official SDK below 1.
NEWER: Final = frozenset({"openinference", "inspect-ai"})


@frozen
class Outcome:
    """What ran, and what did not."""

    passed: int
    total: int
    #: Name → last line of its error.
    failures: dict[str, str]

    def __str__(self) -> str:
        return f"{self.passed} of {self.total}"


def environment(name: str, *packages: str) -> Path:
    """Return the Python of an environment with these packages, and what this package needs."""
    folder = ENVIRONMENTS / name
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        uv = [sys.executable, "-m", "uv"]
        _check([*uv, "venv", "--quiet", "--clear", "--seed", "--python", sys.executable, str(folder)])
        _check([*uv, "pip", "install", "--quiet", "--python", str(python), "attrs", "httpx", *packages])
        (folder / "ready").touch()
    return python


def source(version: str) -> Path:
    """Return the folder of an unpacked source distribution of the official SDK, which has its examples and tests."""
    folder = ENVIRONMENTS / f"anthropic-{version}"
    if not folder.exists():
        python = environment("sources", "hatchling", "hatch-fancy-pypi-readme")
        options = ["--quiet", "--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
        _check([str(python), "-m", "pip", "download", *options, "-d", str(ENVIRONMENTS), f"anthropic=={version}"])
        with tarfile.open(ENVIRONMENTS / f"anthropic-{version}.tar.gz") as archive:
            archive.extractall(ENVIRONMENTS, filter="data")
    return folder


def examples() -> dict[str, Outcome]:
    """Run the examples of both versions against the local server."""
    python = environment("programs", "anthropic==0.125.0", "rich", "pydantic>=2", "respx")
    out: dict[str, Outcome] = {}
    for version in VERSIONS:
        folder = source(version) / "examples"
        failures: dict[str, str] = {}
        found = [name for name in EXAMPLES if (folder / f"{name}.py").exists()]
        for name in found:
            with LocalServer(seed=1) as server:
                arguments = [_ended_batch(server.url)] if name == "batch_results" else []
                if name in SCRIPTS:
                    server.script(SCRIPTS[name])
                done = _run(_compat(python, str(folder / f"{name}.py"), *arguments), server.url, cwd=folder)
            if done.returncode:
                failures[name] = _last_line(done.stderr)
        out[f"examples of {version}"] = Outcome(len(found) - len(failures), len(found), failures)
    return out


def _ended_batch(url: str) -> str:
    """Return the ID of a batch with results."""
    params: Any = {"model": "claude-sonnet-5-5", "max_tokens": 10, "messages": [{"role": "user", "content": "hi"}]}
    with Claude(api_key="sk-ant-local", base_url=url) as client:
        batch = client.messages.batches.create(requests=[{"custom_id": "one", "params": params}])
        client.messages.batches.wait(batch.id, poll_interval=0.1)
    return batch.id


def uses() -> dict[str, Outcome]:
    """Run the small programs with the official SDK and with this package."""
    python = environment("programs", "anthropic==0.125.0", "rich", "pydantic>=2", "respx")
    program = [str(HERE / "prelude.py"), str(HERE / "uses.txt")]
    commands = {"small uses": _compat(python, *program), "small uses, official SDK": [str(python), *program]}
    out: dict[str, Outcome] = {}
    for name, command in commands.items():
        done = _run(command, "")
        results = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"use"')]
        total = (HERE / "uses.txt").read_text(encoding="utf-8").count("\n## ")
        failures = {result["use"]: result["error"] for result in results if not result["ok"]}
        out[name] = Outcome(sum(result["ok"] for result in results), total, failures)
    return out


#: Lines of the official tests that look for a header which says only that the official SDK has sent the request.
_STAINLESS: Final = re.compile(r"^ +assert .*X-Stainless-Lang.*\n", re.MULTILINE)


_SUITE_PACKAGES: Final = {
    "0.125.0": ("pytest", "pytest-asyncio", "respx", "pydantic>=2"),
    "2.14.0": ("pytest", "pytest-asyncio", "respx", "pydantic>=2", "httpx2"),
}
#: The tests of 2.x mock httpx2, by a respx that takes it for httpx.
_SUITE_OPTIONS: Final = {"0.125.0": (), "2.14.0": ("-p", "tests.alias_httpx")}


def suites() -> dict[str, Outcome]:
    """Run the official tests of the areas that both packages have, against a server that answers from the document."""
    out: dict[str, Outcome] = {}
    for version in VERSIONS:
        python = environment(f"suites-{version}", "anthropic==0.125.0", *_SUITE_PACKAGES[version])
        with tempfile.TemporaryDirectory() as name, stub_server() as url:
            tests = Path(name, "tests")
            shutil.copytree(HERE / "suite", tests)
            (tests / "__init__.py").touch()
            for suite in SUITES:
                place, target = source(version) / "tests" / "api_resources" / suite, tests / "api_resources" / suite
                target.parent.mkdir(parents=True, exist_ok=True)
                if place.is_dir():
                    shutil.copytree(place, target)
                elif place.exists():
                    shutil.copy(place, target)
            for path in (tests / "api_resources").rglob("*.py"):
                path.write_text(_STAINLESS.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
            for folder in {path.parent for path in (tests / "api_resources").rglob("*.py")} | {tests / "api_resources"}:
                (folder / "__init__.py").touch()
            report = Path(name, "report.xml")
            options = [
                "-q",
                *_SUITE_OPTIONS[version],
                "-p",
                "claudewire.compat",
                "-p",
                "no:cacheprovider",
                "--continue-on-collection-errors",
                "-o",
                "asyncio_mode=auto",
                "-W",
                "ignore",
                f"--junitxml={report}",
            ]
            _run([str(python), "-m", "pytest", *options, "tests"], url, cwd=Path(name), timeout=1500)
            out[f"tests of {version}"] = _junit(report)
    return out


def _junit(report: Path) -> Outcome:
    cases = [case for case in ET.parse(report).iter("testcase") if case.find("skipped") is None]
    failures: dict[str, str] = {}
    for case in cases:
        problem = next((child for child in case if child.tag in ("failure", "error")), None)
        if problem is not None:
            failures[f"{case.get('classname')}.{case.get('name')}"] = (problem.get("message") or "").splitlines()[0][
                :160
            ]
    return Outcome(len(cases) - len(failures), len(cases), failures)


def frameworks() -> dict[str, Outcome]:
    """Run the programs of `make clients`, over this package."""
    out: dict[str, Outcome] = {}
    for client in clients.CLIENTS:
        if client.name not in FRAMEWORKS:
            continue
        python = environment(client.folder.name, *client.packages)
        with LocalServer(seed=1) as server:
            done = _run(_compat(python, str(clients.PROGRAMS / client.program)), server.url, timeout=240)
        found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"check"')]
        failures = {
            value["check"]: _last_line(value.get("error") or str(value.get("got")))
            for value in found
            if not value["ok"]
        }
        if not found:
            failures["start"] = _last_line(done.stderr)
        out[client.name] = Outcome(sum(value["ok"] for value in found), len(clients.CHECKS), failures)
    for name, (module, package) in MORE_FRAMEWORKS.items():
        python = environment(name, "anthropic", package)
        with LocalServer(seed=1) as server:
            done = _run(_compat(python, *_shown(name), str(HERE / "used.py"), module), server.url)
        found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"use"')]
        failures = {value["use"]: value["error"] for value in found if not value["ok"]}
        if not found:
            failures["start"] = _last_line(done.stderr)
        out[name] = Outcome(sum(value["ok"] for value in found), max(len(found), 1), failures)
    return out


def tracers() -> dict[str, Outcome]:
    """Turn each tracer on, and ask whether programs run and whether it has seen them. No tracer may break a program."""
    out: dict[str, Outcome] = {}
    for name, (module, packages) in TRACERS.items():
        python = environment(f"tracer-{name}", "anthropic==0.125.0", *packages)
        with LocalServer(seed=1) as server:
            done = _run(_compat(python, *_shown(name), str(HERE / "traced.py"), module), server.url)
        found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"use"')]
        failures = {
            value["use"]: value["error"] or "the program runs, and is not seen" for value in found if not value["seen"]
        }
        if not found:
            failures["start"] = _last_line(done.stderr)
        out[name] = Outcome(sum(value["seen"] for value in found), max(len(found), 1), failures)
    return out


PARTS: Final[dict[str, Callable[[], dict[str, Outcome]]]] = {
    "examples": examples,
    "uses": uses,
    "tests": suites,
    "frameworks": frameworks,
    "tracers": tracers,
}


def table(results: dict[str, dict[str, Any]]) -> str:
    """Return the results as Markdown: a table, and what does not run."""
    lines = ["| what | runs |", "|---|--:|"]
    errors: list[str] = []
    tests: list[str] = []
    for name, found in results.items():
        lines.append(f"| {name} | {found['passed']} of {found['total']} |")
        failures: dict[str, str] = found["failures"]
        if name.startswith("tests of"):
            short = {test.replace("tests.api_resources.", ""): {error: 1} for test, error in failures.items()}
            tests += ["", f"Official {name} that do not pass:", *reasons_table(by_reason("resources", short))]
        elif "official SDK" not in name:
            errors += [f"* {name}, {use}: `{error.replace('`', chr(39))}`" for use, error in failures.items()]
    if errors:
        lines += ["", "What does not run, with the error:", "", *errors]
    return "\n".join([*lines, *tests])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run what was written for the official SDK over this package.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="default: all")
    parts = parser.parse_args(arguments).parts or list(PARTS)
    results: dict[str, dict[str, Any]] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for part in parts:
        print(f"{part} …", flush=True)
        for name, outcome in PARTS[part]().items():
            print(f"  {name}: {outcome}", flush=True)
            for use, error in outcome.failures.items():
                print(f"    {use}: {error}")
            results[name] = {"passed": outcome.passed, "total": outcome.total, "failures": outcome.failures}
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = PAGE.read_text(encoding="utf-8")
    start, end = "<!-- table: make dropin -->\n", "\n<!-- end -->"
    before, rest = text.split(start)
    PAGE.write_text(before + start + table(results) + end + rest.split(end, 1)[1], encoding="utf-8")
    return 0


def _shown(name: str) -> tuple[str, ...]:
    """Return the option that shows a version of the official SDK which a tool wants."""
    return ("--as", "2.14.0") if name in NEWER else ()


def _compat(python: Path, *arguments: str) -> list[str]:
    return [str(python), "-m", "claudewire.compat", *arguments]


def compat_environment(url: str = "") -> dict[str, str]:
    """Return the environment variables of a program that has this package, and a server, in the place of the official ones."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANTHROPIC_", "CLAUDEWIRE_"))}
    own = os.pathsep.join((str(ROOT / "overlays"), str(ROOT / "generated")))
    given = {
        "PYTHONPATH": own,
        "NO_PROXY": "127.0.0.1",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "LLM_USER_PATH": str(ENVIRONMENTS / "llm-user"),
    }
    if url:
        given |= {
            "ANTHROPIC_BASE_URL": url,
            "TEST_API_BASE_URL": url,
            "ANTHROPIC_API_KEY": "sk-ant-local",
            "LLM_USER_PATH": str(ENVIRONMENTS / "llm-user"),
        }
    return kept | given


def _run(
    command: list[str], url: str, *, cwd: Path | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, capture_output=True, text=True, env=compat_environment(url), cwd=cwd, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"it did not end within {timeout} seconds")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else ""


def _check(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
