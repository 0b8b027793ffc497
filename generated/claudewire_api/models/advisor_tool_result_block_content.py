# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `AdvisorToolResultBlockContent` (spec/schemas/tool_results.yaml): models that one field tells
apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownAdvisorToolResultBlockContent(Unknown):
    """A `AdvisorToolResultBlockContent` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .advisor_redacted_result_block import AdvisorRedactedResultBlock
    from .advisor_result_block import AdvisorResultBlock
    from .advisor_tool_result_error import AdvisorToolResultError

    AdvisorToolResultBlockContent: TypeAlias = (
        AdvisorResultBlock | AdvisorRedactedResultBlock | AdvisorToolResultError | UnknownAdvisorToolResultBlockContent
    )
    """The advice, as text or encrypted, or the error."""


ADVISOR_TOOL_RESULT_BLOCK_CONTENT = TaggedUnion(
    "type",
    {
        "advisor_result": "AdvisorResultBlock",
        "advisor_redacted_result": "AdvisorRedactedResultBlock",
        "advisor_tool_result_error": "AdvisorToolResultError",
    },
    "UnknownAdvisorToolResultBlockContent",
)
decode: Callable[[Any], Any] = ADVISOR_TOOL_RESULT_BLOCK_CONTENT.decode


def __getattr__(name: str) -> Any:
    if (
        name == "AdvisorToolResultBlockContent"
    ):  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = ADVISOR_TOOL_RESULT_BLOCK_CONTENT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
