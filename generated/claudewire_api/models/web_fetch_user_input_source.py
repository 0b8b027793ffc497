# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `WebFetchUserInputSource` (spec/schemas/listed_toolsets.yaml): models that one field tells
apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownWebFetchUserInputSource(Unknown):
    """A `WebFetchUserInputSource` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .web_fetch_url_source_all import WebFetchURLSourceAll
    from .web_fetch_url_source_none import WebFetchURLSourceNone

    WebFetchUserInputSource: TypeAlias = WebFetchURLSourceAll | WebFetchURLSourceNone | UnknownWebFetchUserInputSource
    """Whether all URLs of a source may be read, or none."""


WEB_FETCH_USER_INPUT_SOURCE = TaggedUnion(
    "type",
    {
        "all": "WebFetchURLSourceAll",
        "none": "WebFetchURLSourceNone",
    },
    "UnknownWebFetchUserInputSource",
)
decode: Callable[[Any], Any] = WEB_FETCH_USER_INPUT_SOURCE.decode


def __getattr__(name: str) -> Any:
    if name == "WebFetchUserInputSource":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = WEB_FETCH_USER_INPUT_SOURCE.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
