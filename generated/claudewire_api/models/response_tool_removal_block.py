# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ResponseToolRemovalBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseToolRemovalBlock(Model):
    """A tool that was removed from those that the model may use."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool")

    type: Literal["tool_removal"] = "tool_removal"
    """Tells what kind of object this is: always `tool_removal`."""
    tool: models.ResponseToolRemoval
    """The tool that was removed, by its name."""

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
        self.type = "tool_removal" if value == "tool_removal" else value
        value = data["tool"]
        self.tool = value if value is None else decoders.ResponseToolRemoval(value)
        return self
