"""The files of a skill, from a folder or a zip archive on disk. They are checked before the upload."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from claudewire._resources.folders.skill_md import SkillInvalid, check_skill_md, check_skill_size

#: What is left out: version control, caches, environments, and files that usually hold secrets.
IGNORED: Final = (
    *(".git", ".hg", ".svn", ".DS_Store", "Thumbs.db", "node_modules", ".venv", "venv", ".idea", ".vscode"),
    *("__pycache__", "*.pyc", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".cache", ".tox", ".nox"),
    *(".env", ".env.*", "*.env", ".envrc", ".netrc", ".npmrc", ".pypirc", ".ssh", ".aws", ".gnupg", ".docker", ".kube"),
    *(
        "id_rsa*",
        "id_dsa*",
        "id_ecdsa*",
        "id_ed25519*",
        "*.pem",
        "*.key",
        "*.p12",
        "*.pfx",
        "*.keystore",
        "credentials.json",
    ),
)


def skill_files(path: str | os.PathLike[str]) -> list[Any]:
    """Return the files of a skill in the form that `files=` accepts.

    Each file is named by its path, which begins with the name of the folder. The order is that of the paths. Version control,
    caches, environments and files that usually hold secrets are left out: `IGNORED` is the list. A link is followed if it stays in the
    folder.

    Args:
        path: A folder with a SKILL.md at its top, or a zip archive of one.

    Raises:
        SkillInvalid: a rule of the API is violated; the message names it.
    """
    root = Path(path)
    if root.is_file():
        return [(root.name, _check_zip(root), "application/zip")]
    if not root.is_dir():
        raise SkillInvalid(f"{root} is neither a folder nor a zip archive")
    root = root.resolve()
    try:
        files = sorted(_walk(root, root, frozenset()))
    except OSError as error:
        raise SkillInvalid(f"{root.name} cannot be read: {error}") from error
    if root / "SKILL.md" not in files:
        raise SkillInvalid(f"{root.name} has no SKILL.md at its top")
    check_skill_size(sum(file.stat().st_size for file in files))
    check_skill_md((root / "SKILL.md").read_bytes(), folder=root.name)
    return [(file.relative_to(root.parent).as_posix(), file) for file in files]


def _walk(folder: Path, root: Path, parents: frozenset[Path]) -> Iterator[Path]:
    """Yield the files below a folder. `parents` are the real folders on the way, which a link must not lead back to."""
    parents |= {folder.resolve()}
    for entry in folder.iterdir():
        if any(fnmatchcase(entry.name, pattern) for pattern in IGNORED):
            continue
        if entry.is_symlink():
            target = entry.resolve()
            if not target.is_relative_to(root):
                raise SkillInvalid(f"{entry.relative_to(root.parent)} is a link out of the skill's folder")
            if target in parents:
                raise SkillInvalid(f"{entry.relative_to(root.parent)} is a link to a folder that it is in")
        if entry.is_dir():
            yield from _walk(entry, root, parents)
        elif entry.is_file():
            yield entry


def _check_zip(path: Path) -> Path:
    try:
        with ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            check_skill_size(sum(entry.file_size for entry in entries))
            tops = {entry.filename.partition("/")[0] for entry in entries}
            if len(tops) != 1:
                raise SkillInvalid(
                    f"{path.name} must hold one folder at its top, not {', '.join(sorted(tops)) or 'nothing'}"
                )
            top = tops.pop()
            try:
                content = archive.read(f"{top}/SKILL.md")
            except KeyError:
                raise SkillInvalid(f"{path.name} has no {top}/SKILL.md") from None
    except SkillInvalid:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds: encrypted, another method, damaged, no UTF-8
        raise SkillInvalid(f"{path.name} is not a zip archive that can be read: {error}") from error
    check_skill_md(content, folder=top)
    return path
