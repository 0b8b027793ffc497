# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new
from .caller import CALLER


@define(kw_only=True, repr=False, weakref_slot=False)
class WebSearchToolResultBlock(Model):
    """What a web search found."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_use_id", "content")

    type: Literal["web_search_tool_result"] = "web_search_tool_result"
    """Always `web_search_tool_result`."""
    tool_use_id: str
    """Identifier of the call."""
    content: models.WebSearchToolResultBlockContent
    """The pages found, or an error."""
    caller: models.Caller | None = None
    """Who made the call; the model itself if absent."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("type")
        self.type = "web_search_tool_result" if value == "web_search_tool_result" else value
        self.tool_use_id = get("tool_use_id")
        value = get("content")
        self.content = (
            [models.WebSearchResultBlock._decode(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else models.WebSearchToolResultError._decode(value)
            if isinstance(value, dict)
            else value
        )
        value = get("caller")
        self.caller = value if value is None else CALLER.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
