"""BASE and HEAD: a git revision, a folder of documents, a document or overlay in a file, or a URL on loopback."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from attrs import frozen

from generator import build, load, versions
from generator import schemas as S

Json = Any
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SourceError(Exception):
    """There is no document under this name."""


@frozen
class Source:
    """One side of a comparison."""

    label: str
    document: Json
    #: The generated package as it was committed; None if it has to be generated from the document.
    committed: dict[str, bytes] | None = None

    def write_package(self, folder: Path) -> None:
        """Put the generated package into this folder."""
        build.write(self.committed or build.generate(load.Bundle(self.document, {})), folder)


def read(name: str | None, repository: Path, spec: Path) -> Source:
    """The document that is meant; none given: the one in the working tree.

    Raises:
        SourceError: there is no such thing, or it is not a document of ours.
        SpecError: the files of a document do not fit together.
    """
    source = _read(name, repository, spec)
    for _, _, _, operation in S.operations(source.document):
        if not operation.get("operationId") or not operation.get("x-sdk"):
            raise SourceError(
                f"{source.label}: an operation without operationId and x-sdk; this is not a document as spec/README.md has it"
            )
    return source


def _read(name: str | None, repository: Path, spec: Path) -> Source:
    if name is None:
        return Source("the working tree", load.bundle(spec).document)
    if name.startswith(("http://", "https://")):
        return Source(name, _fetch(name))
    path = Path(name)
    if path.is_dir():
        return Source(name, load.bundle(path).document)
    if path.name.endswith(versions.SUFFIX) and path.is_file():
        return Source(path.name.removesuffix(versions.SUFFIX), versions.apply(path, load.bundle(spec)).document)
    if path.is_file():
        return Source(name, load.bundle(path.parent).document if path.name == load.ROOT else _file(path))
    return _revision(name, repository, spec)


def _file(path: Path) -> Json:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: not a bundled document: {error}") from error


def _fetch(url: str) -> Json:
    if urlsplit(url).hostname not in LOOPBACK:
        raise SourceError(f"{url}: only documents on loopback are fetched")
    try:
        with urlopen(url, timeout=10) as response:  # noqa: S310 - loopback only
            return json.load(response)
    except (OSError, ValueError) as error:
        raise SourceError(f"{url}: can not be read: {error}") from error


def _revision(name: str, repository: Path, spec: Path) -> Source:
    """What was committed: the bundled document with its package, or the files of `spec/` if there was no package yet."""
    folders = [f"generated/{build.PACKAGE}", "generated/MANIFEST.json"]
    files = _archive(repository, name, folders) or _archive(repository, name, [spec.name])
    if files is None:
        raise SourceError(f"{name}: no file, folder or git revision that holds a document")
    if f"{folders[0]}/openapi.json" not in files:
        return Source(name, _bundle_of(files, spec.name))
    package = {path.removeprefix("generated/"): content for path, content in files.items()}
    return Source(name, json.loads(package[f"{build.PACKAGE}/openapi.json"]), package)


def _archive(repository: Path, revision: str, paths: list[str]) -> dict[str, bytes] | None:
    command = ["git", "-C", str(repository), "archive", "--format=tar", revision, "--", *paths]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        return None
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        members = [(member, archive.extractfile(member)) for member in archive if member.isfile()]
        return {member.name: file.read() for member, file in members if file}


def _bundle_of(files: dict[str, bytes], folder: str) -> Json:
    with tempfile.TemporaryDirectory() as temporary:
        build.write(files, Path(temporary))
        return load.bundle(Path(temporary, folder)).document
