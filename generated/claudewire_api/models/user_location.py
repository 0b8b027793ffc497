# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `UserLocation` (spec/schemas/listed_tools.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class UserLocation(Model):
    """Roughly where the user is. All fields but `type` may be absent or null."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type",)

    type: Literal["approximate"] = "approximate"
    """Tells what kind of object this is: always `approximate`."""
    city: str | None = None
    """City of the user, such as `Lisbon`."""
    region: str | None = None
    """State or region of the user, such as `California`."""
    country: str | None = None
    """Country of the user, as its two-letter ISO 3166-1 code, such as `PT`."""
    timezone: str | None = None
    """Time zone of the user, as its IANA name, such as `Europe/Lisbon`."""

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
        self.type = "approximate" if value == "approximate" else value
        self.city = get("city")
        self.region = get("region")
        self.country = get("country")
        self.timezone = get("timezone")
        return self
