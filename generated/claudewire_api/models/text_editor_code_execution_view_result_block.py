# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `TextEditorCodeExecutionViewResultBlock` (spec/schemas/code_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class TextEditorCodeExecutionViewResultBlock(Model):
    """The content of a file that was viewed."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "file_type", "content")

    type: Literal["text_editor_code_execution_view_result"] = "text_editor_code_execution_view_result"
    """Tells what kind of object this is: always `text_editor_code_execution_view_result`."""
    file_type: Literal["text", "image", "pdf"] | str
    """Kind of the file, text, image or PDF."""
    content: str
    """The part of the text that was viewed; the bytes in base64 for an image or a PDF."""
    num_lines: int | None = None
    """Number of lines that were viewed. Null or absent for images and PDFs."""
    start_line: int | None = None
    """Number of the first line that was viewed, counted from 1. Null or absent for images and PDFs."""
    total_lines: int | None = None
    """Number of lines of the whole file. Null or absent for images and PDFs."""

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
            "text_editor_code_execution_view_result" if value == "text_editor_code_execution_view_result" else value
        )
        value = data["file_type"]
        self.file_type = intern(value) if type(value) is str else value
        self.content = data["content"]
        self.num_lines = get("num_lines")
        self.start_line = get("start_line")
        self.total_lines = get("total_lines")
        return self
