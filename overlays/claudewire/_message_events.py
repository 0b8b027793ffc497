"""What `messages.stream()` gives beside the events of the wire. Nothing is computed before somebody reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, cast

from claudewire_api.models.content_block import CONTENT_BLOCK
from claudewire_api.models.text_citation import TEXT_CITATION

from ._stream import JSON, Accumulator, Block, Fragments

if TYPE_CHECKING:
    from claudewire_api import models


class _Event:
    """A small value: its fields by name, `to_dict()` and a readable form."""

    __slots__ = ()
    FIELDS: ClassVar[tuple[str, ...]] = ()

    def to_dict(self) -> JSON:
        """The event as JSON values."""
        return {name: _plain(getattr(self, name)) for name in ("type", *self.FIELDS)}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.FIELDS)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and other.to_dict() == self.to_dict()

    __hash__ = None  # type: ignore[assignment]  # compared by value


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in cast("list[object]", value)]
    return value.to_dict() if hasattr(value, "to_dict") else value


class TextEvent(_Event):
    """More text."""

    __slots__ = ("_count", "_fragments", "text")
    FIELDS = ("text", "snapshot")
    type: Literal["text"] = "text"

    def __init__(self, text: str, fragments: Fragments) -> None:
        #: What was added.
        self.text = text
        self._fragments, self._count = fragments, len(fragments.parts)

    @property
    def snapshot(self) -> str:
        """The block's text up to here."""
        return self._fragments.text(self._count)


class ThinkingEvent(_Event):
    """More thinking."""

    __slots__ = ("_count", "_fragments", "thinking")
    FIELDS = ("thinking", "snapshot")
    type: Literal["thinking"] = "thinking"

    def __init__(self, thinking: str, fragments: Fragments) -> None:
        #: What was added.
        self.thinking = thinking
        self._fragments, self._count = fragments, len(fragments.parts)

    @property
    def snapshot(self) -> str:
        """The block's thinking up to here."""
        return self._fragments.text(self._count)


class InputJsonEvent(_Event):
    """More of a tool's input."""

    __slots__ = ("_block", "partial_json")
    FIELDS = ("partial_json", "snapshot")
    type: Literal["input_json"] = "input_json"

    def __init__(self, partial_json: str, block: Block) -> None:
        #: The JSON text that was added.
        self.partial_json = partial_json
        self._block = block

    @property
    def snapshot(self) -> Any:
        """Those values of the input that are whole by now. One object for the whole block: copy it to keep it."""
        return self._block.input_so_far()


class CitationEvent(_Event):
    """One more citation of the open text block."""

    __slots__ = ("_citations",)
    FIELDS = ("citation", "snapshot")
    type: Literal["citation"] = "citation"

    def __init__(self, citations: list[JSON]) -> None:
        self._citations = citations

    @property
    def citation(self) -> models.TextCitation:
        """What was added."""
        citation: models.TextCitation = TEXT_CITATION.decode(self._citations[-1])
        return citation

    @property
    def snapshot(self) -> list[models.TextCitation]:
        """All citations of the block up to here."""
        return [TEXT_CITATION.decode(citation) for citation in self._citations]


class SignatureEvent(_Event):
    """The signature of the thinking block."""

    __slots__ = ("signature",)
    FIELDS = ("signature",)
    type: Literal["signature"] = "signature"

    def __init__(self, signature: str) -> None:
        self.signature = signature


class CompactionEvent(_Event):
    """The summary of a compaction block."""

    __slots__ = ("content", "encrypted_content")
    FIELDS = ("content", "encrypted_content")
    type: Literal["compaction"] = "compaction"

    def __init__(self, content: str | None, encrypted_content: str | None) -> None:
        self.content, self.encrypted_content = content, encrypted_content


class ContentBlockStopEvent(_Event):
    """A block is complete."""

    __slots__ = ("_block", "_data", "index")
    FIELDS = ("index", "content_block")
    type: Literal["content_block_stop"] = "content_block_stop"

    def __init__(self, index: int, data: JSON) -> None:
        self.index = index
        self._data = data
        self._block: Any = None

    @property
    def content_block(self) -> models.ContentBlock:
        """The whole block."""
        if self._block is None:
            self._block = CONTENT_BLOCK.decode(self._data)
        block: models.ContentBlock = self._block
        return block


class MessageStopEvent(_Event):
    """The message is complete."""

    __slots__ = ("_message",)
    FIELDS = ("message",)
    type: Literal["message_stop"] = "message_stop"

    def __init__(self, message: Callable[[], models.Message]) -> None:
        self._message = message

    @property
    def message(self) -> models.Message:
        """The whole message."""
        return self._message()


def derived(payload: JSON, accumulator: Accumulator) -> _Event | None:
    """What a `content_block_delta` means, once the accumulator has taken it. None if the document does not know it."""
    block, delta = accumulator.block, payload["delta"]
    make = _DERIVED.get(delta["type"])
    return make(delta, block) if make is not None and block is not None else None


def _text(delta: JSON, block: Block) -> TextEvent:
    return TextEvent(delta["text"], block.fragments["text"])


def _thinking(delta: JSON, block: Block) -> ThinkingEvent:
    return ThinkingEvent(delta["thinking"], block.fragments["thinking"])


def _input(delta: JSON, block: Block) -> InputJsonEvent:
    return InputJsonEvent(delta["partial_json"], block)


def _citation(_: JSON, block: Block) -> CitationEvent:
    return CitationEvent(list(block.data["citations"]))


def _signature(delta: JSON, _: Block) -> SignatureEvent:
    return SignatureEvent(delta["signature"])


def _compaction(delta: JSON, _: Block) -> CompactionEvent:
    return CompactionEvent(delta.get("content"), delta.get("encrypted_content"))


_DERIVED: Final[dict[str, Callable[[JSON, Block], _Event]]] = {
    "text_delta": _text,
    "thinking_delta": _thinking,
    "input_json_delta": _input,
    "citations_delta": _citation,
    "signature_delta": _signature,
    "compaction_delta": _compaction,
}

if TYPE_CHECKING:
    #: Everything that iterating over a `MessageStream` gives. Pings are left out.
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
    MessageStreamEvent = Any  # the union above would load the models of all events, and nobody asks for it at run time
