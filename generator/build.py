"""From the bundled document to the files of `generated/`, in memory; then write them or compare them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from pprint import pformat
from typing import Any

from . import lower, opc
from .endpoints import Endpoints
from .index import Index
from .load import Bundle
from .models import Models
from .operations import Tables
from .params import typed_dicts
from .resources import Resources

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
    "endpoints": ("endpoints/", "operations.py", "betas.py", "versions.py"),
    "resources": ("resources/",),
    "events": ("events.py",),
    "document": ("openapi.json",),
    "runtime": ("_", "client.py", "py.typed"),
}


def generate(bundle: Bundle, refused: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None) -> dict[str, bytes]:
    """Every file below `generated/`, by its path. The same bundle gives the same bytes, on every machine.

    `refused` says what other API versions refuse: version → operation → places of the body.
    """
    index = Index(bundle.document)
    parsed = opc.parse(lower.for_models(index))
    models = Models(index, parsed)
    endpoints = Endpoints(index, parsed)
    sources = {
        **models.files(),
        **endpoints.files(),
        **Resources(index, parsed, endpoints).files(),
        **Tables(index, parsed).files(),
        "params.py": typed_dicts(lower.for_params(index)),
        "versions.py": parsed.render("versions.py.jinja", **_versions(bundle.document, refused or {})),
        "__init__.py": parsed.render("package_init.py.jinja", **_about(bundle.document)),
        **{path.name: path.read_text(encoding="utf-8") for path in sorted(RUNTIME.glob("*.py"))},
    }
    files = {f"{PACKAGE}/{path}": text for path, text in _formatted(sources).items()}
    files[f"{PACKAGE}/py.typed"] = ""
    files[f"{PACKAGE}/openapi.json"] = json.dumps(bundle.document, indent=1, ensure_ascii=False) + "\n"
    out = {path: text.encode() for path, text in sorted(files.items())}
    out[MANIFEST] = _manifest(bundle.document, out)
    return out


def _about(document: Any) -> dict[str, str]:
    parameters = document.get("components", {}).get("parameters", {})
    return {
        "title": document["info"]["title"],
        "version": document["info"]["version"],
        "api_version": str(parameters.get("AnthropicVersion", {}).get("example", "")),
        "server": document["servers"][0]["url"],
    }


def _versions(document: Any, refused: Mapping[str, Mapping[str, tuple[str, ...]]]) -> dict[str, str]:
    return {
        "versions": repr((_about(document)["api_version"], *refused)),
        "refused": pformat({version: dict(places) for version, places in refused.items()}, sort_dicts=False),
    }


def _formatted(sources: dict[str, str]) -> dict[str, str]:
    """The pinned ruff sorts imports, removes unused ones and lays the code out. No project's settings reach it."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in sources.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(HEADER + text, encoding="utf-8")
        settings = ["--isolated", "--no-cache", "--quiet", "--line-length", "120", "--target-version", "py311"]
        _ruff(
            "check",
            "--select",
            "F401,I,UP037",
            "--fix",
            "--config",
            "lint.isort.known-first-party=['claudewire_api']",
            *settings,
            folder,
        )
        _ruff("format", *settings, folder)
        return {path: Path(folder, path).read_text(encoding="utf-8") for path in sources}


def _ruff(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "ruff", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"ruff refused the generated code:\n{done.stdout}{done.stderr}")


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
    """Make `folder` hold exactly these files. Returns the paths that changed; others are not touched."""
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
    inside = path.removeprefix(f"{PACKAGE}/")
    return next((name for name, prefixes in PRODUCTS.items() if inside.startswith(prefixes)), "document")
