# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `TextEditorCodeExecutionStrReplaceResultBlock` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class TextEditorCodeExecutionStrReplaceResultBlock(Model):
    """The editor replaced a part of a file. The fields describe the change as a diff does."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["text_editor_code_execution_str_replace_result"] = "text_editor_code_execution_str_replace_result"
    """Tells what kind of object this is: always `text_editor_code_execution_str_replace_result`."""
    old_start: int | None = None
    """Number of the first line of the change in the old file. Null or absent if nothing changed."""
    old_lines: int | None = None
    """Number of lines of the old file that the change covers. Null or absent if nothing changed."""
    new_start: int | None = None
    """Number of the first line of the change in the new file. Null or absent if nothing changed."""
    new_lines: int | None = None
    """Number of lines of the new file that the change covers. Null or absent if nothing changed."""
    lines: list[str] | None = None
    """The lines of the change. Each begins with `-` (removed), `+` (added) or a space. Null or absent if nothing
    changed.
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
        self.type = (
            "text_editor_code_execution_str_replace_result"
            if value == "text_editor_code_execution_str_replace_result"
            else value
        )
        self.old_start = get("old_start")
        self.old_lines = get("old_lines")
        self.new_start = get("new_start")
        self.new_lines = get("new_lines")
        self.lines = get("lines")
        return self
