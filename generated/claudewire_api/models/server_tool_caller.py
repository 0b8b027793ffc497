# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ServerToolCaller` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ServerToolCaller(Model):
    """A program in the code execution tool of version `20250825` called the tool."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_id")

    type: Literal["code_execution_20250825"] = "code_execution_20250825"
    """Tells what kind of object this is: always `code_execution_20250825`."""
    tool_id: str
    """`id` of the `server_tool_use` block that runs the program."""

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
        self.type = "code_execution_20250825" if value == "code_execution_20250825" else value
        self.tool_id = data["tool_id"]
        return self
