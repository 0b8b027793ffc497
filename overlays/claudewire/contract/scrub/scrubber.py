"""Secrets in recordings: found by form, by the name of what holds them, and by value; replaced by placeholders of the same length.

Equal secrets get equal placeholders, so that a recording still says which values were equal. The same length keeps
lengths, chunk sizes and base64 true. Values are also read through their encodings (`encodings`) and archives (`packing`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from claudewire.contract.escaping import printable
from claudewire.contract.scrub.encodings import ENCODINGS, RUN, Encoding, decode_run
from claudewire.contract.scrub.forms import FORMS, NAMED, is_placeholder, kind_of, make_placeholder
from claudewire.contract.scrub.packing import Budget, clean_archives, unpack, unpack_raw_deflate

#: Most bytes that are unpacked of one recording.
MAX_UNPACKED: Final = 64 * 1024 * 1024
#: How many encodings inside each other are undone: JSON in base64 in gzip in JSON.
_DEEPEST: Final = 6
#: A JSON string; at the end of a text that was cut off also one without its end, so that each is scanned once.
_LITERAL: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_SEARCHABLE: Final = re.compile(rb"(?:[\x20-\x7e]\x00?){6}")


class Leak(NamedTuple):
    """A secret that was found."""

    kind: str
    #: Its first characters, to recognize it by.
    hint: str


class Scrubber:
    """Replaces secrets, and remembers which placeholder belongs to which.

    Args:
        limit: Most bytes that are unpacked, until `renew` is called.
    """

    def __init__(self, *, limit: int = MAX_UNPACKED) -> None:
        #: Every secret that was found.
        self.leaks: list[Leak] = []
        self._budget = Budget(limit)
        self._placeholders: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def renew(self) -> None:
        """Begin another recording: it may be unpacked up to the limit, too."""
        self._budget = Budget(self._budget.limit)

    def learn(self, value: str, kind: str) -> None:
        """From now on, this value is a secret wherever it turns up."""
        if len(value) >= 8 and not is_placeholder(value):
            self._known[value] = kind

    def placeholder(self, secret: str, kind: str) -> str:
        """The placeholder of a secret; a placeholder is returned unchanged."""
        if is_placeholder(secret):
            return secret
        known = self._placeholders.get(secret)
        if known is None:
            number = self._numbers[kind] = self._numbers.get(kind, 0) + 1
            known = self._placeholders[secret] = make_placeholder(secret, kind, number)
            self.leaks.append(Leak(kind, f"{printable(secret[:6])}…" if len(secret) > 12 else "…"))
        return known

    def text(self, text: str, depth: int = 0) -> str:
        """A text without its secrets. A text without any is returned unchanged.

        Raises:
            TooLargeError: what is compressed in it is larger than the limit.
        """
        if len(text) < 6 or depth > _DEEPEST:
            return text
        for value, kind in self._known.items():
            if value in text:
                text = text.replace(value, self.placeholder(value, kind))
        lower = text.lower()
        for kind, form, words in FORMS:
            if _has(lower, words):
                text = form.sub(partial(self._replace, kind=kind), text)
        for pattern in NAMED:
            text = pattern.sub(lambda match: self._replace(match, kind_of(match["name"])), text)
        if "\\" in text:
            text = _LITERAL.sub(lambda match: self._literal(match[0], depth), text)
        for encoding in ENCODINGS:
            if _has(text, encoding.signs):
                text = encoding.pattern.sub(partial(self._encoded, encoding=encoding, depth=depth), text)
        return RUN.sub(lambda match: self._run(match[0], depth), text)

    def data(self, data: bytes, depth: int = 0) -> bytes:
        """Bytes without their secrets: text, or what is compressed or archived in them. Other bytes are searched as they are.

        Raises:
            TooLargeError: what is compressed in it is larger than the limit.
        """
        if depth > _DEEPEST:
            return data
        data = clean_archives(data, self._budget, lambda content: self.data(content, depth + 1))
        packed = unpack(data, self._budget)
        text = None if packed else _decoded(data)
        if packed is None and text is None:
            packed = unpack_raw_deflate(data, self._budget)
        if packed is not None:
            plain, pack = packed
            clean = self.data(plain, depth + 1)
            return data if clean == plain else pack(clean)
        if not _SEARCHABLE.search(data):
            return data
        if text is not None:
            return self.text(text, depth).encode()
        # Latin-1 gives each byte a character: what looks like a secret in it is one.
        return self.text(data.decode("latin-1"), max(depth, _DEEPEST - 1)).encode("latin-1", "replace")

    def _replace(self, match: re.Match[str], kind: str) -> str:
        group = "secret" if "secret" in match.re.groupindex else 0
        start, stop = (place - match.start() for place in match.span(group))
        return match[0][:start] + self.placeholder(match[group], kind) + match[0][stop:]

    def _literal(self, literal: str, depth: int) -> str:
        if "\\" not in literal:  # its value has been searched already
            return literal
        for end in ("", '"'):  # the second for a text that was cut off
            try:
                value = json.loads(literal + end, strict=False)
            except ValueError:
                continue
            clean = self.text(value, depth + 1)
            return literal if clean == value else json.dumps(clean, ensure_ascii=False).removesuffix(end)
        return literal

    def _encoded(self, match: re.Match[str], encoding: Encoding, depth: int) -> str:
        run = match[0]
        data = encoding.decode(run)
        if data is None:
            return run
        clean = self.data(data, depth + 1)
        return run if clean == data else encoding.encode(run, clean)

    def _run(self, run: str, depth: int) -> str:
        for data, encode in decode_run(run):
            clean = self.data(data, depth + 1)
            if clean != data:
                return encode(clean)
        return run


def find(data: bytes) -> list[Leak]:
    """The secrets in some bytes."""
    scrubber = Scrubber()
    scrubber.data(data)
    return scrubber.leaks


def split_runs(pieces: list[str], scrubber: Scrubber) -> Iterator[tuple[int, str]]:
    """Texts that were cut out of one (the deltas of a stream), with the secrets that run across the cuts replaced.

    Yields:
        Position and new text of each piece that changes.
    """
    complete = "".join(pieces)
    clean = scrubber.text(complete)
    if clean == complete:
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


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None
