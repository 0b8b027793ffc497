# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Alias of the schema `Outline` (spec/schemas/blocks.yaml)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, Union

from .. import _decoders as decoders
from .. import models

if TYPE_CHECKING:  # a checker follows the name of this module, and a reader of hints the one of the package
    Outline: TypeAlias = Union[str, list["Outline"], models.TextBlock]
    """A heading, or headings below a heading, to any depth."""
else:
    Outline = Union[str, list["models.Outline"], models.TextBlock]


def decode(value: Any) -> Any:
    return (
        [decoders.Outline(item1) for item1 in value]
        if isinstance(value, list)
        else decoders.TextBlock(value)
        if isinstance(value, dict)
        else value
    )
