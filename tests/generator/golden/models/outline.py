# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `Outline` (spec/schemas/blocks.yaml)."""

from __future__ import annotations

from typing import Any, TypeAlias, Union

from .. import _decoders as decoders
from .. import models

Outline: TypeAlias = Union[str, list["models.Outline"], models.TextBlock]
"""A heading, or headings below a heading, to any depth."""


def decode(value: Any) -> Any:
    return (
        [decoders.Outline(item1) for item1 in value]
        if isinstance(value, list)
        else decoders.TextBlock(value)
        if isinstance(value, dict)
        else value
    )
