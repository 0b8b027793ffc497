# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new
from .text_editor_code_execution_tool_result_block_content import TEXT_EDITOR_CODE_EXECUTION_TOOL_RESULT_BLOCK_CONTENT


@define(kw_only=True, repr=False, weakref_slot=False)
class TextEditorCodeExecutionToolResultBlock(Model):
    """The outcome of viewing or changing a file in the container."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_use_id", "content")

    type: Literal["text_editor_code_execution_tool_result"] = "text_editor_code_execution_tool_result"
    """Always `text_editor_code_execution_tool_result`."""
    tool_use_id: str
    """Identifier of the call."""
    content: models.TextEditorCodeExecutionToolResultBlockContent
    """What the editor did, or an error."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = (
            "text_editor_code_execution_tool_result" if value == "text_editor_code_execution_tool_result" else value
        )
        self.tool_use_id = get("tool_use_id")
        value = get("content")
        self.content = value if value is None else TEXT_EDITOR_CODE_EXECUTION_TOOL_RESULT_BLOCK_CONTENT.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
