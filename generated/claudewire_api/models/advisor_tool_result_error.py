# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class AdvisorToolResultError(Model):
    """The advising model gave no advice."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "error_code")

    type: Literal["advisor_tool_result_error"] = "advisor_tool_result_error"
    """Tells what kind of object this is: always `advisor_tool_result_error`."""
    error_code: models.AdvisorToolResultErrorCode
    """Why the advising model gave no advice."""

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
        value = data["type"]
        self.type = "advisor_tool_result_error" if value == "advisor_tool_result_error" else value
        value = data["error_code"]
        self.error_code = intern(value) if type(value) is str else value
        return self
