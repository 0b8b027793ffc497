"""Secrets in recordings: found by form, by the name of what holds them, and by value; replaced by stand-ins of the same length.

The same secret gets the same stand-in everywhere, so that a recording still says which values were equal. The same length keeps
lengths, chunk sizes and base64 true. Compressed and base64 values are looked into, zip archives too, and JSON inside JSON.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, NamedTuple

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_ZIP_END: Final = b"PK\x05\x06"
#: Most that is unpacked of one archive.
_LARGEST: Final = 256 * 1024 * 1024
#: How deep values are looked into: JSON in base64 in gzip in JSON.
_DEEPEST: Final = 6

_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"

#: kind, form, and words (in lower case) one of which is in every match: looking for them first is many times faster. The group
#: `secret` is what is replaced; without it, the whole match.
_FORMS: Final[tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]] = (
    (
        "private-key",
        re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?P<secret>.*?)-----END", re.DOTALL),
        ("private key",),
    ),
    ("sk-ant", re.compile(r"sk-ant-[A-Za-z0-9_\-]{8,}"), ("sk-ant-",)),
    ("key", re.compile(r"\bsk-(?!ant-)(?:[a-z]+-)?[A-Za-z0-9_\-]{20,}"), ("sk-",)),
    ("key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_\-]{35}"), ("akia", "asia", "aiza")),
    (
        "token",
        re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{22,}"),
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
    ),
    ("token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9\-]{10,}"), ("xox",)),
    (
        "token",
        re.compile(r"\b(?:hf|glpat|npm|pypi)[_\-](?=[A-Za-z0-9_\-]*\d)[A-Za-z0-9_\-]{20,}"),
        ("hf_", "hf-", "glpat", "npm_", "pypi-"),
    ),
    ("jwt", re.compile(r"\beyJ[A-Za-z0-9_\-]{8,}\.eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]*"), ("eyj",)),
    (
        "token",
        re.compile(r"(?i)\b(?:bearer|basic)(?:\s|%20|\+)+(?P<secret>(?=\S*\d)[A-Za-z0-9._~+/\-]{16,}=*)"),
        ("bearer", "basic"),
    ),
    ("password", re.compile(r"(?i)\b[a-z][a-z0-9+.\-]*://(?P<secret>[^/\s@\"'<>:]+:[^/\s@\"'<>]+)@"), ("://",)),
    (
        "cookie",
        re.compile(r"(?i)\b(?:__cf_bm|_cfuvid|cf_clearance|sessionkey)=(?P<secret>[^;\s\"',]{6,})"),
        ("__cf_bm", "_cfuvid", "cf_clearance", "sessionkey"),
    ),
    (
        "organization",
        re.compile(rf"(?i)\b(?:organi[sz]ation|org|workspace)(?:[_ ]?u?u?id)?\W{{0,6}}(?P<secret>{_UUID})"),
        ("org", "workspace"),
    ),
    (
        "account",
        re.compile(rf"(?i)(?:account|session|device)(?:_?u?u?id)?[^\w\-]{{0,6}}_?(?P<secret>{_UUID})"),
        ("account", "session", "device"),
    ),
    ("account", re.compile(r"\buser_(?P<secret>[0-9a-f]{64})"), ("user_",)),
    ("workspace", re.compile(r"\bwrkspc_(?P<secret>[A-Za-z0-9]{12,})"), ("wrkspc_",)),
)

_NAMES: Final = (
    r"(?:x[_-])?(?:api|access|secret|private|auth|encryption|signing)[_-]?key|authorization(?:[_-]?token)?|password|passwd|"
    r"(?:access|refresh|auth|id|session|bearer|security|secret|api|csrf)[_-]?token|client[_-]?secret|secret|credentials?|"
    r"(?:device|account|organization|workspace|account_uu|organization_uu|session_uu)[_-]?id|cookie|set-cookie|x-amz-security-token"
)
#: `"name": "value"` in JSON, `name=value` in a query or a form.
_FIELD: Final = re.compile(rf'(?i)"(?P<name>{_NAMES})"\s*:\s*"(?P<secret>(?:[^"\\]|\\.)+)"')
_QUERY: Final = re.compile(rf"(?i)(?:[?&;]|^)(?P<name>{_NAMES}|key|token|sig|signature)=(?P<secret>[^&\s\"'#;]+)")

_LITERAL: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_BASE64: Final = re.compile(r"(?<![A-Za-z0-9+/_\-=])[A-Za-z0-9+/_\-]{16,}={0,2}(?![A-Za-z0-9+/_\-=])")
_PLACEHOLDER: Final = re.compile(
    r"(?i)redact|dummy|fake|placeholder|sanitiz|filtered|masked|\*\*|x{5}|^[x*.\-]+$|^<.*>$|^\$?\{.*\}$|^0{8}-"
)

#: Stand-ins of a named value are called after the first of these in its name.
_KINDS: Final = ("organization", "workspace", "account", "device", "session", "cookie", "password", "key")


class Leak(NamedTuple):
    """A secret that was found."""

    kind: str
    #: Its first characters, to recognize it by.
    hint: str


class Scrubber:
    """Replaces secrets, and remembers which stand-in belongs to which."""

    def __init__(self) -> None:
        #: Every secret so far.
        self.leaks: list[Leak] = []
        self._placeholders: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def learn(self, value: str, kind: str) -> None:
        """From now on, this value is a secret wherever it turns up."""
        if len(value) >= 8 and not is_placeholder(value):
            self._known[value] = kind

    def placeholder(self, secret: str, kind: str) -> str:
        """What stands for a secret, and for nothing else: of the same length if that is long enough to tell them apart."""
        if is_placeholder(secret):
            return secret
        known = self._placeholders.get(secret)
        if known is None:
            number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
            known = self._placeholders[secret] = _made(secret, kind, number)
            self.leaks.append(Leak(kind, f"{secret[:6]}…" if len(secret) > 12 else "…"))
        return known

    def text(self, text: str, depth: int = 0) -> str:
        """A text without its secrets. A text that holds none comes back as it is."""
        if len(text) < 6 or depth > _DEEPEST:
            return text
        for value, kind in self._known.items():
            if value in text:
                text = text.replace(value, self.placeholder(value, kind))
        lower = text.lower()
        for kind, form, words in _FORMS:
            if _has(lower, words):
                text = form.sub(partial(self._put, kind=kind), text)
        text = _FIELD.sub(lambda match: self._put(match, _kind_of(match["name"])), text)
        text = _QUERY.sub(lambda match: self._put(match, _kind_of(match["name"])), text)
        if "\\" in text:
            text = _LITERAL.sub(lambda match: self._literal(match[0], depth), text)
        return _BASE64.sub(lambda match: self._base64(match[0], depth), text)

    def data(self, data: bytes, depth: int = 0) -> bytes:
        """Bytes without their secrets: text, or what gzip or zlib made of it. Other bytes are searched as they are."""
        if len(data) < 6 or depth > _DEEPEST:
            return data
        data = self._archives(data, depth)
        plain, pack = _unpacked(data)
        if pack is not None:
            clean = self.data(plain, depth + 1)
            return data if clean == plain else pack(clean)
        try:
            text = data.decode()
            return self.text(text, depth).encode()
        except UnicodeDecodeError:
            # Latin-1 gives each byte a character: what looks like a secret in it is one.
            return self.text(data.decode("latin-1"), _DEEPEST).encode("latin-1", "replace")

    def _archives(self, data: bytes, depth: int) -> bytes:
        """The zip archives in some bytes (a skill, whole or as a part of a form) are looked into, file by file."""
        start = data.find(_ZIP)
        end = data.rfind(_ZIP_END)
        if start < 0 or end < start:
            return data
        end += 22 + int.from_bytes(data[end + 20 : end + 22], "little")  # the record of the end, and its comment
        made = io.BytesIO()
        changed = False
        try:
            with zipfile.ZipFile(io.BytesIO(data[start:end])) as archive, zipfile.ZipFile(made, "w") as copy:
                if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                    return data
                for member in archive.infolist():
                    content = archive.read(member)
                    clean = self.data(content, depth + 1)
                    changed |= clean != content
                    copy.writestr(member, clean, compress_type=member.compress_type)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ):  # encrypted, or no archive
            return data
        return data[:start] + made.getvalue() + data[end:] if changed else data

    def _put(self, match: re.Match[str], kind: str) -> str:
        group = "secret" if "secret" in match.re.groupindex else 0
        start, stop = (place - match.start() for place in match.span(group))
        return match[0][:start] + self.placeholder(match[group], kind) + match[0][stop:]

    def _literal(self, literal: str, depth: int) -> str:
        if "\\" not in literal:  # what it holds was seen already
            return literal
        try:
            value = json.loads(literal, strict=False)
        except ValueError:
            return literal
        clean = self.text(value, depth + 1)
        return literal if clean == value else json.dumps(clean, ensure_ascii=False)

    def _base64(self, run: str, depth: int) -> str:
        url_safe = "-" in run or "_" in run
        if run.islower() or run.isupper() or (url_safe and ("+" in run or "/" in run)):  # a name, a number, a path
            return run
        body = run.rstrip("=")
        decode = base64.urlsafe_b64decode if url_safe else base64.b64decode
        try:
            data = decode(body + "=" * (-len(body) % 4))
        except (binascii.Error, ValueError):
            return run
        clean = self.data(data, depth + 1)
        if clean == data:
            return run
        encode = base64.urlsafe_b64encode if url_safe else base64.b64encode
        made = encode(clean).decode()
        return made if run.endswith("=") or len(run) % 4 == 0 else made.rstrip("=")


def find(data: bytes) -> list[Leak]:
    """The secrets in some bytes."""
    scrubber = Scrubber()
    scrubber.data(data)
    return scrubber.leaks


def is_placeholder(value: str) -> bool:
    """Whether a value is no secret, but what somebody put in the place of one."""
    return bool(_PLACEHOLDER.search(value))


def names_secret(name: str) -> bool:
    """Whether what has this name holds a secret."""
    return re.fullmatch(rf"(?i){_NAMES}", name) is not None


def split_runs(pieces: list[str], scrubber: Scrubber) -> Iterator[tuple[int, str]]:
    """Texts that were cut out of one (the deltas of a stream), with the secrets that run across the cuts replaced.

    Yields:
        Position and new text of each piece that changes.
    """
    whole = "".join(pieces)
    clean = scrubber.text(whole)
    if clean == whole:
        return
    start = 0
    for position, piece in enumerate(pieces):
        last = position == len(pieces) - 1
        new = clean[start:] if last else clean[start : start + len(piece)]
        start += len(piece)
        if new != piece:
            yield position, new


def _has(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 any() would make a generator for each of a million short texts
        if word in text:
            return True
    return False


def _unpacked(data: bytes) -> tuple[bytes, Callable[[bytes], bytes] | None]:
    try:
        if data.startswith(_GZIP):
            return gzip.decompress(data), lambda plain: gzip.compress(plain, mtime=0)
        if data[:1] == b"\x78" and (data[0] << 8 | data[1]) % 31 == 0:
            return zlib.decompress(data), zlib.compress
    except (OSError, EOFError, zlib.error):
        pass
    return data, None


def _kind_of(name: str) -> str:
    name = name.lower()
    return next((kind for kind in _KINDS if kind in name), "token")


def _made(secret: str, kind: str, number: int) -> str:
    if re.fullmatch(_UUID, secret):
        return f"00000000-0000-4000-8000-{number:012d}"
    made = f"{kind}-redacted-{number}"
    if len(made) > len(secret):
        made = f"redacted{number}"
    return made if len(made) >= len(secret) else made + "-" + "x" * (len(secret) - len(made) - 1)
