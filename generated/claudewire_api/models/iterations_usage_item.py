# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `IterationsUsageItem` (spec/schemas/usage.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownIterationsUsageItem(Unknown):
    """A `IterationsUsageItem` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .advisor_message_iteration_usage import AdvisorMessageIterationUsage
    from .compaction_iteration_usage import CompactionIterationUsage
    from .fallback_message_iteration_usage import FallbackMessageIterationUsage
    from .message_iteration_usage import MessageIterationUsage

    IterationsUsageItem: TypeAlias = (
        MessageIterationUsage
        | CompactionIterationUsage
        | AdvisorMessageIterationUsage
        | FallbackMessageIterationUsage
        | UnknownIterationsUsageItem
    )
    """The usage of one run of a model inside a request."""


ITERATIONS_USAGE_ITEM = TaggedUnion(
    "type",
    {
        "message": "MessageIterationUsage",
        "compaction": "CompactionIterationUsage",
        "advisor_message": "AdvisorMessageIterationUsage",
        "fallback_message": "FallbackMessageIterationUsage",
    },
    "UnknownIterationsUsageItem",
)
decode: Callable[[Any], Any] = ITERATIONS_USAGE_ITEM.decode


def __getattr__(name: str) -> Any:
    if name == "IterationsUsageItem":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = ITERATIONS_USAGE_ITEM.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
