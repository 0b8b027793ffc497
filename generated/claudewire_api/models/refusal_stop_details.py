# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `RefusalStopDetails` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class RefusalStopDetails(Model):
    """The reason of a refusal, and how to continue after it."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["refusal"] = "refusal"
    """Tells what kind of object this is: always `refusal`."""
    category: models.RefusalCategory | None = None
    """Policy area of the refusal. Null if none is named."""
    explanation: str | None = None
    """The reason in words, for people. Its wording may change. Null if there is none."""
    fallback_credit_token: str | None = None
    """A token for the request field of the same name. With it, a retry on another model is billed for the cached prefix
    as for a cache read. Valid for five minutes. Null if the model offers none. Beta: needs the header value
    `fallback-credit-2026-07-01`.
    """
    fallback_has_prefill_claim: bool | None = None
    """How to retry with the token. True means the request with this message's `content` as one more assistant message,
    false the request unchanged. Null or absent without a token. Beta: needs the header value
    `fallback-credit-2026-07-01`.
    """
    recommended_model: str | None = None
    """ID of a model for the retry, when a fallback model could not be tried because it was overloaded or its rate limit
    was used up. Null otherwise. Beta: needs the header value `server-side-fallback-2026-07-01`.
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
        value = data["type"]
        self.type = "refusal" if value == "refusal" else value
        value = get("category")
        self.category = intern(value) if type(value) is str else value
        self.explanation = get("explanation")
        self.fallback_credit_token = get("fallback_credit_token")
        self.fallback_has_prefill_claim = get("fallback_has_prefill_claim")
        self.recommended_model = get("recommended_model")
        return self
