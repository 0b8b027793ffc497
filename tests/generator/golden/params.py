# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""What requests hold: a TypedDict per object. A plain dict of the same shape does as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, Union

from . import models
from ._typing import TypedDict


class AuthorParam(TypedDict, total=False):
    """Somebody who writes."""

    name: str
    """Their name."""
    friends: Sequence[AuthorParam | models.Author]
    """Others."""


class DrawingBlockParam(TypedDict, total=False):
    """A drawing. An answer has a `source`, which a request must not have."""

    type: Required[Literal["drawing", "drawing_20200202"]]
    """Its age."""
    lines: Required[Sequence[Sequence[float]]]
    """Points."""


NoteCreateParams = TypedDict(
    "NoteCreateParams",
    {
        "from": Required[str],
        "blocks": Required[Sequence["BlockParam"]],
        "stream": bool,
        "input": Mapping[str, Any],
        "status": "NoteStatus",
        "author": Union[AuthorParam, "models.Author", None],
        "timeout": int,
        "level": Literal["low", "high"],
        "lead": Union[str, Sequence[Union["TextBlockParam", "models.TextBlock"]]],
        "fixed": Literal["a", "b"],
        "mood": str | None,
        "colour": str,
    },
    total=False,
)


NoteStatus: TypeAlias = Literal["draft", "done", "archived"] | str
"""An open enum."""


QuoteBlockParam = TypedDict(
    "QuoteBlockParam",
    {
        "type": Required[Literal["quote"]],
        "blocks": Required[Sequence["BlockParam"]],
        "from": Union[AuthorParam, "models.Author"],
    },
    total=False,
)


class TextBlockParam(TypedDict, total=False):
    """Text."""

    type: Required[Literal["text"]]
    """Always `text`."""
    text: Required[str]
    """The text."""


BlockParam: TypeAlias = Union[
    TextBlockParam, QuoteBlockParam, DrawingBlockParam, "models.TextBlock", "models.QuoteBlock"
]
"""A piece of a note to be written."""
