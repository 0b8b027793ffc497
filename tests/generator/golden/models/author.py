# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `Author` (spec/schemas/notes.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class Author(Model):
    """Somebody who writes."""

    name: str | None = None
    """Their name."""
    friends: list[models.Author] | None = None
    """Others."""

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
        self.name = get("name")
        value = get("friends")
        self.friends = (
            [decoders.Author(item) if isinstance(item, dict) else item for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        return self
