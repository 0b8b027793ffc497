"""Points in time: `datetime` objects that remember the characters they were read from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any


class Timestamp(datetime):
    """An aware `datetime`, read from a text of a response; `text` is that text, unchanged.

    It is equal to any other `datetime` of the same moment. What is computed from it has no text.
    """

    __slots__ = ("_text",)

    _text: str

    @property
    def text(self) -> str:
        """The characters that arrived; the ISO form where the value was computed."""
        try:
            return self._text
        except AttributeError:
            return self.isoformat()

    def __reduce_ex__(self, protocol: Any) -> Any:
        try:
            return timestamp, (self._text,)
        except AttributeError:
            return super().__reduce_ex__(protocol)

    def __copy__(self) -> Timestamp:
        return self  # it does not change

    def __deepcopy__(self, memo: Any) -> Timestamp:
        return self


_read = Timestamp.fromisoformat


def timestamp(text: str) -> Any:
    """The `Timestamp` of an RFC 3339 text; the text itself, if it is none.

    A text without a zone is taken as UTC, which is what the API means by it.
    """
    try:
        # `fromisoformat` reads more than RFC 3339: days without a time, weeks, times without seconds.
        if text[4] != "-" or text[10] not in "Tt " or text[16] != ":":
            return text
        found = _read(text)
    except (ValueError, IndexError):
        if text[-1:] != "z" and text[10:11] != "t":
            return text
        return _small_letters(text)
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    found._text = text
    return found


def _small_letters(text: str) -> Any:
    """The moment of a text with `t` or `z`, which RFC 3339 allows and `fromisoformat` does not."""
    found = timestamp(text.upper())
    if type(found) is Timestamp:
        found._text = text
        return found
    return text


def timestamp_text(value: date) -> str:
    """A date as a request has it: the characters that it came from, or its ISO form."""
    return value.text if isinstance(value, Timestamp) else value.isoformat()
