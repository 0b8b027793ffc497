"""The files of a skill, from a folder or a zip archive on disk. They are checked before the upload."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from .skill_md import SkillInvalid, check_skill_md, check_skill_size

_IGNORED: Final = frozenset(
    {".git", ".hg", ".svn", "__pycache__", ".DS_Store", "node_modules", ".venv", ".mypy_cache", ".ruff_cache"}
)


def skill_files(path: str | os.PathLike[str]) -> list[Any]:
    """Return the files of a skill in the form that `files=` accepts.

    Each file is named by its path, which begins with the name of the folder. The order is that of the paths. Version control,
    caches and virtual environments are left out.

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
    files = sorted(_walk(root))
    if root / "SKILL.md" not in files:
        raise SkillInvalid(f"{root.name} has no SKILL.md at its top")
    check_skill_size(sum(file.stat().st_size for file in files))
    check_skill_md((root / "SKILL.md").read_bytes(), folder=root.name)
    return [(file.relative_to(root.parent).as_posix(), file) for file in files]


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name in _IGNORED or entry.name.endswith(".pyc"):
            continue
        if entry.is_dir():
            yield from _walk(entry)
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
    except BadZipFile as error:
        raise SkillInvalid(f"{path.name} is not a zip archive: {error}") from error
    check_skill_md(content, folder=top)
    return path
