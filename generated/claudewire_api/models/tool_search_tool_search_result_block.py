# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ToolSearchToolSearchResultBlock` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ToolSearchToolSearchResultBlock(Model):
    """The tools that a search has found. Their definitions are part of the prompt from here on."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_references")

    type: Literal["tool_search_tool_search_result"] = "tool_search_tool_search_result"
    """Tells what kind of object this is: always `tool_search_tool_search_result`."""
    tool_references: list[models.ToolReferenceBlock]
    """The tools that were found, by name. Empty if none fits."""

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
        value: Any
        value = data["type"]
        self.type = "tool_search_tool_search_result" if value == "tool_search_tool_search_result" else value
        value = data["tool_references"]
        self.tool_references = (
            [decoders.ToolReferenceBlock(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        return self
