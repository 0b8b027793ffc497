# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class ServerToolsCapability(Model):
    """Which tools that run on Anthropic's servers a model can use."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("supported",)

    supported: bool
    """Whether it can use any."""
    code_execution: models.CapabilitySupport | None = None
    """The code execution tool."""
    web_search: models.CapabilitySupport | None = None
    """The web search tool."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        self.supported = get("supported")
        value = get("code_execution")
        self.code_execution = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        value = get("web_search")
        self.web_search = models.CapabilitySupport._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
