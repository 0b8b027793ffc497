# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class UserLocation(Model):
    """Where the user is, roughly."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["approximate"] = "approximate"
    """Always `approximate`."""
    city: str | None = None
    """City."""
    region: str | None = None
    """Region or state."""
    country: str | None = None
    """Country by its two letters of ISO 3166-1."""
    timezone: str | None = None
    """Time zone by its IANA name, such as `Europe/Berlin`."""

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
        value = data["type"]
        self.type = "approximate" if value == "approximate" else value
        self.city = get("city")
        self.region = get("region")
        self.country = get("country")
        self.timezone = get("timezone")
        return self
