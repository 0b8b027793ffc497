"""The codec of a type, and what makes codecs: the vocabulary of the modules that read types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from attrs import frozen

from .problems import Problem

#: Reads a JSON value: (value, its JSON pointer, list that takes the problems) → value of the type.
Decode = Callable[[Any, str, list[Problem]], Any]


@frozen
class Codec:
    """A type: its plain JSON Schema, and what reads a JSON value."""

    schema: dict[str, Any]
    decode: Decode


class Builder(Protocol):
    """Makes codecs that share definitions."""

    definitions: dict[str, dict[str, Any]]

    def codec(self, hint: Any, at: str) -> Codec:
        """Returns the codec of an annotation; `at` is where errors say that it stands."""
        ...

    def reference(self, key: Any, name: str, make: Callable[[str], Codec]) -> Codec:
        """Returns a codec that refers to the definition of `key`, which is made once."""
        ...
