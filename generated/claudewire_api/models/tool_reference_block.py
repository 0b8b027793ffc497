# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ToolReferenceBlock(Model):
    """One tool that a search has found, by its name."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_name")

    type: Literal["tool_reference"] = "tool_reference"
    """Tells what kind of object this is: always `tool_reference`."""
    tool_name: str
    """`name` of the tool in `tools`."""

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
        self.type = "tool_reference" if value == "tool_reference" else value
        self.tool_name = data["tool_name"]
        return self
