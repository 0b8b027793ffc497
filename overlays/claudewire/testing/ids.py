"""Identifiers in the form of the API's own."""

from __future__ import annotations

from random import Random
from typing import Final

_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class Ids:
    """A generator of identifiers. The same seed generates the same identifiers in the same order."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = Random(seed)  # noqa: S311 - repeatable, not secret

    def new(self, prefix: str) -> str:
        """Return a new identifier: the prefix and 22 random characters, for instance `msg_01…`."""
        return prefix + "".join(self._random.choices(_BASE58, k=22))

    def request(self) -> str:
        return self.new("req_011C")[:28]
