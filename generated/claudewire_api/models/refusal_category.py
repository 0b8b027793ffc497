# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `RefusalCategory` (spec/schemas/message.yaml)."""

from __future__ import annotations

from typing import Literal, TypeAlias

RefusalCategory: TypeAlias = Literal["cyber", "bio", "frontier_llm", "reasoning_extraction", "general_harms"] | str
"""Policy area of a refusal. `cyber`: attacks on computers. `bio`: dangerous work in biology. `frontier_llm`: the
development of competing models. `reasoning_extraction`: the model's own reasoning as text. `general_harms`: other
harms.
"""
