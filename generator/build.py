"""From the bundled document to the files of `generated/`, in memory; then write them or compare them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from . import lower, openapi_client
from .endpoints import Endpoints
from .index import Index
from .load import Bundle
from .models import Models
from .names import module_of_schema
from .problems import Problem, SpecError
from .resources import Resources
from .schemas import named_schemas
from .tables import Tables
from .typed_dicts import typed_dicts

PACKAGE = "claudewire_api"
#: The document's hash, the versions of the tools, and a hash of each file.
MANIFEST = "MANIFEST.json"
RUNTIME = Path(__file__).parent / "runtime"
#: What the output is a function of, beside the document and this folder.
TOOLS = ("openapi-python-client", "datamodel-code-generator", "ruff")
HEADER = "# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.\n"

#: Product → the paths that belong to it, as `make check` reports them.
PRODUCTS = {
    "models": ("models/",),
    "params": ("params.py",),
    "endpoints": ("endpoints/", "operations.py", "betas.py", "platforms.py", "versions.py"),
    "resources": ("resources/",),
    "events": ("events.py",),
    "document": ("openapi.json",),
    "runtime": ("_", "client.py", "py.typed"),
}


class Emitter(Protocol):
    """A part of the generator that makes files."""

    def files(self) -> dict[str, str]:
        """Python source by path below the package."""
        ...


def generate(
    bundle: Bundle, refused: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None, package: str = PACKAGE
) -> dict[str, bytes]:
    """Every file below `generated/`, by its path. The same bundle gives the same bytes, on every machine.

    Args:
        bundle: The document. `rules.lint` has found nothing wrong with it.
        refused: What other API versions refuse: version → operation → places of the body.
        package: Import name of the package.

    Raises:
        SpecError: one of the tools refuses what was made of the document.
    """
    index = Index(bundle.document)
    parsed = openapi_client.parse(lower.for_models(index))
    endpoints = Endpoints(index, parsed)
    emitters: tuple[Emitter, ...] = (
        Models(index, parsed, bundle),
        endpoints,
        Resources(index, parsed, endpoints),
        Tables(index, parsed, refused or {}),
    )
    sources = {path: text for emitter in emitters for path, text in emitter.files().items()}
    sources["params.py"] = typed_dicts(lower.for_params(index))
    for path in sorted(RUNTIME.glob("*.py")):
        sources[path.name] = path.read_text(encoding="utf-8").replace(PACKAGE, package)
    files = {f"{package}/{path}": text for path, text in _formatted(sources, package, bundle).items()}
    files[f"{package}/py.typed"] = ""
    files[f"{package}/openapi.json"] = json.dumps(bundle.document, indent=1, ensure_ascii=False) + "\n"
    out = {path: text.encode() for path, text in sorted(files.items())}
    out[MANIFEST] = _manifest(bundle.document, out)
    return out


def _formatted(sources: dict[str, str], package: str, bundle: Bundle) -> dict[str, str]:
    """The pinned ruff sorts imports, removes unused ones and lays the code out. No project's settings reach it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, package)
        for path, text in sources.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(HEADER + text, encoding="utf-8")
        settings = ["--isolated", "--no-cache", "--quiet", "--line-length", "120", "--target-version", "py311"]
        first_party = f"lint.isort.known-first-party=[{package!r}]"
        fixes = ["check", "--select", "F401,I,UP037", "--fix", "--config", first_party, "--output-format", "concise"]
        for arguments in (fixes, ["format"]):
            command = [sys.executable, "-m", "ruff", *arguments, *settings, str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SpecError([_refusal(line, package, bundle) for line in _complaints(done)])
        return {path: (folder / path).read_text(encoding="utf-8") for path in sources}


def _complaints(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in (done.stdout + done.stderr).splitlines() if line.strip()] or [f"status {done.returncode}"]


def _refusal(line: str, package: str, bundle: Bundle) -> Problem:
    """A complaint of ruff about generated code, at the place of the document that the code was made of."""
    inside = line.rpartition(f"/{package}/")[2]
    module = re.match(r"(?:models/)?(\w+)\.py", inside)
    names = {module_of_schema(name): name for name in named_schemas(bundle.document)}
    pointer = ("components", "schemas", names[module[1]]) if module and module[1] in names else ("paths",)
    return bundle.problem(pointer, f"ruff refused the code that was made of this: {inside[:300]}")


def _manifest(document: Any, files: dict[str, bytes]) -> bytes:
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False).encode()
    manifest = {
        "document": {"version": document["info"]["version"], "sha256": hashlib.sha256(canonical).hexdigest()},
        "tools": {tool: version(tool) for tool in TOOLS},
        "files": {path: hashlib.sha256(content).hexdigest() for path, content in files.items()},
    }
    return (json.dumps(manifest, indent=1) + "\n").encode()


def on_disk(folder: Path) -> dict[str, bytes]:
    """What is there now, without Python's own leavings."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def write(files: dict[str, bytes], folder: Path) -> list[str]:
    """Make `folder` hold exactly these files. Returns the paths that changed; others are not changed_refs."""
    before = on_disk(folder)
    changed = sorted(path for path in {*files, *before} if files.get(path) != before.get(path))
    for path in changed:
        target = folder / path
        if path in files:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[path])
        else:
            target.unlink()
    for empty in sorted(folder.rglob("*"), reverse=True):
        if empty.is_dir() and not any(p for p in empty.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            shutil.rmtree(empty)
    return changed


def product(path: str) -> str:
    """The product that a file belongs to."""
    inside = path.partition("/")[2]
    return next((name for name, prefixes in PRODUCTS.items() if inside.startswith(prefixes)), "document")
