# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class Author(Model):
    """Somebody who writes."""

    name: str | None = None
    """Their name."""
    friends: list[models.Author] | None = None
    """Others."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        self.name = get("name")
        value = get("friends")
        self.friends = (
            [models.Author._decode(item) if isinstance(item, dict) else item for item in value]
            if isinstance(value, list)
            else value
        )
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
