# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebFetchURLSourceOnly` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchURLSourceOnly(Model):
    """Only URLs in the results of these tools may be read."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tools")

    type: Literal["only"] = "only"
    """Tells what kind of object this is: always `only`."""
    tools: list[models.WebFetchURLSourceToolReference]
    """The tools that are a source, each one of `tools`."""

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
        self.type = "only" if value == "only" else value
        value = data["tools"]
        self.tools = (
            [decoders.WebFetchURLSourceToolReference(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        return self
