"""A skill on disk: checked here by the rules of the API, before the upload that would find the same."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from ._errors import RequestInvalid

MAX_SKILL_BYTES: Final = 30 * 1024 * 1024
_NAME = re.compile(r"[a-z0-9-]{1,64}")
_TAG = re.compile(r"<[^<>]+>")
_IGNORED: Final = frozenset(
    {".git", ".hg", ".svn", "__pycache__", ".DS_Store", "node_modules", ".venv", ".mypy_cache", ".ruff_cache"}
)


class SkillInvalid(RequestInvalid):
    """The skill breaks a rule of the API; nothing was sent."""


def skill_files(path: str | os.PathLike[str]) -> list[Any]:
    """The files of a skill, as `files=` takes them: a folder with a SKILL.md at its top, or a zip archive of one.

    Each file is named by its path from the folder on, in sorted order. Version control, caches and the like stay behind.

    Raises:
        SkillInvalid: a rule is broken; the message names it.
    """
    root = Path(path)
    if root.is_file():
        return [(root.name, _checked_zip(root), "application/zip")]
    if not root.is_dir():
        raise SkillInvalid(f"{root} is neither a folder nor a zip archive")
    root = root.resolve()
    found = sorted(_walk(root))
    if root / "SKILL.md" not in found:
        raise SkillInvalid(f"{root.name} has no SKILL.md at its top")
    _check_size(sum(file.stat().st_size for file in found))
    check_skill_md((root / "SKILL.md").read_text("utf-8"), folder=root.name)
    return [(file.relative_to(root.parent).as_posix(), file) for file in found]


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name in _IGNORED or entry.name.endswith(".pyc"):
            continue
        if entry.is_dir():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


def _checked_zip(path: Path) -> Path:
    try:
        with ZipFile(path) as archive:
            names = [info for info in archive.infolist() if not info.is_dir()]
            _check_size(sum(info.file_size for info in names))
            tops = {info.filename.partition("/")[0] for info in names}
            if len(tops) != 1:
                raise SkillInvalid(
                    f"{path.name} must hold one folder at its top, not {', '.join(sorted(tops)) or 'nothing'}"
                )
            top = tops.pop()
            try:
                text = archive.read(f"{top}/SKILL.md").decode("utf-8")
            except KeyError:
                raise SkillInvalid(f"{path.name} has no {top}/SKILL.md") from None
    except BadZipFile as error:
        raise SkillInvalid(f"{path.name} is not a zip archive: {error}") from error
    check_skill_md(text, folder=top)
    return path


def _check_size(size: int) -> None:
    if size >= MAX_SKILL_BYTES:
        raise SkillInvalid(f"a skill must stay under {MAX_SKILL_BYTES:,} bytes, and this one has {size:,}")


def check_skill_md(text: str, *, folder: str) -> None:
    """The rules for SKILL.md.

    Raises:
        SkillInvalid: one of them is broken.
    """
    front = dict(_front_matter(text.splitlines()))
    name, description = front.get("name", ""), front.get("description", "")
    if not _NAME.fullmatch(name):
        raise SkillInvalid(f"name: in SKILL.md must be 1 to 64 lower-case letters, digits and hyphens, not {name!r}")
    for reserved in ("anthropic", "claude"):
        if reserved in name:
            raise SkillInvalid(f"name: in SKILL.md must not contain {reserved!r}")
    if name != folder:
        raise SkillInvalid(f"the folder is named {folder!r}, but the skill {name!r}: they must be the same")
    if not description:
        raise SkillInvalid("description: in SKILL.md must say something")
    if len(description) > 1024:
        raise SkillInvalid(f"description: in SKILL.md takes up to 1,024 characters, and has {len(description):,}")
    if _TAG.search(description):
        raise SkillInvalid("description: in SKILL.md must not hold XML tags")


def _front_matter(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """`key: value` at the top of the file, as far as the rules need YAML: plain, quoted, and folded values."""
    rest = iter(lines)
    if next(rest, "").strip() != "---":
        raise SkillInvalid("SKILL.md must begin with front matter between --- lines")
    key, parts = "", list[str]()
    for line in rest:
        if line.strip() == "---":
            break
        if line[:1].isspace() or not line.strip():
            parts.append(line.strip())
            continue
        if key:
            yield key, _plain(parts)
        key, _, value = line.partition(":")
        key, parts = key.strip(), [value.strip()]
    else:
        raise SkillInvalid("the front matter of SKILL.md does not end: a line --- is missing")
    if key:
        yield key, _plain(parts)


def _plain(parts: list[str]) -> str:
    if parts and re.fullmatch(r"[|>][+-]?", parts[0]):
        parts = parts[1:]
    text = " ".join(part for part in parts if part)
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return re.sub(r"\s+#.*$", "", text)
