# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `CodeExecutionOutputBlock` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class CodeExecutionOutputBlock(Model):
    """One file that a program has made."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "file_id")

    type: Literal["code_execution_output"] = "code_execution_output"
    """Tells what kind of object this is: always `code_execution_output`."""
    file_id: str
    """ID of the file in the Files API, which can download it."""

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
        self.type = "code_execution_output" if value == "code_execution_output" else value
        self.file_id = data["file_id"]
        return self
