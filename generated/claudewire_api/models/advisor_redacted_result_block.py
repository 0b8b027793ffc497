# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class AdvisorRedactedResultBlock(Model):
    """Advice that only the models can read."""

    REQUIRED: ClassVar[tuple[str, ...]] = ("type", "encrypted_content")

    type: Literal["advisor_redacted_result"] = "advisor_redacted_result"
    """Always `advisor_redacted_result`."""
    encrypted_content: str
    """Opaque. Send it back unchanged."""
    stop_reason: str | None = None
    """Why the advising model stopped, with the values of a message."""

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
        self.type = "advisor_redacted_result" if value == "advisor_redacted_result" else value
        self.encrypted_content = data["encrypted_content"]
        self.stop_reason = get("stop_reason")
        return self
