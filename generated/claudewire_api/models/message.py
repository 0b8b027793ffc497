# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any, ClassVar, Literal, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


@define(kw_only=True, repr=False, weakref_slot=False)
class Message(Model):
    """One complete turn of the model. To go on with the conversation, send `content` back as the next assistant turn,
    followed by a new user turn.
    """

    REQUIRED: ClassVar[tuple[str, ...]] = ("id", "type", "role", "model", "content", "usage")

    id: str
    """Identifier of this message, such as `msg_01…`. Its form may change."""
    type: Literal["message"] = "message"
    """Always `message`."""
    role: Literal["assistant"] = "assistant"
    """Always `assistant`."""
    model: models.Model
    """The model that wrote the message. After a server-side fallback this is the last one that was tried."""
    content: list[models.ContentBlock]
    """What the model produced, in order. Can be empty, for instance after a refusal or when there was nothing to add to
    a tool result.
    """
    stop_reason: models.StopReason | None = None
    """Why the model stopped. Null only while a stream is still running."""
    stop_sequence: str | None = None
    """The text that ended the turn, when `stop_reason` is `stop_sequence`."""
    stop_details: models.RefusalStopDetails | None = None
    """More about the reason; at present only a refusal has details."""
    usage: models.Usage
    """Tokens and tool requests that are billed for this message."""
    container: models.Container | None = None
    """The sandbox that code execution used, if it was used."""
    context_management: models.ContextManagementResponse | None = None
    """What the API removed from the context before the model saw it. Beta: needs the header value
    `context-management-2025-06-27`.
    """
    diagnostics: models.Diagnostics | None = None
    """Why the prompt cache was missed, when the request asked for a diagnosis."""
    input_transformations: list[models.InputTransformation] | None = None
    """What the API changed in the thinking blocks of the request; null if nothing. Beta: needs the header value
    `thinking-binding-controls-2026-08-01`.
    """

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
