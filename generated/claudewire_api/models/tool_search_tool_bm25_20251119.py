# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ToolSearchToolBm25_20251119` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ToolSearchToolBm25_20251119(Model):
    """Finds tools with `defer_loading` by words in their names and descriptions, so that the prompt need not hold
    hundreds of tools.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "name")

    type: Literal["tool_search_tool_bm25_20251119", "tool_search_tool_bm25"]
    """Version of the tool. The name without a date means the newest one."""
    name: Literal["tool_search_tool_bm25"] = "tool_search_tool_bm25"
    """Has one possible value: always `tool_search_tool_bm25`."""
    strict: bool | None = None
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: list[models.ToolCaller] | None = None
    """Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
    """
    defer_loading: bool | None = None
    """Must be false or absent, since the search itself must be part of the prompt."""
    cache_control: models.CacheControlEphemeral | None = None
    """A cache breakpoint after this tool. None when absent or null."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = _new_instance(cls)
        self._response = None
        # Which keys arrived, and which of them no field holds: the same for all objects of one shape.
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._learn_shape(data)
        self._extra = _pick(data, unknown) if unknown else None
        get = data.get
        value: Any
        self.type = data["type"]
        value = data["name"]
        self.name = "tool_search_tool_bm25" if value == "tool_search_tool_bm25" else value
        self.strict = get("strict")
        self.allowed_callers = get("allowed_callers")
        self.defer_loading = get("defer_loading")
        value = get("cache_control")
        self.cache_control = (
            decoders.CacheControlEphemeral(value) if value is not None and isinstance(value, dict) else value
        )
        return self
