# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `WebFetchToolResultSource` (spec/schemas/listed_toolsets.yaml): models that one field tells
apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownWebFetchToolResultSource(Unknown):
    """A `WebFetchToolResultSource` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .web_fetch_url_source_all import WebFetchURLSourceAll
    from .web_fetch_url_source_except import WebFetchURLSourceExcept
    from .web_fetch_url_source_none import WebFetchURLSourceNone
    from .web_fetch_url_source_only import WebFetchURLSourceOnly

    WebFetchToolResultSource: TypeAlias = (
        WebFetchURLSourceAll
        | WebFetchURLSourceNone
        | WebFetchURLSourceOnly
        | WebFetchURLSourceExcept
        | UnknownWebFetchToolResultSource
    )
    """Which tools give URLs with their results."""


WEB_FETCH_TOOL_RESULT_SOURCE = TaggedUnion(
    "type",
    {
        "all": "WebFetchURLSourceAll",
        "none": "WebFetchURLSourceNone",
        "only": "WebFetchURLSourceOnly",
        "except": "WebFetchURLSourceExcept",
    },
    "UnknownWebFetchToolResultSource",
)
decode: Callable[[Any], Any] = WEB_FETCH_TOOL_RESULT_SOURCE.decode


def __getattr__(name: str) -> Any:
    if (
        name == "WebFetchToolResultSource"
    ):  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = WEB_FETCH_TOOL_RESULT_SOURCE.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
