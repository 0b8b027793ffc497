# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CodeExecutionResultBlock` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CodeExecutionResultBlock(Model):
    """The output of a program and its exit status. A program that fails has a result as well, with a status other than
    0.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "stdout", "stderr", "return_code", "content")

    type: Literal["code_execution_result"] = "code_execution_result"
    """Tells what kind of object this is: always `code_execution_result`."""
    stdout: str
    """The text that the program wrote to standard output."""
    stderr: str
    """The text that the command wrote to standard error."""
    return_code: int
    """Exit status of the program or command, 0 for success."""
    content: list[models.CodeExecutionOutputBlock]
    """The files that were made. Empty if there are none."""
    abort_reason: str | None = None
    """Why the program was stopped from outside. Null or absent if it ended by itself; no other value has been
    recorded.
    """

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
        self.type = "code_execution_result" if value == "code_execution_result" else value
        self.stdout = data["stdout"]
        self.stderr = data["stderr"]
        self.return_code = data["return_code"]
        value = data["content"]
        self.content = (
            [decoders.CodeExecutionOutputBlock(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        self.abort_reason = get("abort_reason")
        return self
