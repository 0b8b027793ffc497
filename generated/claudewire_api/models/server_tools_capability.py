# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ServerToolsCapability` (spec/schemas/models.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ServerToolsCapability(Model):
    """Which tools that run on the API's servers a model can use."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("supported",)

    supported: bool
    """Whether the model can use any of these tools."""
    code_execution: models.CapabilitySupport | None = None
    """Whether the model can use the code execution tool."""
    web_search: models.CapabilitySupport | None = None
    """Whether the model can use the web search tool."""

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
        self.supported = data["supported"]
        value = get("code_execution")
        self.code_execution = (
            decoders.CapabilitySupport(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("web_search")
        self.web_search = decoders.CapabilitySupport(value) if value is not None and isinstance(value, dict) else value
        return self
