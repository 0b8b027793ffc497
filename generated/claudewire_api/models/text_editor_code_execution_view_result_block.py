# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class TextEditorCodeExecutionViewResultBlock(Model):
    """The content of a file that was viewed."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "file_type", "content")

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
