# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class FileScope(Model):
    """The session of an agent that a file belongs to."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id")

    type: Literal["session"] = "session"
    """Tells what kind of object this is: always `session`."""
    id: str
    """ID of the session of an agent."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        value = data["type"]
        self.type = "session" if value == "session" else value
        self.id = data["id"]
        return self
