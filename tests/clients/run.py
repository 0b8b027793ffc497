"""Third-party clients as they are published, each in an environment of its own, against the local server.

`python -m tests.clients.run` makes the environments below `.venv-clients/`, runs every program of `programs/`, and writes docs/clients.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from claudewire.testing import LocalServer

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAMS: Final = Path(__file__).parent / "programs"
ENVIRONMENTS: Final = ROOT / ".venv-clients"
PAGE: Final = ROOT / "docs" / "clients.md"
CHECKS: Final = ("message", "stream", "tools", "structured output", "error")


@frozen
class Client:
    """A client, what to install for it, and its program."""

    name: str
    program: str
    packages: tuple[str, ...]
    #: The package whose version the table names.
    package: str
    #: What a reader of the table should know.
    note: str = ""

    @property
    def folder(self) -> Path:
        return ENVIRONMENTS / re.sub(r"[^a-z0-9.]+", "-", self.name.lower())

    @property
    def is_node(self) -> bool:
        return self.program.endswith(".mjs")

    @property
    def command(self) -> list[str]:
        program = str((self.folder if self.is_node else PROGRAMS) / self.program)
        return ["node", program] if self.is_node else [str(self.folder / "bin" / "python"), program]

    @property
    def prepared(self) -> bool:
        return (self.folder / "ready").exists()


_OFFICIAL: Final = "`messages.parse`, `beta.messages.tool_runner`"
_RUNNER: Final = "`messages.parse`, `beta.messages.toolRunner`"
_FORCED: Final = "structured output by a forced tool"
CLIENTS: Final = (
    Client("anthropic (Python) 0.125", "anthropic_sdk.py", ("anthropic==0.125.0",), "anthropic", _OFFICIAL),
    Client("anthropic (Python) 2.14", "anthropic_sdk.py", ("anthropic==2.14.0",), "anthropic", _OFFICIAL),
    Client("anthropic (TypeScript)", "anthropic_sdk.mjs", ("@anthropic-ai/sdk", "zod"), "@anthropic-ai/sdk", _RUNNER),
    Client("langchain-anthropic", "langchain_client.py", ("langchain-anthropic",), "langchain-anthropic", _FORCED),
    Client(
        "pydantic-ai", "pydantic_ai_client.py", ("pydantic-ai-slim[anthropic]",), "pydantic-ai-slim", "`NativeOutput`"
    ),
    Client("litellm", "litellm_client.py", ("litellm",), "litellm", "`response_format` with a schema"),
    Client(
        "instructor",
        "instructor_client.py",
        ("instructor", "anthropic"),
        "instructor",
        "tools, JSON mode, partial objects",
    ),
    Client("llm", "llm_client.py", ("llm", "llm-anthropic"), "llm-anthropic", "structured output by `schema=`"),
    Client(
        "Vercel AI SDK", "vercel_ai.mjs", ("ai", "@ai-sdk/anthropic", "zod"), "ai", "base URL with `/v1` at its end"
    ),
    Client("a page in Chromium", "chromium_page.py", ("playwright",), "playwright", "`fetch` from another origin"),
)


def prepare(client: Client) -> None:
    """Install the client, if it is not there yet."""
    if client.prepared:
        return
    client.folder.mkdir(parents=True, exist_ok=True)
    if client.is_node:
        (client.folder / "package.json").write_text('{"private": true, "type": "module"}')
        _call(["npm", "install", "--no-audit", "--no-fund", "--silent", *client.packages], cwd=client.folder)
    else:
        _call(
            [sys.executable, "-m", "uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(client.folder)]
        )
        python = str(client.folder / "bin" / "python")
        _call([sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python, *client.packages])
    (client.folder / "ready").touch()


def run_program(client: Client) -> dict[str, dict[str, Any]]:
    """Run the program of a client against a new server. Returns what each check found: `ok`, and `got` or `error`."""
    if client.is_node:
        for file in PROGRAMS.glob("*.mjs"):
            shutil.copy(file, client.folder / file.name)
    with LocalServer(seed=1) as server:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("ANTHROPIC_", "PYTHONPATH"))},
            "ANTHROPIC_BASE_URL": server.url,
            "ANTHROPIC_API_KEY": "sk-ant-local",
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            "NO_PROXY": "127.0.0.1",
            "LLM_USER_PATH": str(client.folder / "llm"),
        }
        done = subprocess.run(
            client.command, capture_output=True, text=True, env=environment, cwd=client.folder, timeout=180, check=False
        )
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"check"')]
    found = {value["check"]: value for value in map(json.loads, lines)}
    missing = {"ok": False, "error": f"did not run: {done.stderr[-2000:]}"}
    return {check: found.get(check, missing) for check in CHECKS}


def version(client: Client) -> str:
    """Return the installed version of the client."""
    if client.is_node:
        facts = json.loads((client.folder / "node_modules" / client.package / "package.json").read_text())
        return str(facts["version"])
    code = f"import importlib.metadata as m; print(m.version({client.package!r}))"
    return _call([client.command[0], "-c", code]).strip()


def table(results: dict[Client, dict[str, dict[str, Any]]]) -> str:
    """Return the results as a Markdown table."""
    lines = [f"| client | version | {' | '.join(CHECKS)} | |", "|---|---|" + ":-:|" * len(CHECKS) + "---|"]
    for client, found in results.items():
        marks = " | ".join("yes" if found[check]["ok"] else "**no**" for check in CHECKS)
        lines.append(f"| {client.name} | {version(client)} | {marks} | {client.note} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Run third-party clients against the local server, and write docs/clients.md."
    )
    parser.add_argument("names", nargs="*", help="parts of names; default: all")
    options = parser.parse_args(arguments)
    chosen = [client for client in CLIENTS if not options.names or any(name in client.name for name in options.names)]
    results: dict[Client, dict[str, dict[str, Any]]] = {}
    for client in chosen:
        print(f"{client.name} …", flush=True)
        prepare(client)
        results[client] = run_program(client)
        for check, found in results[client].items():
            if not found["ok"]:
                print(f"  {check}: {found.get('error') or found.get('got')}")
    print(table(results))
    if len(chosen) == len(CLIENTS):
        text = PAGE.read_text(encoding="utf-8")
        start, end = "<!-- table: make clients -->\n", "\n<!-- end -->"
        before, rest = text.split(start)
        PAGE.write_text(before + start + table(results) + end + rest.split(end, 1)[1], encoding="utf-8")
    return 0 if all(found["ok"] for checks in results.values() for found in checks.values()) else 1


def _call(command: list[str], cwd: Path | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
