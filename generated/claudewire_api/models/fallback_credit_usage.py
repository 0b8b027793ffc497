# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new
from .fallback_credit_status import FALLBACK_CREDIT_STATUS


@define(kw_only=True, repr=False, weakref_slot=False)
class FallbackCreditUsage(Model):
    """What became of a fallback credit token."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("status",)

    status: models.FallbackCreditStatus
    """Redeemed or not."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("status")
        self.status = value if value is None else FALLBACK_CREDIT_STATUS.decode(value)
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
