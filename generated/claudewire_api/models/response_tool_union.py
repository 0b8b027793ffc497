# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `ResponseToolUnion` (spec/schemas/listed_tools.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownResponseToolUnion(Unknown):
    """A `ResponseToolUnion` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .advisor_tool_20260301 import AdvisorTool20260301
    from .browser_toolset_20260801 import BrowserToolset20260801
    from .code_execution_tool_20250522 import CodeExecutionTool20250522
    from .code_execution_tool_20250825 import CodeExecutionTool20250825
    from .code_execution_tool_20260120 import CodeExecutionTool20260120
    from .code_execution_tool_20260521 import CodeExecutionTool20260521
    from .computer_toolset_20260801 import ComputerToolset20260801
    from .mcp_toolset import MCPToolset
    from .memory_tool_20250818 import MemoryTool20250818
    from .response_tool import ResponseTool
    from .tool_bash_20241022 import ToolBash20241022
    from .tool_bash_20250124 import ToolBash20250124
    from .tool_computer_use_20241022 import ToolComputerUse20241022
    from .tool_computer_use_20250124 import ToolComputerUse20250124
    from .tool_computer_use_20251124 import ToolComputerUse20251124
    from .tool_search_tool_bm25_20251119 import ToolSearchToolBm25_20251119
    from .tool_search_tool_regex_20251119 import ToolSearchToolRegex20251119
    from .tool_text_editor_20241022 import ToolTextEditor20241022
    from .tool_text_editor_20250124 import ToolTextEditor20250124
    from .tool_text_editor_20250429 import ToolTextEditor20250429
    from .tool_text_editor_20250728 import ToolTextEditor20250728
    from .web_fetch_tool_20250910 import WebFetchTool20250910
    from .web_fetch_tool_20260209 import WebFetchTool20260209
    from .web_fetch_tool_20260309 import WebFetchTool20260309
    from .web_fetch_tool_20260318 import WebFetchTool20260318
    from .web_search_tool_20250305 import WebSearchTool20250305
    from .web_search_tool_20260209 import WebSearchTool20260209
    from .web_search_tool_20260318 import WebSearchTool20260318

    ResponseToolUnion: TypeAlias = (
        ResponseTool
        | ToolBash20241022
        | ToolBash20250124
        | ToolTextEditor20241022
        | ToolTextEditor20250124
        | ToolTextEditor20250429
        | ToolTextEditor20250728
        | ToolComputerUse20241022
        | ToolComputerUse20250124
        | ToolComputerUse20251124
        | MemoryTool20250818
        | CodeExecutionTool20250522
        | CodeExecutionTool20250825
        | CodeExecutionTool20260120
        | CodeExecutionTool20260521
        | WebSearchTool20250305
        | WebSearchTool20260209
        | WebSearchTool20260318
        | WebFetchTool20250910
        | WebFetchTool20260209
        | WebFetchTool20260309
        | WebFetchTool20260318
        | ToolSearchToolBm25_20251119
        | ToolSearchToolRegex20251119
        | AdvisorTool20260301
        | MCPToolset
        | BrowserToolset20260801
        | ComputerToolset20260801
        | UnknownResponseToolUnion
    )
    """A tool with its complete definition. One without `type` is a tool that the caller has defined."""


RESPONSE_TOOL_UNION = TaggedUnion(
    "type",
    {
        "custom": "ResponseTool",
        "bash_20241022": "ToolBash20241022",
        "bash_20250124": "ToolBash20250124",
        "text_editor_20241022": "ToolTextEditor20241022",
        "text_editor_20250124": "ToolTextEditor20250124",
        "text_editor_20250429": "ToolTextEditor20250429",
        "text_editor_20250728": "ToolTextEditor20250728",
        "computer_20241022": "ToolComputerUse20241022",
        "computer_20250124": "ToolComputerUse20250124",
        "computer_20251124": "ToolComputerUse20251124",
        "memory_20250818": "MemoryTool20250818",
        "code_execution_20250522": "CodeExecutionTool20250522",
        "code_execution_20250825": "CodeExecutionTool20250825",
        "code_execution_20260120": "CodeExecutionTool20260120",
        "code_execution_20260521": "CodeExecutionTool20260521",
        "web_search_20250305": "WebSearchTool20250305",
        "web_search_20260209": "WebSearchTool20260209",
        "web_search_20260318": "WebSearchTool20260318",
        "web_fetch_20250910": "WebFetchTool20250910",
        "web_fetch_20260209": "WebFetchTool20260209",
        "web_fetch_20260309": "WebFetchTool20260309",
        "web_fetch_20260318": "WebFetchTool20260318",
        "tool_search_tool_bm25_20251119": "ToolSearchToolBm25_20251119",
        "tool_search_tool_bm25": "ToolSearchToolBm25_20251119",
        "tool_search_tool_regex_20251119": "ToolSearchToolRegex20251119",
        "tool_search_tool_regex": "ToolSearchToolRegex20251119",
        "advisor_20260301": "AdvisorTool20260301",
        "mcp_toolset": "MCPToolset",
        "browser_toolset_20260801": "BrowserToolset20260801",
        "computer_toolset_20260801": "ComputerToolset20260801",
    },
    "UnknownResponseToolUnion",
    untagged="ResponseTool",
)
decode: Callable[[Any], Any] = RESPONSE_TOOL_UNION.decode


def __getattr__(name: str) -> Any:
    if name == "ResponseToolUnion":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = RESPONSE_TOOL_UNION.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
