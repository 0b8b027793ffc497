# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `PermissionErrorObject` (spec/schemas/errors.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class PermissionErrorObject(Model):
    """The key is valid and lacks a permission that the request needs."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "message")

    type: Literal["permission_error"] = "permission_error"
    """Tells what kind of object this is: always `permission_error`."""
    message: str
    """A sentence for people. Its wording may change at any time."""
    details: models.ErrorDetails | None = None
    """The cause in a form that a program can act on. Null or absent for causes that have no code."""

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
        self.type = "permission_error" if value == "permission_error" else value
        self.message = data["message"]
        value = get("details")
        self.details = decoders.ErrorDetails(value) if value is not None and isinstance(value, dict) else value
        return self
