# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `BashCodeExecutionToolResultBlock` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class BashCodeExecutionToolResultBlock(Model):
    """The result of a shell command in the container."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_use_id", "content")

    type: Literal["bash_code_execution_tool_result"] = "bash_code_execution_tool_result"
    """Tells what kind of object this is: always `bash_code_execution_tool_result`."""
    tool_use_id: str
    """`id` of the `server_tool_use` block that this is the result of."""
    content: models.BashCodeExecutionToolResultBlockContent
    """The output of the command, or the error of the tool."""

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
        self.type = "bash_code_execution_tool_result" if value == "bash_code_execution_tool_result" else value
        self.tool_use_id = data["tool_use_id"]
        value = data["content"]
        self.content = value if value is None else decoders.BashCodeExecutionToolResultBlockContent(value)
        return self
