"""The rules of the API for a skill's SKILL.md and size. `skill_folder` checks them before an upload, the local server after one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final, NamedTuple

from claudewire_api._errors import RequestInvalid

#: Bytes of all files of a skill together must be fewer than this.
MAX_SKILL_BYTES: Final = 30 * 1024 * 1024
#: Files and folders of one skill. Links can make a small folder endless.
MAX_SKILL_ENTRIES: Final = 10_000
_MAX_DESCRIPTION: Final = 1024
_NAME: Final = re.compile(r"[a-z0-9-]{1,64}")
_RESERVED: Final = ("anthropic", "claude")
_TAG: Final = re.compile(r"<[^>]+>")
_BLOCK_SCALAR: Final = re.compile(r"[|>][+-]?")
#: A quoted value, and a comment behind it.
_QUOTED: Final = re.compile(r"""(?:"((?:[^"\\]|\\.)*+)"|'((?:[^']|'')*+)')(?:\s++#.*)?""", re.DOTALL)
_COMMENT: Final = re.compile(r"(?<!\s)\s++#.*$")


class SkillInvalid(RequestInvalid):
    """The skill violates a rule of the API. Nothing was sent."""


class SkillFacts(NamedTuple):
    """What SKILL.md says about the skill."""

    name: str
    description: str


def check_skill_size(size: int) -> None:
    """Raise SkillInvalid if a skill of `size` bytes is too large."""
    if size >= MAX_SKILL_BYTES:
        raise SkillInvalid(
            f"files: the total size of a skill must be under {MAX_SKILL_BYTES // 1024**2} MB, not {size:,} bytes"
        )


def check_skill_md(content: bytes, *, folder: str) -> SkillFacts:
    """Return the name and the description that SKILL.md gives.

    Args:
        content: The content of SKILL.md.
        folder: Name of the folder that SKILL.md is in.

    Raises:
        SkillInvalid: a rule of the API is violated; the message names it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SkillInvalid(f"SKILL.md is not valid UTF-8: {error}") from error
    fields = dict(_front_matter(StringIO(text, newline=None)))
    name, description = fields.get("name", ""), fields.get("description", "")
    if not _NAME.fullmatch(name):
        raise SkillInvalid(
            f"SKILL.md: name must have 1 to 64 lowercase letters, digits and hyphens, not {name[:100]!r}"
        )
    if any(word in name for word in _RESERVED):
        raise SkillInvalid(f"SKILL.md: name must not contain {' or '.join(_RESERVED)}")
    if name != folder:
        raise SkillInvalid(f"folder name {folder!r} must match the skill name {name!r}")
    if not 1 <= len(description) <= _MAX_DESCRIPTION:
        raise SkillInvalid(
            f"SKILL.md: description must have 1 to {_MAX_DESCRIPTION} characters, not {len(description)}"
        )
    if _TAG.search(description):
        raise SkillInvalid("SKILL.md: description must not contain XML tags")
    return SkillFacts(name, description)


def _front_matter(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the `key: value` pairs at the top of the file. Supports plain, quoted and block values, and comments."""
    rest = iter(lines)
    if next(rest, "").strip() != "---":
        raise SkillInvalid("SKILL.md must start with YAML frontmatter (---)")
    key, parts = "", list[str]()
    for line in rest:
        if line.strip() == "---":
            break
        if line[:1].isspace() or not line.strip():
            parts.append(line.strip())
            continue
        if key:
            yield key, _unquote(parts)
        key, _, value = line.partition(":")
        key, parts = key.strip(), [value.strip()]
    else:
        raise SkillInvalid("SKILL.md: the YAML frontmatter does not end: a line --- is missing")
    if key:
        yield key, _unquote(parts)


def _unquote(parts: list[str]) -> str:
    if parts and _BLOCK_SCALAR.fullmatch(parts[0]):
        parts = parts[1:]
    text = " ".join(part for part in parts if part)
    if quoted := _QUOTED.fullmatch(text):
        return quoted[1] if quoted[2] is None else quoted[2]
    return _COMMENT.sub("", text)
