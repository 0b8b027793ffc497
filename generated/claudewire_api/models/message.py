# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `Message` (spec/schemas/message.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick, joined_text


@define(kw_only=True, repr=False, weakref_slot=False)
class Message(Model):
    """One complete turn of the model. To continue the conversation, send `content` back as the next assistant message,
    followed by a new user message.
    """

    _REQUIRED: ClassVar[tuple[str, ...]] = ("id", "type", "role", "model", "content", "usage")

    id: str
    """ID of this message, such as `msg_01HCDu5LRGeP2o7s2xGmxyx8`. Its form may change."""
    type: Literal["message"] = "message"
    """Tells what kind of object this is: always `message`."""
    role: Literal["assistant"] = "assistant"
    """Has one possible value: always `assistant`."""
    model: models.Model
    """ID of the model that wrote the message. After a fallback it is the last model that was tried."""
    content: list[models.ContentBlock]
    """The blocks that the model has written, in order. Empty after some refusals, and when the model had nothing to add
    to a tool result.
    """
    stop_reason: models.StopReason | None = None
    """Why the model stopped. Null only in the `message_start` event of a stream."""
    stop_sequence: str | None = None
    """The stop sequence that the model wrote, if `stop_reason` is `stop_sequence`; null otherwise."""
    stop_details: models.RefusalStopDetails | None = None
    """More about the stop reason. Only a refusal has details; null or absent otherwise."""
    usage: models.Usage
    """The tokens and tool requests of this message, which are billed and count towards rate limits."""
    container: models.Container | None = None
    """The container that code execution used. Null or absent if no code was run."""
    context_management: models.ContextManagementResponse | None = None
    """What the API removed from the conversation before the model read it. Null or absent if the request did not ask
    for it. Beta: needs the header value `context-management-2025-06-27`.
    """
    diagnostics: models.Diagnostics | None = None
    """Why the prompt cache could not be used. Null or absent if the request did not ask, or if the cache was used."""
    input_transformations: list[models.InputTransformation] | None = None
    """The thinking blocks of the request that failed a check, one entry per block. Empty if there are none; null or
    absent without the beta value. Beta: needs the header value `thinking-binding-controls-2026-08-01`.
    """

    @property
    def text(self) -> str:
        """The text of the blocks in `content` that have one, joined; empty if none has."""
        return joined_text(self.content)

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
        self.id = data["id"]
        value = data["type"]
        self.type = "message" if value == "message" else value
        value = data["role"]
        self.role = "assistant" if value == "assistant" else value
        value = data["model"]
        self.model = intern(value) if type(value) is str else value
        value = data["content"]
        self.content = [decoders.ContentBlock(item) for item in value] if isinstance(value, list) else value
        value = get("stop_reason")
        self.stop_reason = intern(value) if type(value) is str else value
        self.stop_sequence = get("stop_sequence")
        value = get("stop_details")
        self.stop_details = (
            decoders.RefusalStopDetails(value) if value is not None and isinstance(value, dict) else value
        )
        value = data["usage"]
        self.usage = decoders.Usage(value) if isinstance(value, dict) else value
        value = get("container")
        self.container = decoders.Container(value) if value is not None and isinstance(value, dict) else value
        value = get("context_management")
        self.context_management = (
            decoders.ContextManagementResponse(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("diagnostics")
        self.diagnostics = decoders.Diagnostics(value) if value is not None and isinstance(value, dict) else value
        value = get("input_transformations")
        self.input_transformations = (
            [decoders.InputTransformation(item) for item in value]
            if value is not None and isinstance(value, list)
            else value
        )
        return self
