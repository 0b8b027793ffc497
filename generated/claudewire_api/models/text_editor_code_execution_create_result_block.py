# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class TextEditorCodeExecutionCreateResultBlock(Model):
    """The editor created a file, or overwrote one."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "is_file_update")

    type: Literal["text_editor_code_execution_create_result"] = "text_editor_code_execution_create_result"
    """Tells what kind of object this is: always `text_editor_code_execution_create_result`."""
    is_file_update: bool
    """Whether the file existed before and was overwritten."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        value = data["type"]
        self.type = (
            "text_editor_code_execution_create_result" if value == "text_editor_code_execution_create_result" else value
        )
        self.is_file_update = data["is_file_update"]
        return self
