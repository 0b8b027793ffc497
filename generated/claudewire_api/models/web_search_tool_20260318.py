# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class WebSearchTool20260318(Model):
    """A search of the web whose results may be left out of the response."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "name")

    type: Literal["web_search_20260318"] = "web_search_20260318"
    """Always `web_search_20260318`."""
    name: Literal["web_search"] = "web_search"
    """Always `web_search`."""
    max_uses: int | None = None
    """Uses that one request may make at most."""
    allowed_domains: list[str] | None = None
    """The only domains that may be used."""
    blocked_domains: list[str] | None = None
    """Domains that are never used."""
    user_location: models.UserLocation | None = None
    """Where the user is."""
    response_inclusion: Literal["full", "excluded"] | str | None = None
    """Whether results that only code read come back in the response."""
    strict: bool | None = None
    """Whether the input is guaranteed to fit the schema."""
    allowed_callers: list[models.ToolCaller] | None = None
    """Who may call the tool."""
    defer_loading: bool | None = None
    """Whether the definition stays out of the prompt until tool search returns it."""
    cache_control: models.CacheControlEphemeral | None = None
    """A cache breakpoint at this tool."""

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
