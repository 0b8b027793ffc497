# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `TextEditorCodeExecutionToolResultBlockContent` (spec/schemas/code_results.yaml): models that one
field tells apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownTextEditorCodeExecutionToolResultBlockContent(Unknown):
    """A `TextEditorCodeExecutionToolResultBlockContent` that this version does not know; `raw` is the JSON value as it
    came.
    """

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .text_editor_code_execution_create_result_block import TextEditorCodeExecutionCreateResultBlock
    from .text_editor_code_execution_str_replace_result_block import TextEditorCodeExecutionStrReplaceResultBlock
    from .text_editor_code_execution_tool_result_error import TextEditorCodeExecutionToolResultError
    from .text_editor_code_execution_view_result_block import TextEditorCodeExecutionViewResultBlock

    TextEditorCodeExecutionToolResultBlockContent: TypeAlias = (
        TextEditorCodeExecutionViewResultBlock
        | TextEditorCodeExecutionCreateResultBlock
        | TextEditorCodeExecutionStrReplaceResultBlock
        | TextEditorCodeExecutionToolResultError
        | UnknownTextEditorCodeExecutionToolResultBlockContent
    )
    """The file that was viewed, the change that was made, or the error."""


TEXT_EDITOR_CODE_EXECUTION_TOOL_RESULT_BLOCK_CONTENT = TaggedUnion(
    "type",
    {
        "text_editor_code_execution_view_result": "TextEditorCodeExecutionViewResultBlock",
        "text_editor_code_execution_create_result": "TextEditorCodeExecutionCreateResultBlock",
        "text_editor_code_execution_str_replace_result": "TextEditorCodeExecutionStrReplaceResultBlock",
        "text_editor_code_execution_tool_result_error": "TextEditorCodeExecutionToolResultError",
    },
    "UnknownTextEditorCodeExecutionToolResultBlockContent",
)
decode: Callable[[Any], Any] = TEXT_EDITOR_CODE_EXECUTION_TOOL_RESULT_BLOCK_CONTENT.decode


def __getattr__(name: str) -> Any:
    if (
        name == "TextEditorCodeExecutionToolResultBlockContent"
    ):  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = TEXT_EDITOR_CODE_EXECUTION_TOOL_RESULT_BLOCK_CONTENT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
