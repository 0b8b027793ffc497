"""How a server may spell a secret that it repeats: escaped as in JSON, URLs, HTML or Python, in Base64 or in hex, in any case."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

#: What many values begin with: it is no secret by itself.
_KNOWN_START: Final = re.compile(r"(?i)sk-ant-(?:[a-z0-9]{3,6}-)?|bedrock-api-key-|absk|(?:bearer|basic|token) ")
#: So many characters of a value that was cut off are no longer shown.
_MIN_PART: Final = 6
_NAMED: Final = {"&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos", "\xa0": "nbsp"}


class Spellings:
    """All spellings of one value.

    Args:
        value: The secret.
    """

    __slots__ = ("_escaped", "_needles", "_plain", "_value")

    def __init__(self, value: str) -> None:
        self._value = value
        needles = sorted({value, *_encoded(value)}, key=len, reverse=True)
        self._needles = [needle.lower() for needle in needles]
        self._plain = re.compile("|".join(map(re.escape, needles)), re.IGNORECASE)
        #: Made for the first text that has an escape.
        self._escaped: re.Pattern[str] | None = None

    def __repr__(self) -> str:
        return "Spellings(…)"

    def mask(self, text: str, mask: str) -> str:
        """Return the text with a mask in the place of the value, also at its end where the value is cut off."""
        folded = text.lower()
        if any(needle in folded for needle in self._needles):
            text = self._plain.sub(mask, text)
        if "\\" in text or "%" in text or "&" in text or "+" in text:
            if self._escaped is None:
                self._escaped = re.compile("".join(map(_spelling, self._value)), re.IGNORECASE)
            text = self._escaped.sub(mask, text)
        return self._mask_end(text, mask)

    def _mask_end(self, text: str, mask: str) -> str:
        value = self._value
        known = _KNOWN_START.match(value)
        least = _MIN_PART + (known.end() if known else 0)
        if len(value) > least:
            for size in range(min(len(value) - 1, len(text)), least - 1, -1):
                if text.endswith(value[:size]):
                    return text[:-size] + mask
        return text


def _encoded(value: str) -> Iterator[str]:
    """Yield the value in Base64, wherever it begins in what was encoded, in hex, and as UTF-8 that was read as Latin-1."""
    data = value.encode("utf-8", "surrogatepass")
    for before, start in ((0, 0), (1, 2), (2, 3)):
        whole = base64.b64encode(bytes(before) + data).decode()
        core = whole[start : (before + len(data)) * 8 // 6]
        for form in (core, core.replace("+", "-").replace("/", "_"), core.replace("/", "\\/"), quote(core, safe="")):
            if len(core) >= _MIN_PART:
                yield form
    yield data.hex()
    if not value.isascii():
        yield data.decode("latin-1")


def _spelling(character: str) -> str:
    """Return a pattern for a character in any spelling. Each may be escaped several times."""
    number = ord(character)
    units = character.encode("utf-16-be", "surrogatepass")
    octets = character.encode("utf-8", "surrogatepass")
    forms = [
        r"\\{0,8}" + re.escape(character),
        "".join(rf"\\{{1,8}}u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2)),
        rf"\\{{1,8}}u\{{0*{number:x}\}}",
        "".join(rf"%(?:25)*{octet:02x}" for octet in octets),
        "".join(rf"\\{{1,8}}x{octet:02x}" for octet in octets),
        rf"&(?:amp;)*#(?:0*{number}|x0*{number:x});",
    ]
    if number in range(128, 256):
        forms.append(rf"\\{{1,8}}x{number:02x}")
    if name := _NAMED.get(character):
        forms.append(f"&(?:amp;)*{name};")
    if character == " ":
        forms.append(r"\+")
    return f"(?:{'|'.join(forms)})"
