# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `Source` (spec/schemas/blocks.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownSource(Unknown):
    """A `Source` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    _TAG: ClassVar[str] = "kind"
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.kind == "…"`. At run time it is what came.
        kind: Literal["<unknown>"]


if TYPE_CHECKING:
    from .person_source import PersonSource
    from .place_source import PlaceSource

    Source: TypeAlias = PlaceSource | PersonSource | UnknownSource
    """Where something comes from; a place unless it says otherwise."""


SOURCE = TaggedUnion(
    "kind",
    {
        "place": "PlaceSource",
        "person": "PersonSource",
    },
    "UnknownSource",
    untagged="PlaceSource",
)
decode: Callable[[Any], Any] = SOURCE.decode


def __getattr__(name: str) -> Any:
    if name == "Source":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = SOURCE.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
