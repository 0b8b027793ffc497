# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class FallbackCreditUsage(Model):
    """Whether the fallback credit token of the request was redeemed."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("status",)

    status: models.FallbackCreditStatus
    """Whether the token was redeemed, and if not, why."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        value: Any
        value = data["status"]
        self.status = value if value is None else decoders.FallbackCreditStatus(value)
        return self
