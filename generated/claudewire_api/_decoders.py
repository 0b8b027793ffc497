# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""The decoders of models, unions and recursive aliases, each under its name; and how a union finds that of a value.

Whoever decodes a value of a type says `decoders.Message(value)`. A module is loaded, and its decoder put here, when the
name is first used: a message loads the kinds of block that it has.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Union

from . import models


def __getattr__(name: str) -> Callable[[Any], Any]:
    if name not in models.MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module: Any = import_module(f"{models.__name__}.{models.MODULES[name]}")
    found = vars(module).get(name)
    # A class decodes itself. Any other type has a decoder beside it.
    globals()[name] = decode = found._decode if isinstance(found, type) else module.decode
    return decode  # type: ignore[no-any-return]


#: This module: its attributes are the decoders.
_decoders = sys.modules[__name__]


class TaggedUnion:
    """A union of models, told apart by the value of one field.

    Args:
        tag: The name of that field, the discriminator.
        members: The member for each of its values.
        unknown: What everything else becomes.
        untagged: The member that may come without its tag.
    """

    __slots__ = ("_members", "_tag", "_unknown", "_untagged", "decode")

    #: The model of a JSON value; of whatever no member fits, the union's own `Unknown…`.
    decode: Callable[[Any], Any]

    def __init__(self, tag: str, members: Mapping[str, str], unknown: str, untagged: str | None = None) -> None:
        self._tag, self._members, self._unknown, self._untagged = tag, members, unknown, untagged
        seen: dict[Any, Callable[[Any], Any]] = {}

        def decode(raw: Any) -> Any:  # a closure: it runs for every block and event, and needs no attribute
            try:
                decoder = seen[raw[tag]]
            except (KeyError, TypeError):
                name = self._member(raw)
                decoder = getattr(_decoders, name)
                if name != unknown and tag in raw:  # unknown tags are without number
                    seen[raw[tag]] = decoder
            return decoder(raw)

        self.decode = decode

    def is_known(self, raw: Any) -> bool:
        """Whether a JSON value is one of the members."""
        return self._member(raw) != self._unknown

    def _member(self, raw: Any) -> str:
        """The name of the member that this value is."""
        if not isinstance(raw, Mapping):
            return self._unknown
        tag: Any = raw.get(self._tag)
        member = self._members.get(tag) if isinstance(tag, str) else self._untagged if tag is None else None
        return member or self._unknown

    def alias(self) -> Any:
        """The union as a type: all its members, and the class of unknown ones."""
        classes = [getattr(models, member) for member in (*self._members.values(), self._unknown)]
        return Union[tuple(dict.fromkeys(classes))]  # noqa: UP007  # made at run time from a list
