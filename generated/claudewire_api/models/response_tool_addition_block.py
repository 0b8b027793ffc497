# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseToolAdditionBlock(Model):
    """A tool that was added to those that the model may use."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool")

    type: Literal["tool_addition"] = "tool_addition"
    """Tells what kind of object this is: always `tool_addition`."""
    tool: models.ResponseToolAddition
    """The tool that was added, by its name or with its definition."""

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
        self.type = "tool_addition" if value == "tool_addition" else value
        value = data["tool"]
        self.tool = value if value is None else decoders.ResponseToolAddition(value)
        return self
