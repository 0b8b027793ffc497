"""Builds a message from the events of its stream. A pure state machine: JSON values in, JSON values out.

The order of events is not written here: it is the event grammar of the document (`x-event-grammar`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Final, NoReturn, cast

from claudewire._call.responses.tool_input import INPUT_ERROR, INPUT_JSON
from claudewire._errors.base import StreamDataInvalid, StreamOrderError, StreamTruncated
from claudewire._errors.bodies import excerpt

from .partial_json import PartialJSON, copy_json, parse_object

JSON = dict[str, Any]


#: Deltas whose text is appended: delta type → the field of the delta that holds the text.
APPENDED: Final = {"text_delta": "text", "thinking_delta": "thinking", "input_json_delta": "partial_json"}


class EventGrammar:
    """The event grammar of the document, as lookup tables."""

    __slots__ = ("anywhere", "deltas", "end", "event_types", "first_index", "known_deltas", "last", "start", "states")

    def __init__(self, source: Mapping[str, Any]) -> None:
        self.start: str = source["start"]
        #: States of a complete message. (An `error` event also ends a stream, but leaves the message incomplete.)
        self.end = frozenset(source["end"])
        self.anywhere: Mapping[str, str] = source["anywhere"]
        self.states: Mapping[str, Mapping[str, Any]] = _tolerant(source["states"], source["start"])
        self.event_types = {event_type for rules in self.states.values() for event_type in rules}
        self.first_index: int = source["index"]["first"]
        rules: Mapping[str, Mapping[str, Any]] = source["deltas"]
        #: Block type → the delta after which the block has no other delta.
        self.last: dict[str, str] = {block: rule["last"] for block, rule in rules.items() if "last" in rule}
        #: Block type → all deltas that it can have.
        self.deltas: dict[str, set[str]] = {block: set(rule.get("any", ())) for block, rule in rules.items()}
        for block, delta in self.last.items():
            self.deltas[block].add(delta)
        self.known_deltas: set[str] = {delta for deltas in self.deltas.values() for delta in deltas}


def _tolerant(states: Mapping[str, Mapping[str, Any]], start: str) -> dict[str, Mapping[str, Any]]:
    """Return the states, in which a message that begins with a `stop_reason` may have content, too.

    The API sends such a message whole. Gateways name the reason in advance, and send the blocks after it.
    """
    options = [option["then"] for rule in states[start].values() if not isinstance(rule, str) for option in rule]
    accepted = {event: following for then in reversed(options) for event, following in states[then].items()}
    return {name: {**accepted, **rules} if name in options[1:] else rules for name, rules in states.items()}


@cache
def message_grammar() -> EventGrammar:
    """Return the grammar of `messages.create(stream=True)`."""
    from claudewire_api.events import MESSAGE_STREAM_GRAMMAR

    return EventGrammar(MESSAGE_STREAM_GRAMMAR)


class TextBuffer:
    """Text that arrives in fragments. Reading it joins only the fragments that are new since the last time."""

    __slots__ = ("_joined", "_partial", "_read", "_text", "fragments")

    def __init__(self, text: str = "") -> None:
        self.fragments: list[str] = [text] if text else []
        self._partial: PartialJSON | None = None
        self._read = 0
        self._text = ""
        self._joined = 0

    def text(self, count: int | None = None) -> str:
        """Return the first `count` fragments, or all, as one string."""
        count = len(self.fragments) if count is None else count
        if count < self._joined:
            return "".join(self.fragments[:count])
        if count > self._joined:
            self._text += "".join(self.fragments[self._joined : count])
            self._joined = count
        return self._text

    def partial_json(self) -> Any:
        """Return the complete values of text that is JSON. It is the same object each time and grows in place."""
        if self._partial is None:
            self._partial = PartialJSON()
        for fragment in self.fragments[self._read :]:
            self._partial.feed(fragment)
        self._read = len(self.fragments)
        return self._partial.value


class BlockBuilder:
    """The content block that is open: its fields, and the deltas received up to now."""

    __slots__ = ("_citations", "appenders", "data", "ended", "index", "texts")

    def __init__(self, data: JSON, index: int, deltas: set[str]) -> None:
        self.data: JSON = data
        self.index: int = index
        #: Field → its text. `partial_json` is the text of `input`.
        self.texts: dict[str, TextBuffer] = {}
        #: Delta type → the field of the delta that holds the text, and the function that appends it.
        self.appenders: dict[str, tuple[str, Callable[[str], None]]] = {}
        #: Whether the last allowed delta has arrived.
        self.ended: bool = False
        self._citations: list[Any] | None = None
        for delta in deltas:
            if field := APPENDED.get(delta):
                initial = data.get(field)
                self.texts[field] = buffer = TextBuffer(initial if isinstance(initial, str) else "")
                self.appenders[delta] = field, buffer.fragments.append

    def add_citation(self, citation: Any) -> None:
        """Append one citation."""
        if self._citations is None:
            given: Any = self.data.get("citations")
            self._citations = [*given] if isinstance(given, list) else []
            self.data["citations"] = self._citations
        self._citations.append(citation)

    def end(self) -> None:
        """Accept no further delta."""
        self.ended = True
        self.appenders = {}

    def partial_input(self) -> Any:
        """Return the complete values of a tool's input. It is the same object each time and grows in place."""
        buffer = self.texts.get("partial_json")
        if buffer is None or not buffer.fragments:
            return self.data.get("input")
        value = buffer.partial_json()
        return {} if value is None else value

    def snapshot(self) -> JSON:
        """Return a copy of the block as it is now."""
        block = self._with_texts()
        if self._citations is not None:
            block["citations"] = list(self._citations)
        if (buffer := self.texts.get("partial_json")) and buffer.fragments:
            block["input"] = copy_json(self.partial_input())
        return block

    def partial(self) -> JSON:
        """Return the block of an interrupted stream. Unfinished tool input gets `input_error` and `input_json`."""
        block = self.snapshot()
        if (buffer := self.texts.get("partial_json")) and (buffer.fragments or "input" in block):
            block[INPUT_ERROR] = "the stream ended inside this block"
            block[INPUT_JSON] = buffer.text()
        return block

    def final(self) -> JSON:
        """Return the complete block. Tool input that is not valid JSON gets `input_error` and `input_json`."""
        block = self._with_texts()
        if (buffer := self.texts.get("partial_json")) and (text := buffer.text()):
            value, problem = parse_object(text)
            if value is not None:
                block["input"] = value
                for note in (INPUT_ERROR, INPUT_JSON):  # on the input of the start
                    block.pop(note, None)
            else:
                block[INPUT_ERROR] = problem
                block[INPUT_JSON] = text
        return block

    def _with_texts(self) -> JSON:
        block = dict(self.data)
        for field, buffer in self.texts.items():
            if field != "partial_json" and buffer.fragments:
                block[field] = buffer.text()
        return block


class Accumulator:
    """Builds the message from its events, which must be fed in order.

    The input of a tool is parsed once, when its block ends. If it is not a JSON object, the block keeps the `input` that it
    started with and gets the raw text in `input_json` and the reason in `input_error`; the rest of the message stays usable.

    Events, deltas and blocks that the document does not know leave the message unchanged.
    """

    __slots__ = ("_content", "_grammar", "_message", "_open", "_snapshot", "_state", "error")

    def __init__(self, grammar: EventGrammar | None = None) -> None:
        self._grammar = grammar or message_grammar()
        self._state = self._grammar.start
        self._message: JSON | None = None
        self._content: list[Any] = []
        self._open: BlockBuilder | None = None
        self._snapshot: JSON | None = None
        #: The payload of the `error` event; None if there was no such event.
        self.error: JSON | None = None

    @property
    def complete(self) -> bool:
        """Whether the message is complete."""
        return self._state in self._grammar.end and self.error is None

    @property
    def block(self) -> BlockBuilder | None:
        """The open block; None between two blocks."""
        return self._open

    @property
    def last_block(self) -> Any:
        """The block that was closed last; None if no block was closed."""
        return self._content[-1] if self._content else None

    @property
    def last_index(self) -> int:
        """The number of the block that was closed last."""
        return len(self._content) - 1 + self._grammar.first_index

    def feed(self, event: JSON) -> None:
        """Process the next event. The message shares the containers of `event`: do not change them afterwards.

        A field may be missing or null without which nothing is lost: the number of a block, which is that of the open one or of the
        next, a block at its start, the `delta` of a `message_delta`.

        Raises:
            StreamOrderError: the event is not allowed at this point of the stream.
            StreamDataInvalid: the event is not an object, or lacks what it is sent for.
        """
        try:
            event_type = event["type"]
            block = self._open
            if (
                event_type == "content_block_delta"
                and block is not None
                and ("index" not in event or event["index"] == block.index or event["index"] is None)
            ):
                delta = event["delta"]
                appender = block.appenders.get(delta["type"])
                if appender is not None:
                    field, append = appender
                    text = delta[field]
                    if type(text) is not str:
                        raise TypeError(f"{field} is not a string")
                    append(text)
                    self._snapshot = None
                    return
            self._transition(event_type, event)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise self._failure(StreamDataInvalid, f"The stream has an invalid event: {excerpt(event)}") from error
        self._snapshot = None

    def snapshot(self) -> JSON | None:
        """Return the message received up to now; None before `message_start`.

        It is the same object until the next event: treat it as read-only.
        """
        if self._snapshot is None and self._message is not None:
            block = self._open
            content = [*self._content, block.snapshot()] if block else list(self._content)
            self._snapshot = {**self._message, "content": content}
        return self._snapshot

    def partial(self) -> JSON | None:
        """Return the message of a stream that was interrupted here; None before `message_start`."""
        if self._message is None:
            return None
        content = [*self._content, self._open.partial()] if self._open else list(self._content)
        return {**self._message, "content": content}

    def finish(self) -> JSON:
        """Return the complete message. Call it at the end of the bytes.

        Raises:
            StreamTruncated: the message is incomplete.
        """
        snapshot = self.snapshot()
        if not self.complete or snapshot is None:
            raise self._failure(
                StreamTruncated, f"The stream ended before the message was complete: {self._position()}."
            )
        return snapshot

    def _position(self) -> str:
        if self._message is None:
            return "there was no message_start"
        if self._open:
            return f"it ended inside block {self._open.index} ({self._open.data.get('type')})"
        return f"{len(self._content)} blocks arrived, but no message_stop"

    def _failure(self, cls: type[Any], message: str) -> Any:
        return cls(message, partial_message=self.partial())

    # -- all events but the frequent deltas, which `feed` handles ------------------------------------------------------

    def _transition(self, event_type: Any, event: JSON) -> None:
        if not isinstance(event_type, str):
            raise TypeError("type is not a string")
        grammar = self._grammar
        following = next_state(grammar.states[self._state].get(event_type, ()), event)
        if following is None:
            if grammar.anywhere.get(event_type) == "stay":
                return
            if event_type in grammar.anywhere and self._state not in grammar.end:
                self.error, self._state = event, grammar.anywhere[event_type]
            elif event_type in grammar.event_types or event_type in grammar.anywhere:
                self._out_of_order(f"{event_type} is not allowed in state {self._state}")
            return
        if (handler := self._HANDLERS.get(event_type)) is not None:
            handler(self, event)
        self._state = following

    def _out_of_order(self, reason: str) -> NoReturn:
        raise self._failure(StreamOrderError, f"The stream is out of order: {reason}.")

    def _message_start(self, event: JSON) -> None:
        message = _copy_object(event["message"])
        content: list[Any] = message.get("content") or []
        if type(content) is not list:
            raise TypeError("content is not an array")
        self._content = content.copy()
        self._message = message

    def _block_start(self, event: JSON) -> None:
        data, index = _copy_object(event.get("content_block") or {}), event.get("index")
        expected = len(self._content) + self._grammar.first_index
        # The server has been seen to repeat the number of the block before here, and to use the right number in the events
        # that follow. So this one is accepted; the numbers of those events are checked.
        if index not in (expected, None) and not (self._content and index == expected - 1):
            self._out_of_order(f"block {index} begins where block {expected} should")
        block_type = data.get("type")
        deltas = self._grammar.deltas.get(block_type) if isinstance(block_type, str) else None
        self._open = BlockBuilder(data, expected, self._grammar.known_deltas if deltas is None else deltas)
        target: Any = data.get("to") if block_type == "fallback" else None
        if isinstance(target, dict) and self._message is not None:  # a message has the model that answers
            model = _object_or_empty(target).get("model") or self._message.get("model")
            self._message = {**self._message, "model": model}

    def _block_delta(self, event: JSON) -> None:
        """Process a delta that the block has no appender for."""
        grammar, block, delta = self._grammar, self._block_of(event), event["delta"]
        delta_type, block_type = delta["type"], block.data.get("type")
        known = block_type if isinstance(block_type, str) else ""
        if delta_type not in grammar.known_deltas:
            return
        if delta_type not in grammar.deltas.get(known, grammar.known_deltas) or block.ended:
            self._out_of_order(
                f"{delta_type} is not allowed {'any more ' if block.ended else ''}in a block of type {block_type}"
            )
        if delta_type == "citations_delta":
            block.add_citation(delta["citation"])
        else:  # complete values: the signature of thinking, the summary of a compaction
            if delta_type == "signature_delta" and not isinstance(delta["signature"], str):
                raise TypeError("signature is not a string")
            block.data.update((key, value) for key, value in delta.items() if key != "type")
        if delta_type == grammar.last.get(known):
            block.end()

    def _block_stop(self, event: JSON) -> None:
        self._content.append(self._block_of(event).final())
        self._open = None

    def _block_of(self, event: JSON) -> BlockBuilder:
        block, index = self._open, event.get("index")
        if block is None or index not in (block.index, None):
            is_open = "no block is open" if block is None else f"block {block.index} is open"
            self._out_of_order(f"{event['type']} names block {index}, but {is_open}")
        return block

    def _message_delta(self, event: JSON) -> None:
        message = self._message or {}
        changes = _copy_object(event.get("delta") or {})
        for key, value in event.items():
            if key == "usage":  # totals: a count that is null or missing keeps its value
                usage, counts = _object_or_empty(message.get("usage")), _object_or_empty(value)
                new = {name: count for name, count in counts.items() if count is not None or name not in usage}
                changes[key] = {**usage, **new}
            elif key not in ("type", "delta"):
                changes[key] = value
        self._message = {**message, **changes}

    _HANDLERS: ClassVar[Mapping[str, Callable[[Any, JSON], None]]] = {
        "message_start": _message_start,
        "content_block_start": _block_start,
        "content_block_delta": _block_delta,
        "content_block_stop": _block_stop,
        "message_delta": _message_delta,
    }


def _object_or_empty(value: Any) -> JSON:
    return cast("JSON", value) if isinstance(value, dict) else {}


def _copy_object(value: Any) -> JSON:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return dict(cast("JSON", value))


def next_state(rule: Any, event: JSON) -> str | None:
    """Return the state that `rule` leads to; None if no option of it applies.

    A rule is a state, or a list of states with a condition each: the field at the path `if_null` is null.
    """
    if isinstance(rule, str):
        return rule
    for option in rule:
        value: Any = event
        for name in option.get("if_null", "").split("."):
            value = cast("JSON", value).get(name) if name and isinstance(value, dict) else None
        if value is None:
            return str(option["then"])
    return None
