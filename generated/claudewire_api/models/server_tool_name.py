# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `ServerToolName` (spec/schemas/content.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

ServerToolName: TypeAlias = (
    Literal[
        "web_search",
        "web_fetch",
        "code_execution",
        "bash_code_execution",
        "text_editor_code_execution",
        "tool_search_tool_regex",
        "tool_search_tool_bm25",
        "advisor",
    ]
    | str
)
"""Name of a tool that runs on the API's servers."""
