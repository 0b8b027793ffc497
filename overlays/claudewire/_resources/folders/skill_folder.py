"""The files of a skill, from a folder or a zip archive on disk. They are read and checked before the upload."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator
from fnmatch import translate
from itertools import islice
from pathlib import Path
from typing import Any, Final

from claudewire._resources.folders.skill_archive import unzip_skill
from claudewire._resources.folders.skill_md import (
    MAX_SKILL_BYTES,
    MAX_SKILL_ENTRIES,
    SkillInvalid,
    check_skill_md,
    check_skill_size,
)

#: Names of files and folders that usually hold secrets, in lower case: any case is meant.
SECRET: Final = (
    *(".env", ".env[!a-z]*", "*.env", ".envrc*", ".direnv", ".secrets*", "*.tfvars", "*.tfstate*", ".terraform"),
    *(".netrc*", "_netrc", ".npmrc*", ".yarnrc*", ".pypirc*", ".pgpass*", ".my.cnf", ".htpasswd*", ".git-credentials*"),
    *(".ssh", ".aws", ".azure", ".gcloud", ".config", ".gnupg", ".docker", ".dockercfg", ".kube", "kubeconfig"),
    *(".boto", ".s3cfg", ".vault-token", ".anthropic", "*.kdbx", "*.agekey", ".*_history"),
    *("id_rsa*", "id_dsa*", "id_ecdsa*", "id_ed25519*", "*.pem*", "*.key", "*.ppk", "*.p8", "*.p12", "*.pfx", "*.jks"),
    *("*.keystore", "*.keytab", "credentials", "*credentials.json", "client_secret*.json", "service[-_]account*.json"),
    *(
        f"{name}.{form}"
        for name in ("credentials", "secrets")
        for form in ("json", "yaml", "yml", "toml", "ini", "csv")
    ),
)
#: What is left out: version control, caches, environments, copies of editors, and files that usually hold secrets.
IGNORED: Final = (
    *(".git", ".hg", ".svn", ".ds_store", "thumbs.db", "node_modules", ".venv", "venv", ".idea", ".vscode", "__macosx"),
    *(
        "__pycache__",
        "*.py[cod]",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".cache",
        ".tox",
        ".nox",
    ),
    *(".ipynb_checkpoints", "*~", "*.sw[nop]", ".#*", "#*#", "*.bak", "*.orig"),
    *SECRET,
)
_SECRET, _IGNORED = (re.compile("|".join(map(translate, names)), re.IGNORECASE) for names in (SECRET, IGNORED))
#: A file that was replaced by a link or a pipe since it was looked at is not opened, and nothing waits for it.
_OPEN_FLAGS: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def skill_files(path: str | os.PathLike[str]) -> list[Any]:
    """Return the files of a skill in the form that `files=` accepts, with their contents.

    Each file is named by its path, which begins with the name of the folder. The order is that of the paths. Version control,
    caches, environments and files that usually hold secrets are left out: `IGNORED` is the list. A link is followed if it stays in the
    folder and leads to a file that is not left out. An archive that has files of `SECRET` is refused.

    Args:
        path: A folder with a SKILL.md at its top, or a zip archive of one.

    Raises:
        SkillInvalid: a rule of the API is violated, or something cannot be read or must not be uploaded; the message names it.
    """
    try:
        root = Path(os.path.realpath(os.fsdecode(path)))
        if root.is_file():
            content = _read(root, root.name)
            _check_archive(content, root.name)
            return [(root.name, content, "application/zip")]
        if not root.is_dir():
            raise SkillInvalid(f"{str(path)!r} is neither a folder nor a zip archive")
        files = sorted(_walk(root))
    except SkillInvalid:
        raise
    except (OSError, ValueError, TypeError) as error:
        raise SkillInvalid(f"{str(path)!r} cannot be read: {error}") from error
    if root / "SKILL.md" not in (file for file, _ in files):
        raise SkillInvalid(f"{root.name!r} has no SKILL.md at its top")
    found: list[Any] = []
    size = 0
    for file, target in files:
        name = _name(file, root)
        content = _read(target, name)
        size += len(content)
        check_skill_size(size)
        if file == root / "SKILL.md":
            check_skill_md(content, folder=root.name)
        found.append((name, content))
    return found


def _walk(root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the files below a folder, each with the real path to read. Links into ignored files or out of the folder are refused."""
    count = 0
    # Each folder with its real path, and with the real folders of the links that lead to it: no link may lead back to them.
    folders: list[tuple[Path, Path, tuple[Path, ...]]] = [(root, root, ())]
    while folders:
        folder, real, origins = folders.pop()
        with os.scandir(real) as items:
            found = list(islice(items, MAX_SKILL_ENTRIES + 1 - count))
        count += len(found)
        if count > MAX_SKILL_ENTRIES:
            raise SkillInvalid(f"{root.name!r} has more than {MAX_SKILL_ENTRIES:,} files and folders")
        for item in found:
            if _IGNORED.match(item.name):
                continue
            entry, target = folder / item.name, real / item.name
            is_link = item.is_symlink()
            if is_link:
                target = _target(target, root, entry)
            mode = target.lstat().st_mode
            if stat.S_ISREG(mode):
                yield entry, target
            elif not stat.S_ISDIR(mode):
                raise SkillInvalid(f"{_name(entry, root)!r} is neither a file nor a folder")
            elif not is_link:
                folders.append((entry, target, origins))
            elif any(origin.is_relative_to(target) for origin in (real, *origins)):
                raise SkillInvalid(f"{_name(entry, root)!r} is a link to a folder that it is in")
            else:
                folders.append((entry, target, (real, *origins)))


def _name(entry: Path, root: Path) -> str:
    return entry.relative_to(root.parent).as_posix()


def _target(link: Path, root: Path, entry: Path) -> Path:
    """Return the real path that a link leads to."""
    name = _name(entry, root)
    try:
        target = Path(os.path.realpath(link, strict=True))
    except OSError:
        raise SkillInvalid(f"{name!r} is a link that leads nowhere") from None
    if not target.is_relative_to(root):
        raise SkillInvalid(f"{name!r} is a link out of the skill's folder")
    if any(map(_IGNORED.match, target.relative_to(root).parts)):
        raise SkillInvalid(f"{name!r} is a link to {target.relative_to(root).as_posix()!r}, which is not uploaded")
    return target


def _read(path: Path, name: str) -> bytes:
    """Return the content of a file."""
    try:
        with open(path, "rb", opener=lambda path, flags: os.open(path, flags | _OPEN_FLAGS)) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise SkillInvalid(f"{name!r} is not a file any more")
            check_skill_size(status.st_size)
            return file.read(MAX_SKILL_BYTES)  # it may grow
    except OSError as error:
        raise SkillInvalid(f"{name!r} cannot be read: {error.strerror or error}") from error


def _check_archive(content: bytes, name: str) -> None:
    files = unzip_skill(io.BytesIO(content), name=name)
    tops = {path.partition("/")[0] for path in files}
    if len(tops) != 1:
        raise SkillInvalid(f"{name} must hold one folder at its top, not {', '.join(sorted(tops)) or 'nothing'}")
    for path in files:
        if any(map(_SECRET.match, path.split("/"))):
            raise SkillInvalid(f"{name} has {path!r}, which usually holds secrets: make the archive without it")
    top = tops.pop()
    if f"{top}/SKILL.md" not in files:
        raise SkillInvalid(f"{name} has no {top}/SKILL.md")
    check_skill_md(files[f"{top}/SKILL.md"], folder=top)
