# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `AdvisorResultBlock` (spec/schemas/tool_results.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class AdvisorResultBlock(Model):
    """Advice as text that people can read."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "text")

    type: Literal["advisor_result"] = "advisor_result"
    """Tells what kind of object this is: always `advisor_result`."""
    text: str
    """The advice, as text for the answering model and for people."""
    stop_reason: str | None = None
    """Why the advising model stopped, with the values of `stop_reason` of a message. `max_tokens` means that the advice
    was cut. Null or absent if not known.
    """

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
        self.type = "advisor_result" if value == "advisor_result" else value
        self.text = data["text"]
        self.stop_reason = get("stop_reason")
        return self
