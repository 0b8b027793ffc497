# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `FallbackCreditStatus` (spec/schemas/usage.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownFallbackCreditStatus(Unknown):
    """A `FallbackCreditStatus` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .fallback_credit_not_applied import FallbackCreditNotApplied
    from .fallback_credit_redeemed import FallbackCreditRedeemed

    FallbackCreditStatus: TypeAlias = FallbackCreditRedeemed | FallbackCreditNotApplied | UnknownFallbackCreditStatus
    """Whether a fallback credit token was redeemed."""


FALLBACK_CREDIT_STATUS = TaggedUnion(
    "type",
    {
        "redeemed": "FallbackCreditRedeemed",
        "not_applied": "FallbackCreditNotApplied",
    },
    "UnknownFallbackCreditStatus",
)
decode: Callable[[Any], Any] = FALLBACK_CREDIT_STATUS.decode


def __getattr__(name: str) -> Any:
    if name == "FallbackCreditStatus":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = FALLBACK_CREDIT_STATUS.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
