"""Identifiers in the form of the API's own."""

from __future__ import annotations

from random import Random
from typing import Final

_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class Ids:
    """A source of identifiers; the same seed gives the same ones in the same order."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret

    def new(self, prefix: str) -> str:
        """`msg_01…`, `file_011C…`: the prefix and enough characters that no two are alike."""
        return prefix + "".join(self._random.choices(_BASE58, k=22))

    def request(self) -> str:
        return self.new("req_011C")[:28]
