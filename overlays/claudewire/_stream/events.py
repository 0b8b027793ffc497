"""Events that `messages.stream()` yields in addition to those of the API. Their fields are computed when they are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self, cast

from claudewire_api.models.content_block import CONTENT_BLOCK
from claudewire_api.models.text_citation import TEXT_CITATION

from .accumulator import JSON, Accumulator, BlockBuilder, TextBuffer

if TYPE_CHECKING:
    from claudewire_api import models


class _Event:
    """Base class: `to_dict()`, a readable form, comparison by value."""

    __slots__ = ()
    FIELDS: ClassVar[tuple[str, ...]] = ()

    def to_dict(self) -> JSON:
        """Return the event as JSON values."""
        return {name: _to_json(getattr(self, name)) for name in ("type", *self.FIELDS)}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.FIELDS)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and other.to_dict() == self.to_dict()

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # compared by value


def _to_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_to_json(item) for item in cast("list[object]", value)]
    return value.to_dict() if hasattr(value, "to_dict") else value


class TextEvent(_Event):
    """Text was added to the open text block.

    Args:
        text: The text that was added.
        buffer: The text of the block.
    """

    __slots__ = ("_buffer", "_count", "text")
    FIELDS: ClassVar[tuple[str, ...]] = ("text", "snapshot")
    type: Literal["text"] = "text"

    def __init__(self, text: str, buffer: TextBuffer) -> None:
        #: The text that was added.
        self.text: str = text
        self._buffer, self._count = buffer, len(buffer.fragments)

    @classmethod
    def from_delta(cls, delta: JSON, block: BlockBuilder) -> Self:
        """Make the event from the delta of the API and the block that it belongs to.

        Args:
            delta: The delta, as it arrived.
            block: The block as it is after the delta.
        """
        return cls(delta["text"], block.texts["text"])

    @property
    def snapshot(self) -> str:
        """The text of the block up to this event."""
        return self._buffer.text(self._count)

    def parsed_snapshot(self) -> Any:
        """Return the JSON value of the block up to here: an object or array with those values that are complete.

        Returns None while the text is not the beginning of a JSON object or array. One object for the whole block, which
        grows: copy it to keep it. Each character is read once, however often this is called.
        """
        return self._buffer.partial_json()


class ThinkingEvent(_Event):
    """Text was added to the open thinking block.

    Args:
        thinking: The text that was added.
        buffer: The text of the block.
    """

    __slots__ = ("_buffer", "_count", "thinking")
    FIELDS: ClassVar[tuple[str, ...]] = ("thinking", "snapshot")
    type: Literal["thinking"] = "thinking"

    def __init__(self, thinking: str, buffer: TextBuffer) -> None:
        #: The text that was added.
        self.thinking: str = thinking
        self._buffer, self._count = buffer, len(buffer.fragments)

    @classmethod
    def from_delta(cls, delta: JSON, block: BlockBuilder) -> Self:
        """Make the event from the delta of the API and the block that it belongs to.

        Args:
            delta: The delta, as it arrived.
            block: The block as it is after the delta.
        """
        return cls(delta["thinking"], block.texts["thinking"])

    @property
    def snapshot(self) -> str:
        """The thinking of the block up to this event."""
        return self._buffer.text(self._count)


class InputJsonEvent(_Event):
    """JSON text was added to the input of the open tool block.

    Args:
        partial_json: The JSON text that was added.
        block: The block as it is after the event.
    """

    __slots__ = ("_block", "partial_json")
    FIELDS: ClassVar[tuple[str, ...]] = ("partial_json", "snapshot")
    type: Literal["input_json"] = "input_json"

    def __init__(self, partial_json: str, block: BlockBuilder) -> None:
        #: The JSON text that was added.
        self.partial_json: str = partial_json
        self._block = block

    @classmethod
    def from_delta(cls, delta: JSON, block: BlockBuilder) -> Self:
        """Make the event from the delta of the API and the block that it belongs to.

        Args:
            delta: The delta, as it arrived.
            block: The block as it is after the delta.
        """
        return cls(delta["partial_json"], block)

    @property
    def snapshot(self) -> Any:
        """The values of the input that are complete. All events of the block share this object, which grows: copy it to keep it."""
        return self._block.partial_input()


class CitationEvent(_Event):
    """A citation was added to the open text block.

    Args:
        citations: The citations of the block up to now; the last one is new.
    """

    __slots__ = ("_citations",)
    FIELDS: ClassVar[tuple[str, ...]] = ("citation", "snapshot")
    type: Literal["citation"] = "citation"

    def __init__(self, citations: list[JSON]) -> None:
        self._citations = citations

    @classmethod
    def from_delta(cls, _: JSON, block: BlockBuilder) -> Self:
        """Make the event from the delta of the API and the block that it belongs to.

        Args:
            block: The block as it is after the delta.
        """
        return cls(list(block.data["citations"]))

    @property
    def citation(self) -> models.TextCitation:
        """The citation that was added."""
        citation: models.TextCitation = TEXT_CITATION.decode(self._citations[-1])
        return citation

    @property
    def snapshot(self) -> list[models.TextCitation]:
        """All citations of the block up to this event."""
        return [TEXT_CITATION.decode(citation) for citation in self._citations]


class SignatureEvent(_Event):
    """The signature of the open thinking block.

    Args:
        signature: The signature.
    """

    __slots__ = ("signature",)
    FIELDS: ClassVar[tuple[str, ...]] = ("signature",)
    type: Literal["signature"] = "signature"

    def __init__(self, signature: str) -> None:
        self.signature: str = signature

    @classmethod
    def from_delta(cls, delta: JSON, _: BlockBuilder) -> Self:
        """Make the event from the delta of the API and the block that it belongs to.

        Args:
            delta: The delta, as it arrived.
        """
        return cls(delta["signature"])


class CompactionEvent(_Event):
    """The summary of the open compaction block.

    Args:
        content: The summary; None if there is none.
        encrypted_content: The summary in the form that only the API reads; None if there is none.
    """

    __slots__ = ("content", "encrypted_content")
    FIELDS: ClassVar[tuple[str, ...]] = ("content", "encrypted_content")
    type: Literal["compaction"] = "compaction"

    def __init__(self, content: str | None, encrypted_content: str | None) -> None:
        self.content: str | None = content
        self.encrypted_content: str | None = encrypted_content

    @classmethod
    def from_delta(cls, delta: JSON, _: BlockBuilder) -> Self:
        """Make the event from the delta of the API and the block that it belongs to.

        Args:
            delta: The delta, as it arrived.
        """
        return cls(delta.get("content"), delta.get("encrypted_content"))


class ContentBlockStopEvent(_Event):
    """A block is complete.

    Args:
        index: Position of the block in the content of the message, from 0.
        data: The complete block, as JSON.
    """

    __slots__ = ("_block", "_data", "index")
    FIELDS: ClassVar[tuple[str, ...]] = ("index", "content_block")
    type: Literal["content_block_stop"] = "content_block_stop"

    def __init__(self, index: int, data: JSON) -> None:
        self.index: int = index
        self._data = data
        self._block: Any = None

    @property
    def content_block(self) -> models.ContentBlock:
        """The complete block."""
        if self._block is None:
            self._block = CONTENT_BLOCK.decode(self._data)
        block: models.ContentBlock = self._block
        return block


class MessageStopEvent(_Event):
    """The message is complete.

    Args:
        message: A function that returns the complete message.
    """

    __slots__ = ("_message",)
    FIELDS: ClassVar[tuple[str, ...]] = ("message",)
    type: Literal["message_stop"] = "message_stop"

    def __init__(self, message: Callable[[], models.Message]) -> None:
        self._message = message

    @property
    def message(self) -> models.Message:
        """The complete message."""
        return self._message()


_FROM_DELTA: Final[dict[str, Callable[[JSON, BlockBuilder], _Event]]] = {
    "text_delta": TextEvent.from_delta,
    "thinking_delta": ThinkingEvent.from_delta,
    "input_json_delta": InputJsonEvent.from_delta,
    "citations_delta": CitationEvent.from_delta,
    "signature_delta": SignatureEvent.from_delta,
    "compaction_delta": CompactionEvent.from_delta,
}


def derive_event(payload: JSON, accumulator: Accumulator) -> _Event | None:
    """Return the event for a `content_block_delta` that `accumulator` has processed; None if the delta has an unknown type."""
    block, delta = accumulator.block, payload["delta"]
    from_delta = _FROM_DELTA.get(delta["type"])
    return from_delta(delta, block) if from_delta is not None and block is not None else None


if TYPE_CHECKING:
    #: The events that a `MessageStream` yields. Pings are left out.
    MessageStreamEvent = (
        models.RawMessageStartEvent
        | models.RawContentBlockStartEvent
        | models.RawContentBlockDeltaEvent
        | models.RawMessageDeltaEvent
        | models.UnknownMessageStreamEvent
        | TextEvent
        | ThinkingEvent
        | InputJsonEvent
        | CitationEvent
        | SignatureEvent
        | CompactionEvent
        | ContentBlockStopEvent
        | MessageStopEvent
    )
else:
    MessageStreamEvent = Any  # evaluating the union would load the models of all events; only type checkers need it
