# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ToolUseBlock` (spec/schemas/content.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ToolUseBlock(Model):
    """The model asks the caller to run a tool and to send the result back as a `tool_result` block of the next user
    message.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "name", "input")

    type: Literal["tool_use"] = "tool_use"
    """Tells what kind of object this is: always `tool_use`."""
    id: str
    """ID of this call, which `tool_use_id` of the result names."""
    name: str
    """Name of the tool, as its definition has it."""
    input: dict[str, Any]
    """Arguments for the tool. They are sure to follow its `input_schema` only if the tool is `strict`."""
    caller: models.Caller | None = None
    """Who called the tool. The model itself if null or absent."""
    toolset_name: str | None = None
    """Toolset that the tool belongs to, such as `browser`. Null or absent if it belongs to none."""

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
        self.type = "tool_use" if value == "tool_use" else value
        self.id = data["id"]
        self.name = data["name"]
        self.input = data["input"]
        value = get("caller")
        self.caller = value if value is None else decoders.Caller(value)
        self.toolset_name = get("toolset_name")
        return self
