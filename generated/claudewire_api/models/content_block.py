# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `ContentBlock` (spec/schemas/content.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownContentBlock(Unknown):
    """A `ContentBlock` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .advisor_tool_result_block import AdvisorToolResultBlock
    from .bash_code_execution_tool_result_block import BashCodeExecutionToolResultBlock
    from .code_execution_tool_result_block import CodeExecutionToolResultBlock
    from .compaction_block import CompactionBlock
    from .container_upload_block import ContainerUploadBlock
    from .fallback_block import FallbackBlock
    from .mcp_tool_listing_block import MCPToolListingBlock
    from .mcp_tool_result_block import MCPToolResultBlock
    from .mcp_tool_use_block import MCPToolUseBlock
    from .redacted_thinking_block import RedactedThinkingBlock
    from .server_tool_use_block import ServerToolUseBlock
    from .text_block import TextBlock
    from .text_editor_code_execution_tool_result_block import TextEditorCodeExecutionToolResultBlock
    from .thinking_block import ThinkingBlock
    from .tool_search_tool_result_block import ToolSearchToolResultBlock
    from .tool_use_block import ToolUseBlock
    from .web_fetch_tool_result_block import WebFetchToolResultBlock
    from .web_search_tool_result_block import WebSearchToolResultBlock

    ContentBlock: TypeAlias = (
        TextBlock
        | ThinkingBlock
        | RedactedThinkingBlock
        | ToolUseBlock
        | ServerToolUseBlock
        | WebSearchToolResultBlock
        | WebFetchToolResultBlock
        | CodeExecutionToolResultBlock
        | BashCodeExecutionToolResultBlock
        | TextEditorCodeExecutionToolResultBlock
        | ToolSearchToolResultBlock
        | ContainerUploadBlock
        | AdvisorToolResultBlock
        | MCPToolUseBlock
        | MCPToolResultBlock
        | MCPToolListingBlock
        | CompactionBlock
        | FallbackBlock
        | UnknownContentBlock
    )
    """One block of a message. New kinds of block may appear at any time; a reader keeps those that it does not know and
    sends them back unchanged.
    """


CONTENT_BLOCK = TaggedUnion(
    "type",
    {
        "text": "TextBlock",
        "thinking": "ThinkingBlock",
        "redacted_thinking": "RedactedThinkingBlock",
        "tool_use": "ToolUseBlock",
        "server_tool_use": "ServerToolUseBlock",
        "web_search_tool_result": "WebSearchToolResultBlock",
        "web_fetch_tool_result": "WebFetchToolResultBlock",
        "code_execution_tool_result": "CodeExecutionToolResultBlock",
        "bash_code_execution_tool_result": "BashCodeExecutionToolResultBlock",
        "text_editor_code_execution_tool_result": "TextEditorCodeExecutionToolResultBlock",
        "tool_search_tool_result": "ToolSearchToolResultBlock",
        "container_upload": "ContainerUploadBlock",
        "advisor_tool_result": "AdvisorToolResultBlock",
        "mcp_tool_use": "MCPToolUseBlock",
        "mcp_tool_result": "MCPToolResultBlock",
        "mcp_tool_listing": "MCPToolListingBlock",
        "compaction": "CompactionBlock",
        "fallback": "FallbackBlock",
    },
    "UnknownContentBlock",
)
decode: Callable[[Any], Any] = CONTENT_BLOCK.decode


def __getattr__(name: str) -> Any:
    if name == "ContentBlock":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = CONTENT_BLOCK.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
