# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `WebSearchToolResultErrorCode` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

WebSearchToolResultErrorCode: TypeAlias = (
    Literal[
        "invalid_tool_input",
        "unavailable",
        "max_uses_exceeded",
        "too_many_requests",
        "query_too_long",
        "request_too_large",
    ]
    | str
)
"""Why a web search failed, such as `max_uses_exceeded` when the limit of `max_uses` was reached."""
