# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `InputTransformation` (spec/schemas/message.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownInputTransformation(Unknown):
    """A `InputTransformation` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .thinking_dropped_input_transformation import ThinkingDroppedInputTransformation
    from .thinking_mismatch_allowed_input_transformation import ThinkingMismatchAllowedInputTransformation

    InputTransformation: TypeAlias = (
        ThinkingDroppedInputTransformation | ThinkingMismatchAllowedInputTransformation | UnknownInputTransformation
    )
    """One thinking block of the request that failed a check. New types may appear; a reader skips those that it does
    not know.
    """


INPUT_TRANSFORMATION = TaggedUnion(
    "type",
    {
        "thinking_dropped": "ThinkingDroppedInputTransformation",
        "thinking_mismatch_allowed": "ThinkingMismatchAllowedInputTransformation",
    },
    "UnknownInputTransformation",
)
decode: Callable[[Any], Any] = INPUT_TRANSFORMATION.decode


def __getattr__(name: str) -> Any:
    if name == "InputTransformation":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = INPUT_TRANSFORMATION.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
