# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ServerToolUseBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ServerToolUseBlock(Model):
    """The model used a tool that runs on the API's servers. The API runs it, and its result follows in a block of its
    own.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "name", "input")

    type: Literal["server_tool_use"] = "server_tool_use"
    """Tells what kind of object this is: always `server_tool_use`."""
    id: str
    """ID of this call, which `tool_use_id` of the result names."""
    name: models.ServerToolName
    """Name of the tool, without its version."""
    input: dict[str, Any]
    """Arguments that the model gave to the tool."""
    caller: models.Caller | None = None
    """Who called the tool. The model itself if null or absent."""

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
        self.type = "server_tool_use" if value == "server_tool_use" else value
        self.id = data["id"]
        value = data["name"]
        self.name = intern(value) if type(value) is str else value
        self.input = data["input"]
        value = get("caller")
        self.caller = value if value is None else decoders.Caller(value)
        return self
