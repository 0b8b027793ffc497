# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `WebFetchTool20260318` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class WebFetchTool20260318(Model):
    """Web fetch that can leave those pages out of the response that only a program has read."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "name")

    type: Literal["web_fetch_20260318"] = "web_fetch_20260318"
    """Tells what kind of object this is: always `web_fetch_20260318`."""
    name: Literal["web_fetch"] = "web_fetch"
    """Has one possible value: always `web_fetch`."""
    max_uses: int | None = None
    """The most pages that one request may fetch. No limit when absent or null."""
    max_content_tokens: int | None = None
    """The most tokens of a page that are put into the prompt; the rest is cut. The limit is approximate and does not
    hold for PDFs. No limit when absent or null.
    """
    allowed_domains: list[str] | None = None
    """The only domains whose pages may be read, such as `docs.python.org`. Not together with `blocked_domains`. All
    domains when absent or null.
    """
    blocked_domains: list[str] | None = None
    """Domains whose pages are never read. Not together with `allowed_domains`. None when absent or null."""
    url_sources: models.WebFetchURLSources | None = None
    """From which parts of the conversation the tool may take URLs. From all of them when absent or null."""
    use_cache: bool | None = None
    """Whether the page may come from a cache. `false` fetches it anew, which takes longer; use it for pages that change
    quickly.
    """
    response_inclusion: Literal["full", "excluded"] | str | None = None
    """Whether finished calls by programs, and their results, are part of the response (`full`) or are left out
    (`excluded`).
    """
    citations: models.CitationsConfig | None = None
    """Whether the model may quote the pages that it fetches. Not when absent or null."""
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
        self.type = "web_fetch_20260318" if value == "web_fetch_20260318" else value
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
        self.use_cache = get("use_cache")
        value = get("response_inclusion")
        self.response_inclusion = intern(value) if type(value) is str else value
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
