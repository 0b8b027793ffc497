# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ServerToolUsage` (spec/schemas/usage.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ServerToolUsage(Model):
    """How often the API's own tools were used. Each use may cost extra."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("web_search_requests",)

    web_search_requests: int
    """Number of web searches that were made."""
    web_fetch_requests: int | None = None
    """Number of pages that were fetched. Absent if the API did not report it."""

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
        self.web_search_requests = data["web_search_requests"]
        self.web_fetch_requests = get("web_fetch_requests")
        return self
