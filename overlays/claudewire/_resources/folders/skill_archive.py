"""Zip archives of skills: their files, or one error that says what is wrong with the archive."""

from __future__ import annotations

import stat
from pathlib import PurePosixPath
from typing import IO, Final
from zipfile import ZipFile, ZipInfo

from claudewire._resources.folders.skill_md import MAX_SKILL_ENTRIES, SkillInvalid, check_skill_size

#: What other systems read as a separator or a drive, or what ends a name early.
_FORBIDDEN: Final = frozenset("\\:\0")


def unzip_skill(archive: IO[bytes], *, name: str) -> dict[str, bytes]:
    """Return the files of an archive by their paths. All are read, so a damaged archive is noticed.

    Args:
        archive: The archive.
        name: How messages call it.

    Raises:
        SkillInvalid: the archive cannot be read, is too large, or an entry is a link, is there twice, or lies outside.
    """
    try:
        with ZipFile(archive) as opened:
            entries = opened.infolist()
            if len(entries) > MAX_SKILL_ENTRIES:
                raise SkillInvalid(f"{name} has more than {MAX_SKILL_ENTRIES:,} files and folders")
            check_skill_size(sum(entry.file_size for entry in entries))
            files: dict[str, bytes] = {}
            for entry in entries:
                _check_entry(entry, name)
                if entry.is_dir():
                    continue
                if entry.filename in files:
                    raise SkillInvalid(f"{name} has {entry.filename!r} twice")
                files[entry.filename] = opened.read(entry)
    except SkillInvalid:
        raise
    except Exception as error:  # zipfile and zlib raise many kinds: encrypted, another method, damaged, no UTF-8
        raise SkillInvalid(f"{name} is not a zip archive that can be read: {error}") from error
    return files


def _check_entry(entry: ZipInfo, name: str) -> None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise SkillInvalid(f"{name} has {entry.filename!r}, which is a link")
    path = PurePosixPath(entry.filename)
    if not _FORBIDDEN.isdisjoint(entry.orig_filename) or path.is_absolute() or not path.parts or ".." in path.parts:
        raise SkillInvalid(f"{name} has {entry.orig_filename!r}, which is not a path below the skill's folder")
