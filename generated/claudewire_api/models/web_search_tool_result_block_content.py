# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `WebSearchToolResultBlockContent` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from typing import TypeAlias

from .. import models

WebSearchToolResultBlockContent: TypeAlias = list[models.WebSearchResultBlock] | models.WebSearchToolResultError
"""The pages that were found, as a list, or the error, as an object."""
