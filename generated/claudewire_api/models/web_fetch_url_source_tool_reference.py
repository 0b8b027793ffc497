# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebFetchURLSourceToolReference` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchURLSourceToolReference(Model):
    """One tool of `tools`, by its name."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "name")

    type: Literal["tool_reference"] = "tool_reference"
    """Tells what kind of object this is: always `tool_reference`."""
    name: str
    """`name` of the tool in `tools`."""

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
        self.type = "tool_reference" if value == "tool_reference" else value
        self.name = data["name"]
        return self
