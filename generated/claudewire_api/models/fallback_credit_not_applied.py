# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `FallbackCreditNotApplied` (spec/schemas/usage.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class FallbackCreditNotApplied(Model):
    """The token was not redeemed. The request was answered and billed as usual."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "reason")

    type: Literal["not_applied"] = "not_applied"
    """Tells what kind of object this is: always `not_applied`."""
    reason: (
        Literal[
            "body_mismatch",
            "continuation_excluded",
            "continuation_only",
            "expired",
            "invalid_target_model",
            "not_enabled",
            "reprice_unavailable",
            "temporarily_unavailable",
            "variant_fields_present",
            "wrong_organization",
            "wrong_platform",
            "wrong_workspace",
        ]
        | str
    )
    """Why the token was not redeemed, such as `expired`."""
    remove_to_redeem: list[str] | None = None
    """Fields of the request without which the token can be redeemed. Absent for other reasons than
    `variant_fields_present`.
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
        self.type = "not_applied" if value == "not_applied" else value
        value = data["reason"]
        self.reason = intern(value) if type(value) is str else value
        self.remove_to_redeem = get("remove_to_redeem")
        return self
