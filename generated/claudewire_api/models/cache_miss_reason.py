# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `CacheMissReason` (spec/schemas/message.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownCacheMissReason(Unknown):
    """A `CacheMissReason` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .cache_miss_messages_changed import CacheMissMessagesChanged
    from .cache_miss_model_changed import CacheMissModelChanged
    from .cache_miss_previous_message_not_found import CacheMissPreviousMessageNotFound
    from .cache_miss_system_changed import CacheMissSystemChanged
    from .cache_miss_tools_changed import CacheMissToolsChanged
    from .cache_miss_unavailable import CacheMissUnavailable

    CacheMissReason: TypeAlias = (
        CacheMissModelChanged
        | CacheMissSystemChanged
        | CacheMissToolsChanged
        | CacheMissMessagesChanged
        | CacheMissPreviousMessageNotFound
        | CacheMissUnavailable
        | UnknownCacheMissReason
    )
    """The first difference from the previous request, or the reason why none can be named."""


CACHE_MISS_REASON = TaggedUnion(
    "type",
    {
        "model_changed": "CacheMissModelChanged",
        "system_changed": "CacheMissSystemChanged",
        "tools_changed": "CacheMissToolsChanged",
        "messages_changed": "CacheMissMessagesChanged",
        "previous_message_not_found": "CacheMissPreviousMessageNotFound",
        "unavailable": "CacheMissUnavailable",
    },
    "UnknownCacheMissReason",
)
decode: Callable[[Any], Any] = CACHE_MISS_REASON.decode


def __getattr__(name: str) -> Any:
    if name == "CacheMissReason":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = CACHE_MISS_REASON.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
