# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `Usage` (spec/schemas/usage.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class Usage(Model):
    """The tokens and tool requests of a message, which are billed. The whole input is the sum of `input_tokens`,
    `cache_creation_input_tokens` and `cache_read_input_tokens`.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("input_tokens", "output_tokens")

    input_tokens: int
    """Input tokens that were neither read from the prompt cache nor written to it."""
    output_tokens: int
    """Output tokens, with all thinking, also where the response shows a summary of it."""
    cache_creation_input_tokens: int | None = None
    """Input tokens that were written to the prompt cache. Null or absent if not known."""
    cache_read_input_tokens: int | None = None
    """Input tokens that were read from the prompt cache. Null or absent if not known."""
    cache_creation: models.CacheCreation | None = None
    """The tokens of `cache_creation_input_tokens`, by how long they are kept. Null or absent if not known."""
    output_tokens_details: models.OutputTokensDetails | None = None
    """The tokens of `output_tokens` by kind. Null or absent if not known."""
    server_tool_use: models.ServerToolUsage | None = None
    """How often the API's own tools were used. Null or absent if they were not."""
    service_tier: Literal["standard", "priority", "batch"] | str | None = None
    """The service tier that answered the request. Null or absent if not known."""
    speed: Literal["standard", "fast"] | str | None = None
    """The speed at which the model wrote. Null or absent if not known."""
    inference_geo: str | None = None
    """Region in which the model ran, such as `global` or `us`. `not_available` for older models; null or absent if not
    known.
    """
    iterations: list[models.IterationsUsageItem] | None = None
    """The usage of each run of a model, when the request needed several. Null or absent otherwise. The tokens of
    `compaction` entries are not part of the totals above. Beta: needs the header value `compact-2026-01-12`.
    """
    fallback_credit: models.FallbackCreditUsage | None = None
    """Whether the `fallback_credit_token` of the request was redeemed. Null or absent if it had none. Beta: needs the
    header value `fallback-credit-2026-07-01`.
    """

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
        self.input_tokens = data["input_tokens"]
        self.output_tokens = data["output_tokens"]
        self.cache_creation_input_tokens = get("cache_creation_input_tokens")
        self.cache_read_input_tokens = get("cache_read_input_tokens")
        value = get("cache_creation")
        self.cache_creation = decoders.CacheCreation(value) if value is not None and isinstance(value, dict) else value
        value = get("output_tokens_details")
        self.output_tokens_details = (
            decoders.OutputTokensDetails(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("server_tool_use")
        self.server_tool_use = (
            decoders.ServerToolUsage(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("service_tier")
        self.service_tier = intern(value) if type(value) is str else value
        value = get("speed")
        self.speed = intern(value) if type(value) is str else value
        self.inference_geo = get("inference_geo")
        value = get("iterations")
        self.iterations = (
            [decoders.IterationsUsageItem(item) for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        value = get("fallback_credit")
        self.fallback_credit = (
            decoders.FallbackCreditUsage(value) if value is not None and isinstance(value, dict) else value
        )
        return self
