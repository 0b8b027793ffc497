# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchTool20260209(Model):
    """Reads a page or a PDF, which the model may filter with code."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "name")

    type: Literal["web_fetch_20260209"] = "web_fetch_20260209"
    """Always `web_fetch_20260209`."""
    name: Literal["web_fetch"] = "web_fetch"
    """Always `web_fetch`."""
    max_uses: int | None = None
    """Uses that one request may make at most."""
    max_content_tokens: int | None = None
    """Tokens of a page after which it is cut."""
    allowed_domains: list[str] | None = None
    """The only domains that may be used."""
    blocked_domains: list[str] | None = None
    """Domains that are never used."""
    url_sources: models.WebFetchURLSources | None = None
    """Which parts of the conversation count as sources of URLs."""
    citations: models.CitationsConfig | None = None
    """Whether the model quotes what it fetched."""
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
        self.type = "web_fetch_20260209" if value == "web_fetch_20260209" else value
        value = data["name"]
        self.name = "web_fetch" if value == "web_fetch" else value
        self.max_uses = get("max_uses")
        self.max_content_tokens = get("max_content_tokens")
        self.allowed_domains = get("allowed_domains")
        self.blocked_domains = get("blocked_domains")
        value = get("url_sources")
        self.url_sources = (
            decoders.WebFetchURLSources(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("citations")
        self.citations = decoders.CitationsConfig(value) if value is not None and isinstance(value, dict) else value
        self.strict = get("strict")
        self.allowed_callers = get("allowed_callers")
        self.defer_loading = get("defer_loading")
        value = get("cache_control")
        self.cache_control = (
            decoders.CacheControlEphemeral(value) if value is not None and isinstance(value, dict) else value
        )
        return self
