# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class NotePage(Model):
    """Some notes."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("data", "has_more")

    data: list[models.Note]
    """The notes."""
    has_more: bool
    """Whether there are more."""
    last_id: str | None = None
    """ID of the last one."""

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
        value = data["data"]
        self.data = (
            [decoders.Note(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        self.has_more = data["has_more"]
        self.last_id = get("last_id")
        return self
