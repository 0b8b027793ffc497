# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from typing import TypeAlias, Union

from .. import models
from .._model import Decoder

Outline: TypeAlias = Union[str, list["models.Outline"], models.TextBlock]
"""A heading, or headings below a heading, to any depth."""

OUTLINE = Decoder(
    lambda value: (
        [OUTLINE.decode(item1) for item1 in value]
        if isinstance(value, list)
        else models.TextBlock._decode(value)
        if isinstance(value, dict)
        else value
    )
)
