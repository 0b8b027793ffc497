# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `MessageTokensCount` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class MessageTokensCount(Model):
    """How many input tokens a request would use. It is an estimate; the number that is billed can differ a little."""

    _REQUIRED: ClassVar[tuple[str, ...]] = ("input_tokens",)

    input_tokens: int
    """Input tokens of system prompt, messages and tools together, after context management."""
    context_management: models.CountTokensContextManagementResponse | None = None
    """The number before context management. Null or absent if the request has none. Beta: needs the header value
    `context-management-2025-06-27`.
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
        self.input_tokens = data["input_tokens"]
        value = get("context_management")
        self.context_management = (
            decoders.CountTokensContextManagementResponse(value)
            if value is not None and isinstance(value, dict)
            else value
        )
        return self
