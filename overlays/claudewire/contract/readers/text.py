"""Bytes of a file as text, with its byte order mark, and back."""

from __future__ import annotations

import codecs
import re
from typing import Final

from attrs import frozen

from claudewire.contract.readers.limits import UnreadableError

#: Longest mark first: that of UTF-32 begins like that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE: Final = re.compile("[\ud800-\udfff]")


@frozen
class FileText:
    """The text of a file, and how to write another text in the same way."""

    text: str
    encoding: str
    mark: bytes

    def encode(self, text: str) -> bytes:
        """The bytes of a text with the encoding and the byte order mark of this file."""
        return self.mark + text.encode(self.encoding, _errors_of(self.encoding))


def decode_file(data: bytes) -> FileText:
    """Decode a file: by its byte order mark; without one as UTF-16 if every other byte is zero, else as UTF-8.

    Bytes that are not UTF-8 become lone surrogates, as the operating system's file names do, so that they can be written back.

    Raises:
        UnreadableError: the bytes do not fit the mark.
    """
    mark, encoding = next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", ""))
    if not encoding:
        encoding = _without_mark(data)
    try:
        return FileText(data[len(mark) :].decode(encoding, _errors_of(encoding)), encoding, mark)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"the file is not valid {encoding.upper()}: {error.reason} at byte {error.start}"
        ) from None


def body_bytes(text: str) -> bytes:
    """The bytes of a recorded text.

    A recorder may have cut a character in half, or escaped it in two parts. Both parts become one character again; a lone one is written
    as its JSON escape, because bodies are JSON and no encoding has bytes for it.
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        joined = join_surrogates(text)
        return _LONE.sub(_as_bytes_or_escape, joined).encode("utf-8", "surrogateescape")


def join_surrogates(text: str) -> str:
    """The text with each pair of surrogates as the one character that it stands for."""
    return _PAIR.sub(lambda match: match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def _as_bytes_or_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    # U+DC80 to U+DCFF are bytes of the file that were not UTF-8.
    return match[0] if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def _without_mark(data: bytes) -> str:
    head = data[:64]
    if len(head) >= 4 and len(head) % 2 == 0:
        if not any(head[1::2]) and all(head[0::2]):
            return "utf-16-le"
        if not any(head[0::2]) and all(head[1::2]):
            return "utf-16-be"
    return "utf-8"


def _errors_of(encoding: str) -> str:
    return "surrogateescape" if encoding == "utf-8" else "surrogatepass"
