# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ResponseToolInputSchema` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ResponseToolInputSchema(Model):
    """JSON Schema (draft 2020-12) of a tool's input. At the top it must describe an object; other keywords are
    allowed.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["object"] = "object"
    """Tells what kind of object this is: always `object`."""
    properties: dict[str, Any] | None = None
    """The schema of each field of the input, by its name. No fields when absent or null."""
    required: list[str] | None = None
    """Names of the fields that every call must have. None when absent or null."""

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
        get = data.get
        value: Any
        value = data["type"]
        self.type = "object" if value == "object" else value
        self.properties = get("properties")
        self.required = get("required")
        return self
