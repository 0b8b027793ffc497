"""Encodings that a secret may hide in: runs of text that stand for other text or bytes, and the way back.

Each `Encoding` finds its runs by a pattern, decodes one, and encodes the cleaned value again. Only a run whose decoded value holds a
secret is replaced, so a pattern may match more than it should.
"""

from __future__ import annotations

import base64
import binascii
import html
import quopri
import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote, unquote_to_bytes

from attrs import frozen


@frozen
class Encoding:
    """One encoding.

    `decode` returns bytes, or None if the run is not of this encoding after all; `encode` gets the run and its cleaned bytes.
    """

    name: str
    #: Texts without any of these hold no run; empty if every text may.
    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    decode: Callable[[str], bytes | None]
    encode: Callable[[str, bytes], str]


def _from_html(run: str) -> bytes | None:
    return html.unescape(run).encode("utf-8", "surrogateescape")


def _to_html(_: str, data: bytes) -> str:
    return html.escape(data.decode("utf-8", "replace"), quote=True)


def _from_quoted_printable(run: str) -> bytes:
    return quopri.decodestring(run.encode("utf-8", "surrogateescape"))


def _to_quoted_printable(_: str, data: bytes) -> str:
    return quopri.encodestring(data).decode("ascii").rstrip("\n")


def _from_escapes(run: str) -> bytes:
    return bytes.fromhex(run.replace("\\\\x", "\\x").replace("\\x", ""))


def _to_escapes(run: str, data: bytes) -> str:
    mark = "\\\\x" if run.startswith("\\\\x") else "\\x"
    return "".join(f"{mark}{byte:02x}" for byte in data)


def _from_separated(run: str) -> bytes:
    return bytes.fromhex(re.sub(r"(?:0x)|[^0-9A-Fa-f]", "", run))


def _to_separated(run: str, data: bytes) -> str:
    between = re.match(r"(0x)?[0-9A-Fa-f]{2}([^0-9A-Fa-f]{1,2}?)(0x)?[0-9A-Fa-f]{2}", run)
    prefix, mark = (between[1] or "", between[2]) if between else ("", ":")
    return mark.join(f"{prefix}{byte:02x}" for byte in data)


def _from_wide(step: int) -> Callable[[str], bytes]:
    return lambda run: run[step::2].encode("ascii", "replace")


def _to_wide(step: int) -> Callable[[str, bytes], str]:
    def encode(_: str, data: bytes) -> str:
        text = data.decode("ascii", "replace")
        return "".join(f"\0{letter}" if step else f"{letter}\0" for letter in text)

    return encode


def _from_lines(run: str) -> bytes | None:
    try:
        return base64.b64decode(re.sub(r"\\[rn]|\s", "", run))
    except (binascii.Error, ValueError):
        return None


def _to_lines(run: str, data: bytes) -> str:
    """Base64 with the line length and the line ends of the run."""
    found = re.match(r"([A-Za-z0-9+/]+)((?:\\[rn]|\s)+)", run)
    width, end = (len(found[1]), found[2]) if found else (76, "\n")
    text = base64.b64encode(data).decode()
    return end.join(text[start : start + width] for start in range(0, len(text), width))


#: Tried in this order on every text.
ENCODINGS: Final = (
    Encoding(
        "percent",
        ("%",),
        re.compile(r"(?:[A-Za-z0-9._~+\-]|%[0-9A-Fa-f]{2}){6,}"),
        lambda run: unquote_to_bytes(run) if "%" in run else None,
        lambda _, data: quote(data, safe=""),
    ),
    Encoding(
        "html",
        ("&",),
        re.compile(r"(?:[A-Za-z0-9._~+/=\-]|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});){6,}"),
        lambda run: _from_html(run) if "&" in run else None,
        _to_html,
    ),
    Encoding(
        "quoted-printable",
        ("=",),
        re.compile(r"(?:[A-Za-z0-9._~+/\-]|=[0-9A-F]{2}|=\r?\n){6,}"),
        lambda run: _from_quoted_printable(run) if "=" in run else None,
        _to_quoted_printable,
    ),
    Encoding("escapes", ("\\x",), re.compile(r"(?:\\{1,2}x[0-9A-Fa-f]{2}){6,}"), _from_escapes, _to_escapes),
    Encoding(
        "separated hexadecimal",
        (":", " ", "-", ","),
        re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{2}(?:(?:[: -]|, ?)(?:0x)?[0-9A-Fa-f]{2}){11,}(?![0-9A-Za-z])"),
        _from_separated,
        _to_separated,
    ),
    Encoding("UTF-16, little endian", ("\0",), re.compile(r"(?:[\x20-\x7e]\0){6,}"), _from_wide(0), _to_wide(0)),
    Encoding("UTF-16, big endian", ("\0",), re.compile(r"(?:\0[\x20-\x7e]){6,}"), _from_wide(1), _to_wide(1)),
    Encoding(
        "base64 in lines",
        ("\n", "\r", "\\n", "\\r"),
        re.compile(
            r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,100}+(?:(?:\\r)?(?:\\n|\r?\n)[ \t]*[A-Za-z0-9+/]{1,100})+={0,2}"
        ),
        _from_lines,
        _to_lines,
    ),
)

#: What base64, base32 and hexadecimal are made of.
RUN: Final = re.compile(r"(?<![A-Za-z0-9+/_\-=])[A-Za-z0-9+/_\-]{16,}+={0,6}(?![A-Za-z0-9+/_\-=])")
_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_BASE32: Final = re.compile(r"(?:[A-Z2-7]+|[a-z2-7]+)=*")

Decoded = tuple[bytes, Callable[[bytes], str]]


def decode_run(run: str) -> list[Decoded]:
    """What a run of letters and digits may stand for, each with the function that encodes cleaned bytes in the same way."""
    found: list[Decoded] = []
    if _HEX.fullmatch(run):
        found.append((bytes.fromhex(run), bytes.hex if not run.isupper() else lambda data: data.hex().upper()))
    if _BASE32.fullmatch(run):
        found += _base32(run)
    return found + _base64(run)


def _base32(run: str) -> list[Decoded]:
    body = run.rstrip("=").upper()
    try:
        data = base64.b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError):
        return []

    def encode(clean: bytes) -> str:
        text = base64.b32encode(clean).decode()
        text = text if run.endswith("=") or len(body) % 8 == 0 else text.rstrip("=")
        return text.lower() if run.islower() else text

    return [(data, encode)]


def _base64(run: str) -> list[Decoded]:
    url_safe = "-" in run or "_" in run
    if run.islower() or run.isupper() or (url_safe and ("+" in run or "/" in run)):  # a name, a number, a path
        return []
    body = run.rstrip("=")
    decode: Any = base64.urlsafe_b64decode if url_safe else base64.b64decode
    encode: Any = base64.urlsafe_b64encode if url_safe else base64.b64encode
    try:
        data: bytes = decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError):
        return []

    def encoded(clean: bytes) -> str:
        text: str = encode(clean).decode()
        return text if run.endswith("=") or len(run) % 4 == 0 else text.rstrip("=")

    return [(data, encoded)]
