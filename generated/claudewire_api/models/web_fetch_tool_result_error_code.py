# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `WebFetchToolResultErrorCode` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

WebFetchToolResultErrorCode: TypeAlias = (
    Literal[
        "invalid_tool_input",
        "url_too_long",
        "url_not_allowed",
        "url_not_in_prior_context",
        "url_not_accessible",
        "unsupported_content_type",
        "too_many_requests",
        "max_uses_exceeded",
        "unavailable",
        "content_too_large",
    ]
    | str
)
"""Why a page could not be fetched, such as `url_not_allowed` for a domain that the tool's settings exclude."""
