# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `TextEditorCodeExecutionCreateResultBlock` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class TextEditorCodeExecutionCreateResultBlock(Model):
    """The editor created a file, or overwrote one."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "is_file_update")

    type: Literal["text_editor_code_execution_create_result"] = "text_editor_code_execution_create_result"
    """Tells what kind of object this is: always `text_editor_code_execution_create_result`."""
    is_file_update: bool
    """Whether the file existed before and was overwritten."""

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
        self.type = (
            "text_editor_code_execution_create_result" if value == "text_editor_code_execution_create_result" else value
        )
        self.is_file_update = data["is_file_update"]
        return self
