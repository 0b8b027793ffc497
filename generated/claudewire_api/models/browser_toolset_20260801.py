# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `BrowserToolset20260801` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class BrowserToolset20260801(Model):
    """A web browser that the caller operates for the model. It is a set of 31 tools, of which four are off unless
    `configs` turns them on: `javascript_exec`, `file_upload`, `read_console` and `read_network`. A `tool_use` block
    names the tool, and its `toolset_name` the set.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["browser_toolset_20260801"] = "browser_toolset_20260801"
    """Tells what kind of object this is: always `browser_toolset_20260801`."""
    configs: models.BrowserToolsetConfigs | None = None
    """Settings of those tools that are not to have their defaults. None when absent or null."""
    cache_control: models.CacheControlEphemeral | None = None
    """A cache breakpoint after this toolset. None when absent or null."""

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
        self.type = "browser_toolset_20260801" if value == "browser_toolset_20260801" else value
        value = get("configs")
        self.configs = decoders.BrowserToolsetConfigs(value) if value is not None and isinstance(value, dict) else value
        value = get("cache_control")
        self.cache_control = (
            decoders.CacheControlEphemeral(value) if value is not None and isinstance(value, dict) else value
        )
        return self
