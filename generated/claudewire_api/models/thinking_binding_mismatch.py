# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `ThinkingBindingMismatch` (spec/schemas/message.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

ThinkingBindingMismatch: TypeAlias = (
    Literal[
        "model_binding_mismatch",
        "prefix_binding_mismatch",
        "organization_binding_mismatch",
        "end_user_binding_mismatch",
    ]
    | str
)
"""What differs from the request that a thinking block was written for: the model, the conversation before it, the
organization or the end user.
"""
