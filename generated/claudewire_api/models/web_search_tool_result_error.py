# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebSearchToolResultError` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebSearchToolResultError(Model):
    """The web search failed and has no results."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "error_code")

    type: Literal["web_search_tool_result_error"] = "web_search_tool_result_error"
    """Tells what kind of object this is: always `web_search_tool_result_error`."""
    error_code: models.WebSearchToolResultErrorCode
    """Why the web search failed."""

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
        self.type = "web_search_tool_result_error" if value == "web_search_tool_result_error" else value
        value = data["error_code"]
        self.error_code = intern(value) if type(value) is str else value
        return self
