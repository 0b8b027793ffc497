# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class ToolUseBlock(Model):
    """The model wants the caller to run a tool and to send the outcome back as a `tool_result` block."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "id", "name", "input")

    type: Literal["tool_use"] = "tool_use"
    """Always `tool_use`."""
    id: str
    """Identifier of this call, to be named in the result."""
    name: str
    """Name of the tool."""
    input: dict[str, Any]
    """Arguments for the tool. They follow its schema only if the tool is strict."""
    caller: models.Caller | None = None
    """Who called the tool; the model itself if absent."""
    toolset_name: str | None = None
    """The toolset that the tool belongs to, if it belongs to one."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
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
