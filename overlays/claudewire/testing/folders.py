"""The folder of a skill, as it is uploaded: single files or one zip archive, and a `SKILL.md` that says what it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from attrs import frozen

from .refusal import invalid
from .state import Upload

#: Bytes of all files together.
MOST_BYTES: Final = 30 * 1024 * 1024
_NAME: Final = re.compile(r"[a-z0-9-]{1,64}")
_TAG: Final = re.compile(r"<[^>]+>")
_RESERVED: Final = ("anthropic", "claude")


@frozen(kw_only=True)
class Folder:
    """One checked folder."""

    name: str
    description: str
    #: Name of the folder itself; the same as `name`.
    directory: str
    #: Content by path, the folder's own name included.
    files: Mapping[str, bytes]

    def archive(self) -> bytes:
        """The folder as a zip; the same folder gives the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in sorted(self.files.items()):
                archive.writestr(zipfile.ZipInfo(path), content)
        return buffer.getvalue()


def unpacked(uploads: Sequence[Upload]) -> Folder:
    """The folder that was uploaded.

    Raises:
        Refusal: 400, if it is not the folder of a skill.
    """
    files = _checked_paths(_files(uploads))
    top = next(iter(files)).parts[0]
    skill = files.get(PurePosixPath(top, "SKILL.md"))
    if skill is None:
        raise invalid("SKILL.md file must be exactly in the top-level folder.")
    facts = front_matter(skill)
    name, description = facts.get("name", ""), facts.get("description", "")
    _check_facts(name, description)
    if top != name:
        raise invalid(f"folder name '{top}' must match the skill name '{name}'")
    return Folder(
        name=name, description=description, directory=top, files={str(path): content for path, content in files.items()}
    )


def front_matter(content: bytes) -> dict[str, str]:
    """The plain `key: value` lines between the first two `---`; a value may be quoted, or indented after `>` or `|`."""
    lines = content.decode("utf-8", "replace").splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:]]:
        raise invalid("SKILL.md must start with YAML frontmatter (---)")
    facts: dict[str, str] = {}
    key = ""
    for line in lines[1:]:
        if line.strip() == "---":
            break
        if line[:1].isspace() and key:
            facts[key] = f"{facts[key]} {line.strip()}".strip()
        elif ":" in line:
            key, _, value = line.partition(":")
            key = key.strip()
            facts[key] = "" if value.strip() in (">", "|", ">-", "|-") else _unquoted(value.strip())
    return facts


def _files(uploads: Sequence[Upload]) -> dict[str, bytes]:
    if len(uploads) == 1 and zipfile.is_zipfile(io.BytesIO(uploads[0].content)):
        with zipfile.ZipFile(io.BytesIO(uploads[0].content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_size(sum(entry.file_size for entry in entries))
            return {entry.filename: archive.read(entry) for entry in entries}
    _check_size(sum(len(upload.content) for upload in uploads))
    return {upload.filename: upload.content for upload in uploads}


def _check_size(size: int) -> None:
    if size >= MOST_BYTES:
        raise invalid(
            f"files: the total size of a skill must be under {MOST_BYTES // (1024 * 1024)} MB, not {size:,} bytes"
        )


def _checked_paths(files: Mapping[str, bytes]) -> dict[PurePosixPath, bytes]:
    paths = {PurePosixPath(name): content for name, content in files.items()}
    for path in paths:
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise invalid(f"files: '{path}' is not a path below the skill's folder")
    if not paths:
        raise invalid("files: No files provided. Please provide files using 'files[]' field.")
    if len({path.parts[0] for path in paths}) > 1 or any(
        len(path.parts) == 1 and path.name != "SKILL.md" for path in paths
    ):
        raise invalid("files: all files must be in one common top-level folder")
    return paths


def _check_facts(name: str, description: str) -> None:
    if not _NAME.fullmatch(name):
        raise invalid("SKILL.md: name must have 1 to 64 lowercase letters, digits and hyphens")
    if any(word in name for word in _RESERVED):
        raise invalid(f"SKILL.md: name must not contain {' or '.join(_RESERVED)}")
    if not 1 <= len(description) <= 1024:
        raise invalid("SKILL.md: description must have 1 to 1024 characters")
    if _TAG.search(description):
        raise invalid("SKILL.md: description must not contain XML tags")


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
