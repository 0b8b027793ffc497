# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `AppliedEdit` (spec/schemas/message.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownAppliedEdit(Unknown):
    """A `AppliedEdit` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .clear_thinking_20251015_edit_response import ClearThinking20251015EditResponse
    from .clear_tool_uses_20250919_edit_response import ClearToolUses20250919EditResponse

    AppliedEdit: TypeAlias = ClearToolUses20250919EditResponse | ClearThinking20251015EditResponse | UnknownAppliedEdit
    """One edit of the conversation that changed something."""


APPLIED_EDIT = TaggedUnion(
    "type",
    {
        "clear_tool_uses_20250919": "ClearToolUses20250919EditResponse",
        "clear_thinking_20251015": "ClearThinking20251015EditResponse",
    },
    "UnknownAppliedEdit",
)
decode: Callable[[Any], Any] = APPLIED_EDIT.decode


def __getattr__(name: str) -> Any:
    if name == "AppliedEdit":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = APPLIED_EDIT.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
