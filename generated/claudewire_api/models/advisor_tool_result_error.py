# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `AdvisorToolResultError` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class AdvisorToolResultError(Model):
    """The advising model gave no advice."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "error_code")

    type: Literal["advisor_tool_result_error"] = "advisor_tool_result_error"
    """Tells what kind of object this is: always `advisor_tool_result_error`."""
    error_code: models.AdvisorToolResultErrorCode
    """Why the advising model gave no advice."""

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
        value: Any
        value = data["type"]
        self.type = "advisor_tool_result_error" if value == "advisor_tool_result_error" else value
        value = data["error_code"]
        self.error_code = intern(value) if type(value) is str else value
        return self
