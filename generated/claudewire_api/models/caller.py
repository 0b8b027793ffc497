# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Union of the schema `Caller` (spec/schemas/content.yaml): models that one field tells apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._decoders import TaggedUnion
from .._model import Unknown


class UnknownCaller(Unknown):
    """A `Caller` that this version does not know; `raw` is the JSON value as it came."""

    __slots__ = ()
    if TYPE_CHECKING:
        # No real value: a type checker leaves this class out after `x.type == "…"`. At run time it is what came.
        type: Literal["<unknown>"]


if TYPE_CHECKING:
    from .direct_caller import DirectCaller
    from .server_tool_caller import ServerToolCaller
    from .server_tool_caller_20260120 import ServerToolCaller20260120

    Caller: TypeAlias = DirectCaller | ServerToolCaller | ServerToolCaller20260120 | UnknownCaller
    """Who called a tool, the model itself or a program that it runs with the code execution tool."""


CALLER = TaggedUnion(
    "type",
    {
        "direct": "DirectCaller",
        "code_execution_20250825": "ServerToolCaller",
        "code_execution_20260120": "ServerToolCaller20260120",
    },
    "UnknownCaller",
)
decode: Callable[[Any], Any] = CALLER.decode


def __getattr__(name: str) -> Any:
    if name == "Caller":  # the union itself: made when somebody asks, because it needs all its members
        globals()[name] = alias = CALLER.alias()
        return alias
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
