# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Which fields of a request need a beta header.

`NODES` describes the request bodies as far as betas matter. A node is one of

* `("object", {field: (beta, node)})`
* `("union", tag, {value: (beta, node)}, node of an untagged member)`
* `("values", {literal: beta})`

Lists and nulls are transparent. `Operation.beta_fields` names the node of an operation's body.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

_Step: TypeAlias = tuple[str | None, str | None]
Node: TypeAlias = (
    tuple[Literal["object"], dict[str, _Step]]
    | tuple[Literal["union"], str, dict[str, _Step], str | None]
    | tuple[Literal["values"], dict[str, str]]
)

NODES: Final[dict[str, Node]] = {
    '={"advisor": "advisor-tool-2026-03-01"}': ("values", {"advisor": "advisor-tool-2026-03-01"}),
    "BatchCreateParams": ("object", {"requests": (None, "BatchRequestParam")}),
    "BatchRequestParam": ("object", {"params": (None, "MessageCreateParamsNonStreaming")}),
    "CompactionBlockParam": (
        "object",
        {
            "signature": ("compact-2026-09-04", None),
            "tool_changes": ("compact-2026-09-04", "CompactionToolChangeParam"),
        },
    ),
    "CompactionToolChangeParam": ("union", "type", {"tool_addition": (None, "RequestToolAdditionBlockParam")}, None),
    "ContentBlockParam": (
        "union",
        "type",
        {
            "server_tool_use": (None, "ServerToolUseBlockParam"),
            "advisor_tool_result": ("advisor-tool-2026-03-01", None),
            "mcp_tool_use": ("mcp-client-2025-11-20", None),
            "mcp_tool_result": ("mcp-client-2025-11-20", None),
            "mcp_tool_listing": ("mcp-client-2026-09-15", None),
            "compaction": ("compact-2026-01-12", "CompactionBlockParam"),
            "tool_addition": ("mid-conversation-tool-changes-2026-07-01", "RequestToolAdditionBlockParam"),
            "tool_removal": ("mid-conversation-tool-changes-2026-07-01", None),
            "fallback": ("server-side-fallback-2026-07-01", None),
        },
        None,
    ),
    "ContextManagementConfigParam": ("object", {"edits": (None, "ContextManagementEditParam")}),
    "ContextManagementEditParam": ("union", "type", {"compact_20260112": ("compact-2026-01-12", None)}, None),
    "FallbackParam": (
        "object",
        {"thinking": (None, "ThinkingConfigParam"), "output_config": (None, "OutputConfigParam")},
    ),
    "MCPToolsetParam": ("object", {"tools": ("mcp-client-2026-09-15", None)}),
    "MessageCountTokensParams": (
        "object",
        {
            "messages": (None, "MessageParam"),
            "thinking": (None, "ThinkingConfigParam"),
            "output_config": (None, "OutputConfigParam"),
            "output_format": ("structured-outputs-2025-11-13", None),
            "tools": (None, "ToolUnionParam"),
            "mcp_servers": ("mcp-client-2025-11-20", "RequestMCPServerURLDefinitionParam"),
            "context_management": ("context-management-2025-06-27", "ContextManagementConfigParam"),
            "compaction": ("compact-2026-09-04", None),
            "billing_policy": ("user-profiles-billing-2026-10-01", None),
        },
    ),
    "MessageCreateParams": (
        "object",
        {
            "messages": (None, "MessageParam"),
            "thinking": (None, "ThinkingConfigParam"),
            "output_config": (None, "OutputConfigParam"),
            "output_format": ("structured-outputs-2025-11-13", None),
            "tools": (None, "ToolUnionParam"),
            "mcp_servers": ("mcp-client-2025-11-20", "RequestMCPServerURLDefinitionParam"),
            "context_management": ("context-management-2025-06-27", "ContextManagementConfigParam"),
            "compaction": ("compact-2026-09-04", None),
            "thread": ("message-threads-2026-08-12", None),
            "fallbacks": ("server-side-fallback-2026-07-01", "FallbackParam"),
            "fallback_credit_token": ("fallback-credit-2026-07-01", None),
            "billing_policy": ("user-profiles-billing-2026-10-01", None),
        },
    ),
    "MessageCreateParamsNonStreaming": (
        "object",
        {
            "messages": (None, "MessageParam"),
            "thinking": (None, "ThinkingConfigParam"),
            "output_config": (None, "OutputConfigParam"),
            "output_format": ("structured-outputs-2025-11-13", None),
            "tools": (None, "ToolUnionParam"),
            "mcp_servers": ("mcp-client-2025-11-20", "RequestMCPServerURLDefinitionParam"),
            "context_management": ("context-management-2025-06-27", "ContextManagementConfigParam"),
            "compaction": ("compact-2026-09-04", None),
            "thread": ("message-threads-2026-08-12", None),
            "fallbacks": ("server-side-fallback-2026-07-01", "FallbackParam"),
            "fallback_credit_token": ("fallback-credit-2026-07-01", None),
            "billing_policy": ("user-profiles-billing-2026-10-01", None),
        },
    ),
    "MessageParam": (
        "object",
        {
            "content": (None, "ContentBlockParam"),
            "clear_at": ("mid-conversation-system-clear-at-2026-08-21", None),
            "output_config": ("mid-conversation-output-config-2026-07-01", None),
        },
    ),
    "OutputConfigParam": ("object", {"task_budget": ("task-budgets-2026-03-13", None)}),
    "RequestMCPServerURLDefinitionParam": ("object", {"tool_configuration": ("mcp-client-2025-04-04", None)}),
    "RequestToolAdditionBlockParam": ("object", {"tool": (None, "ToolAdditionTargetParam")}),
    "ServerToolUseBlockParam": ("object", {"name": (None, '={"advisor": "advisor-tool-2026-03-01"}')}),
    "SkillCreateParams": ("object", {"display_title": ("skills-2025-10-02", None)}),
    "ThinkingConfigAdaptiveParam": (
        "object",
        {"display": (None, "ThinkingDisplayParam"), "block_binding": ("thinking-binding-controls-2026-08-01", None)},
    ),
    "ThinkingConfigEnabledParam": (
        "object",
        {"display": (None, "ThinkingDisplayParam"), "block_binding": ("thinking-binding-controls-2026-08-01", None)},
    ),
    "ThinkingConfigParam": (
        "union",
        "type",
        {"enabled": (None, "ThinkingConfigEnabledParam"), "adaptive": (None, "ThinkingConfigAdaptiveParam")},
        None,
    ),
    "ThinkingDisplayParam": ("values", {"updates": "thinking-display-updates-2026-08-18"}),
    "ToolAdditionTargetParam": (
        "union",
        "type",
        {"tool_definition": ("inline-tools-2026-09-15", "ToolChangeToolDefinitionParam")},
        None,
    ),
    "ToolChangeToolDefinitionParam": ("object", {"definition": (None, "ToolUnionParam")}),
    "ToolUnionParam": (
        "union",
        "type",
        {
            "bash_20241022": ("computer-use-2024-10-22", None),
            "text_editor_20241022": ("computer-use-2024-10-22", None),
            "computer_20241022": ("computer-use-2024-10-22", None),
            "computer_20250124": ("computer-use-2025-01-24", None),
            "computer_20251124": ("computer-use-2025-11-24", None),
            "advisor_20260301": ("advisor-tool-2026-03-01", None),
            "mcp_toolset": ("mcp-client-2025-11-20", "MCPToolsetParam"),
        },
        None,
    ),
}

#: Every beta header value that the document names.
KNOWN: Final[frozenset[str]] = frozenset(
    [
        "advisor-tool-2026-03-01",
        "compact-2026-01-12",
        "compact-2026-09-04",
        "computer-use-2024-10-22",
        "computer-use-2025-01-24",
        "computer-use-2025-11-24",
        "context-management-2025-06-27",
        "fallback-credit-2026-07-01",
        "files-api-2025-04-14",
        "inline-tools-2026-09-15",
        "managed-agents-2026-04-01",
        "mcp-client-2025-04-04",
        "mcp-client-2025-11-20",
        "mcp-client-2026-09-15",
        "message-batches-2024-09-24",
        "message-threads-2026-08-12",
        "mid-conversation-output-config-2026-07-01",
        "mid-conversation-system-clear-at-2026-08-21",
        "mid-conversation-tool-changes-2026-07-01",
        "server-side-fallback-2026-07-01",
        "skills-2025-10-02",
        "structured-outputs-2025-11-13",
        "task-budgets-2026-03-13",
        "thinking-binding-controls-2026-08-01",
        "thinking-display-updates-2026-08-18",
        "thinking-token-count-2026-05-13",
        "token-counting-2024-11-01",
        "user-profiles-billing-2026-10-01",
    ]
)
