# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MCPTool` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPTool(Model):
    """One tool as its MCP server lists it."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("name", "input_schema")

    name: str
    """Name of the tool on the server, without the name of the server."""
    description: str | None = None
    """What the tool does, in the server's words. Null or absent if the server says nothing."""
    input_schema: dict[str, Any]
    """JSON Schema of the input that the tool takes."""

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
        self.name = data["name"]
        self.description = get("description")
        self.input_schema = data["input_schema"]
        return self
