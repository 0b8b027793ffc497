# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class RefusalStopDetails(Model):
    """What is known about a refusal."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["refusal"] = "refusal"
    """Always `refusal`."""
    category: models.RefusalCategory | None = None
    """The policy area that was touched; null when none is named."""
    explanation: str | None = None
    """A sentence for people. Its wording is not stable."""
    fallback_credit_token: str | None = None
    """Opaque. Send it with a retry on another model, and the cached prefix is not billed a second time. Beta: needs the
    header value `fallback-credit-2026-07-01`.
    """
    fallback_has_prefill_claim: bool | None = None
    """True if the retry may append the partial answer as an assistant turn; false if the request must be repeated as it
    was. Beta: needs the header value `fallback-credit-2026-07-01`.
    """
    recommended_model: str | None = None
    """A model that could answer the request instead. Beta: needs the header value `server-side-fallback-2026-07-01`."""

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
        self.type = "refusal" if value == "refusal" else value
        value = get("category")
        self.category = intern(value) if type(value) is str else value
        self.explanation = get("explanation")
        self.fallback_credit_token = get("fallback_credit_token")
        self.fallback_has_prefill_claim = get("fallback_has_prefill_claim")
        self.recommended_model = get("recommended_model")
        return self
