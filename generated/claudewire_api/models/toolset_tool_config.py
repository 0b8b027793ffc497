# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ToolsetToolConfig` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ToolsetToolConfig(Model):
    """Settings of one tool of a browser or a computer."""

    enabled: bool | None = None
    """Whether the model may use the tool. The default of the tool applies when absent or null."""
    defer_loading: bool | None = None
    """Whether the definition stays out of the prompt until tool search finds it. False when absent or null."""

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
        self.enabled = get("enabled")
        self.defer_loading = get("defer_loading")
        return self
