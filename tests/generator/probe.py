"""Small documents that are written around one construct, linted, generated, and run in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from generator import build, load, rules
from generator.problems import Problem

#: What a document holds beside the construct that a test is about.
FRAME = {
    "openapi": "3.1.1",
    "info": {"title": "Probes", "version": "1"},
    "servers": [{"url": "https://probes.example"}],
}
#: The schema that most probes answer with.
PROBE = {
    "type": "object",
    "description": "A probe.",
    "required": ["type", "note"],
    "properties": {"type": {"const": "probe"}, "note": {"type": "string"}},
}
ANSWER = {"description": "Fine.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Probe"}}}}


def operation(method: str = "probe", resource: str = "probes", **more: Any) -> dict[str, Any]:
    """An operation that answers with a probe, unless it says otherwise."""
    return {
        "operationId": f"{resource}.{method}",
        "x-sdk": {"resource": resource, "method": method},
        "tags": ["Probes"],
        "summary": "Probe",
        "description": "A probe.",
        "responses": {"200": ANSWER},
        **more,
    }


def document(paths: dict[str, Any] | None = None, schemas: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A whole document around these paths and schemas."""
    components = {"schemas": {"Probe": PROBE, **(schemas or {})}, **more.pop("components", {})}
    return {**FRAME, "paths": paths or {"/probe": {"get": operation()}}, "components": components, **more}


def bundle(content: dict[str, Any], folder: Path) -> load.Bundle:
    """The document as a file, read again."""
    file = folder / "openapi.yaml"
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return load.bundle(file)


def problems(content: dict[str, Any], folder: Path) -> list[Problem]:
    """What the rules for any document say of this one."""
    return rules.lint(bundle(content, folder), "openapi")


def generate(content: dict[str, Any], folder: Path, package: str = "probes_api") -> Path:
    """The folder with the generated package; the rules must have nothing against the document."""
    joined = bundle(content, folder)
    found = "\n".join(map(str, rules.lint(joined, "openapi")))
    assert not found, found
    output = folder / "generated"
    output.mkdir(exist_ok=True)
    build.write(build.generate(joined, package=package), output)
    return output


def run(output: Path, code: str) -> str:
    """What a fresh process prints that sees this package."""
    script = f"import sys; sys.path.insert(0, {str(output)!r})\n{code}"
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def evaluate(output: Path, preamble: str, expressions: list[str]) -> dict[str, str]:
    """What each expression is, as text, or the name of the exception that it raises; all in one process."""
    code = f"""
import json
{preamble}
out = {{}}
for expression in json.loads({json.dumps(json.dumps(expressions))}):
    try:
        out[expression] = str(eval(expression))
    except Exception as error:
        out[expression] = type(error).__name__ + ": " + str(error)
print(json.dumps(out))
"""
    return json.loads(run(output, code))
