# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebFetchURLSources` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchURLSources(Model):
    """From which parts of the conversation web fetch may take URLs. A part that is absent or null is a source."""

    user_input: models.WebFetchUserInputSource | None = None
    """Whether web fetch may read URLs in user messages. It may when absent or null."""
    client_tool_results: models.WebFetchToolResultSource | None = None
    """Which of the caller's tools give URLs with their results. All of them when absent or null."""
    server_tool_results: models.WebFetchToolResultSource | None = None
    """Which tools of the API give URLs with their results; only web search and web fetch can. Both when absent or
    null.
    """

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
        value = get("user_input")
        self.user_input = value if value is None else decoders.WebFetchUserInputSource(value)
        value = get("client_tool_results")
        self.client_tool_results = value if value is None else decoders.WebFetchToolResultSource(value)
        value = get("server_tool_results")
        self.server_tool_results = value if value is None else decoders.WebFetchToolResultSource(value)
        return self
