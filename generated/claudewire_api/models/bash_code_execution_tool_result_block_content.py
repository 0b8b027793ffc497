# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `BashCodeExecutionToolResultBlockContent` (spec/schemas/code_results.yaml): models that one field
tells apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownBashCodeExecutionToolResultBlockContent(Unknown):
    """A `BashCodeExecutionToolResultBlockContent` that this version does not know; `raw` is the JSON value as it
    came.
    """

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .bash_code_execution_result_block import BashCodeExecutionResultBlock
    from .bash_code_execution_tool_result_error import BashCodeExecutionToolResultError

    BashCodeExecutionToolResultBlockContent: TypeAlias = (
        BashCodeExecutionResultBlock | BashCodeExecutionToolResultError | UnknownBashCodeExecutionToolResultBlockContent
    )
    """The output of a shell command, or the error of the tool."""


BASH_CODE_EXECUTION_TOOL_RESULT_BLOCK_CONTENT = TaggedUnion(
    "type",
    {
        "bash_code_execution_result": "BashCodeExecutionResultBlock",
        "bash_code_execution_tool_result_error": "BashCodeExecutionToolResultError",
    },
    "UnknownBashCodeExecutionToolResultBlockContent",
)
decode: Callable[[Any], Any] = BASH_CODE_EXECUTION_TOOL_RESULT_BLOCK_CONTENT.decode


def __getattr__(name: str) -> Any:
    if (
        name == "BashCodeExecutionToolResultBlockContent"
    ):  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = BASH_CODE_EXECUTION_TOOL_RESULT_BLOCK_CONTENT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
