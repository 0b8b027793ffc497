# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `MCPToolResultBlockContent` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from typing import TypeAlias

from .. import models

MCPToolResultBlockContent: TypeAlias = str | list[models.TextBlock]
"""The result of an MCP tool, a text or a list of text blocks."""
