# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import models
from .._model import Model, new
from .applied_edit import APPLIED_EDIT


@define(kw_only=True, repr=False, weakref_slot=False)
class ContextManagementResponse(Model):
    """What context management did to the request."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("applied_edits",)

    applied_edits: list[models.AppliedEdit]
    """The edits that had an effect; empty if none was necessary."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("applied_edits")
        self.applied_edits = [APPLIED_EDIT.decode(item) for item in value] if isinstance(value, list) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
