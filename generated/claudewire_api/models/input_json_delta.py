# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `InputJSONDelta` (spec/schemas/events.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class InputJSONDelta(Model):
    """More of the tool's input. All fragments of a block joined together are one JSON object; no text at all means
    `{}`. With `eager_input_streaming`, or when `max_tokens` ends the message, the JSON can be incomplete.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("type", "partial_json")

    type: Literal["input_json_delta"] = "input_json_delta"
    """Tells what kind of object this is: always `input_json_delta`."""
    partial_json: str
    """Fragment of the JSON text. The first fragment is often empty."""

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
        value: Any
        value = data["type"]
        self.type = "input_json_delta" if value == "input_json_delta" else value
        self.partial_json = data["partial_json"]
        return self
