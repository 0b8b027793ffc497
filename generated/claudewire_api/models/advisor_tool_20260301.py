# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `AdvisorTool20260301` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class AdvisorTool20260301(Model):
    """A stronger model that the answering model can ask for advice in the middle of its response. It sees the whole
    conversation.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "name", "model")

    type: Literal["advisor_20260301"] = "advisor_20260301"
    """Tells what kind of object this is: always `advisor_20260301`."""
    name: Literal["advisor"] = "advisor"
    """Has one possible value: always `advisor`."""
    model: models.Model
    """ID of the model that gives advice. It must be at least as capable as the one that responds."""
    max_uses: int | None = None
    """The most pieces of advice in one request. No limit when absent or null."""
    max_tokens: int | None = None
    """The most tokens of one piece of advice, thinking included. The advising model's own limit when absent or null."""
    caching: models.CacheControlEphemeral | None = None
    """Caches the prompt of the advising model from call to call, which saves money from about three calls on. Not
    cached when absent or null.
    """
    strict: bool | None = None
    """Whether the model's input is guaranteed to fit the tool's schema. Not when absent."""
    allowed_callers: list[models.ToolCaller] | None = None
    """Who may call the tool, the model (`direct`) or programs of the code execution tool. Only the model when
    absent.
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
        self.type = "advisor_20260301" if value == "advisor_20260301" else value
        value = data["name"]
        self.name = "advisor" if value == "advisor" else value
        value = data["model"]
        self.model = intern(value) if type(value) is str else value
        self.max_uses = get("max_uses")
        self.max_tokens = get("max_tokens")
        value = get("caching")
        self.caching = decoders.CacheControlEphemeral(value) if value is not None and isinstance(value, dict) else value
        self.strict = get("strict")
        self.allowed_callers = get("allowed_callers")
        self.defer_loading = get("defer_loading")
        value = get("cache_control")
        self.cache_control = (
            decoders.CacheControlEphemeral(value) if value is not None and isinstance(value, dict) else value
        )
        return self
