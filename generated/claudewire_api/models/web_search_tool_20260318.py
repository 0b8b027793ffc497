# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebSearchTool20260318` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebSearchTool20260318(Model):
    """Web search that can leave those results out of the response that only a program has read."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "name")

    type: Literal["web_search_20260318"] = "web_search_20260318"
    """Tells what kind of object this is: always `web_search_20260318`."""
    name: Literal["web_search"] = "web_search"
    """Has one possible value: always `web_search`."""
    max_uses: int | None = None
    """The most searches that one request may make. No limit when absent or null."""
    allowed_domains: list[str] | None = None
    """The only domains whose pages may be results, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: list[str] | None = None
    """Domains whose pages are never results. Not together with `allowed_domains`. None when absent or null."""
    user_location: models.UserLocation | None = None
    """Roughly where the user is, for results that fit the place. Not known when absent or null."""
    response_inclusion: Literal["full", "excluded"] | str | None = None
    """Whether finished calls by programs, and their results, are part of the response (`full`) or are left out
    (`excluded`).
    """
    strict: bool | None = None
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: list[models.ToolCaller] | None = None
    """Who may call the tool, the model (`direct`) or programs of the code execution tool. `direct` alone turns
    filtering off. Both when absent.
    """
    defer_loading: bool | None = None
    """Whether the definition stays out of the prompt until tool search finds it. False when absent."""
    cache_control: models.CacheControlEphemeral | None = None
    """A cache breakpoint after this tool. None when absent or null."""

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
        self.type = "web_search_20260318" if value == "web_search_20260318" else value
        value = data["name"]
        self.name = "web_search" if value == "web_search" else value
        self.max_uses = get("max_uses")
        self.allowed_domains = get("allowed_domains")
        self.blocked_domains = get("blocked_domains")
        value = get("user_location")
        self.user_location = decoders.UserLocation(value) if value is not None and isinstance(value, dict) else value
        value = get("response_inclusion")
        self.response_inclusion = intern(value) if type(value) is str else value
        self.strict = get("strict")
        self.allowed_callers = get("allowed_callers")
        self.defer_loading = get("defer_loading")
        value = get("cache_control")
        self.cache_control = (
            decoders.CacheControlEphemeral(value) if value is not None and isinstance(value, dict) else value
        )
        return self
