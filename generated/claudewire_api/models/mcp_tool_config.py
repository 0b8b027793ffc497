# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class MCPToolConfig(Model):
    """Settings of one tool of an MCP server."""

    enabled: bool | None = None
    """Whether the model may use the tool. As in `default_config` when absent or null."""
    defer_loading: bool | None = None
    """Whether the definition stays out of the prompt until tool search finds it. As in `default_config` when absent or
    null.
    """

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        self.enabled = get("enabled")
        self.defer_loading = get("defer_loading")
        return self
