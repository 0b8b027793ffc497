# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebFetchToolResultBlock` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchToolResultBlock(Model):
    """The result of fetching a page or a document."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "tool_use_id", "content")

    type: Literal["web_fetch_tool_result"] = "web_fetch_tool_result"
    """Tells what kind of object this is: always `web_fetch_tool_result`."""
    tool_use_id: str
    """`id` of the `server_tool_use` block that this is the result of."""
    content: models.WebFetchToolResultBlockContent
    """The page that was fetched, or the error."""
    caller: models.Caller | None = None
    """Who called the tool. The model itself if null or absent."""

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
        value = data["type"]
        self.type = "web_fetch_tool_result" if value == "web_fetch_tool_result" else value
        self.tool_use_id = data["tool_use_id"]
        value = data["content"]
        self.content = value if value is None else decoders.WebFetchToolResultBlockContent(value)
        value = get("caller")
        self.caller = value if value is None else decoders.Caller(value)
        return self
