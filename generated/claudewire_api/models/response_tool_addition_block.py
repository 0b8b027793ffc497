# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ResponseToolAdditionBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseToolAdditionBlock(Model):
    """A tool that was added to those that the model may use."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool")

    type: Literal["tool_addition"] = "tool_addition"
    """Tells what kind of object this is: always `tool_addition`."""
    tool: models.ResponseToolAddition
    """The tool that was added, by its name or with its definition."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = _new_instance(cls)
        self._response = None
        # Which keys arrived, and which of them no field holds: the same for all objects of one shape.
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._learn_shape(data)
        self._extra = _pick(data, unknown) if unknown else None
        value: Any
        value = data["type"]
        self.type = "tool_addition" if value == "tool_addition" else value
        value = data["tool"]
        self.tool = value if value is None else decoders.ResponseToolAddition(value)
        return self
