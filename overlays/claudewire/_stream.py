"""From the events of a stream to the message they describe. A pure state machine: JSON values in, JSON values out.

Which event may come where is not written here: it is the event grammar of the document (`x-event-grammar`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Final, NoReturn, cast

from claudewire_api._model import Note

from ._errors import StreamDataInvalid, StreamOrderError, StreamTruncated, excerpt
from ._jsonparts import PartialJSON, copy_json, parse_object

JSON = dict[str, Any]

#: What is noted on a block whose input is no JSON: the API refuses fields that it does not know, so they are not sent back.
INPUT_ERROR, INPUT_JSON = Note("input_error"), Note("input_json")

#: Deltas whose text is appended: delta type → where the text stands in the delta.
_APPENDED: Final = {"text_delta": "text", "thinking_delta": "thinking", "input_json_delta": "partial_json"}


class Grammar:
    """The event grammar, with its lookups made."""

    __slots__ = ("anywhere", "deltas", "end", "first_index", "kinds", "known_deltas", "last", "start", "states")

    def __init__(self, source: Mapping[str, Any]) -> None:
        self.start: str = source["start"]
        #: States in which nothing more is expected. An `error` event also ends a stream, but completes nothing.
        self.end = frozenset(source["end"])
        self.anywhere: Mapping[str, str] = source["anywhere"]
        self.states: Mapping[str, Mapping[str, Any]] = source["states"]
        self.kinds = {kind for rules in self.states.values() for kind in rules}
        self.first_index: int = source["index"]["first"]
        rules: Mapping[str, Mapping[str, Any]] = source["deltas"]
        #: Block type → the delta behind which none follows.
        self.last: dict[str, str] = {block: rule["last"] for block, rule in rules.items() if "last" in rule}
        #: Block type → all deltas it can have.
        self.deltas: dict[str, set[str]] = {block: set(rule.get("any", ())) for block, rule in rules.items()}
        for block, delta in self.last.items():
            self.deltas[block].add(delta)
        self.known_deltas: set[str] = {delta for deltas in self.deltas.values() for delta in deltas}


@cache
def message_grammar() -> Grammar:
    """The grammar of `messages.create(stream=True)`."""
    from claudewire_api.events import MESSAGE_STREAM_GRAMMAR

    return Grammar(MESSAGE_STREAM_GRAMMAR)


class Fragments:
    """Text that arrives in parts. Joined when it is read, and then only what is new."""

    __slots__ = ("_joined", "_text", "parts")

    def __init__(self, text: str = "") -> None:
        self.parts: list[str] = [text] if text else []
        self._text = ""
        self._joined = 0

    def text(self, count: int | None = None) -> str:
        """The first `count` parts, or all."""
        count = len(self.parts) if count is None else count
        if count < self._joined:
            return "".join(self.parts[:count])
        if count > self._joined:
            self._text += "".join(self.parts[self._joined : count])
            self._joined = count
        return self._text


class Block:
    """The content block that is open."""

    __slots__ = ("_citations", "_partial", "_read", "data", "ended", "fragments", "index", "sinks")

    def __init__(self, data: JSON, index: int, deltas: set[str]) -> None:
        self.data = data
        self.index = index
        #: Field → its text so far. `partial_json` is the text of `input`.
        self.fragments: dict[str, Fragments] = {}
        #: Delta type → where its text stands, and what takes it.
        self.sinks: dict[str, tuple[str, Callable[[str], None]]] = {}
        #: Whether the delta came behind which none may follow.
        self.ended = False
        self._citations: list[Any] | None = None
        self._partial: PartialJSON | None = None
        self._read = 0
        for delta in deltas:
            if field := _APPENDED.get(delta):
                given = data.get(field)
                self.fragments[field] = fragments = Fragments(given if isinstance(given, str) else "")
                self.sinks[delta] = field, fragments.parts.append

    def cite(self, citation: Any) -> None:
        """One more citation."""
        if self._citations is None:
            self.data["citations"] = self._citations = list(self.data.get("citations") or ())
        self._citations.append(citation)

    def end(self) -> None:
        """No delta may follow."""
        self.ended = True
        self.sinks = {}

    def input_so_far(self) -> Any:
        """What of a tool's input is whole. The same object each time, growing: only what is new is read."""
        fragments = self.fragments.get("partial_json")
        if fragments is None or not fragments.parts:
            return self.data.get("input")
        if self._partial is None:
            self._partial = PartialJSON()
        for part in fragments.parts[self._read :]:
            self._partial.feed(part)
        self._read = len(fragments.parts)
        return {} if self._partial.value is None else self._partial.value

    def so_far(self) -> JSON:
        """A copy of the block as it is now."""
        out = self._joined()
        if self._citations is not None:
            out["citations"] = list(self._citations)
        if (fragments := self.fragments.get("partial_json")) and fragments.parts:
            out["input"] = copy_json(self.input_so_far())
        return out

    def cut(self) -> JSON:
        """The block as far as it came, if it will not come to its end. Input that was under way is marked as such."""
        out = self.so_far()
        if (fragments := self.fragments.get("partial_json")) and (fragments.parts or "input" in out):
            out[INPUT_ERROR] = "the stream ended inside this block"
            out[INPUT_JSON] = fragments.text()
        return out

    def whole(self) -> JSON:
        """The block at its end."""
        out = self._joined()
        if (fragments := self.fragments.get("partial_json")) and (text := fragments.text()):
            value, problem = parse_object(text)
            if value is not None:
                out["input"] = value
            else:
                out[INPUT_ERROR] = problem
                out[INPUT_JSON] = text
        return out

    def _joined(self) -> JSON:
        out = dict(self.data)
        for field, fragments in self.fragments.items():
            if field != "partial_json" and fragments.parts:
                out[field] = fragments.text()
        return out


class Accumulator:
    """Takes the events of one stream, in order, and knows the message so far.

    A tool's input is parsed once, when its block ends. If it is no JSON object, the block keeps the `input` it started
    with and carries the raw text in `input_json` and the reason in `input_error`; the message is not lost.

    Events, deltas and blocks that the document does not know change nothing and are kept in `unknown`.
    """

    __slots__ = ("_content", "_grammar", "_message", "_open", "_snapshot", "_state", "error", "events_seen", "unknown")

    def __init__(self, grammar: Grammar | None = None) -> None:
        self._grammar = grammar or message_grammar()
        self._state = self._grammar.start
        self._message: JSON | None = None
        self._content: list[Any] = []
        self._open: Block | None = None
        self._snapshot: JSON | None = None
        #: Events so far, pings and unknown ones among them.
        self.events_seen = 0
        #: Events that had no effect because the document does not know them, or their delta.
        self.unknown: list[JSON] = []
        #: The payload of the `error` event, if one came.
        self.error: JSON | None = None

    @property
    def complete(self) -> bool:
        """Whether the message is whole."""
        return self._state in self._grammar.end and self.error is None

    @property
    def block(self) -> Block | None:
        """The block that is open."""
        return self._open

    @property
    def last_block(self) -> Any:
        """The block that was closed last."""
        return self._content[-1] if self._content else None

    def feed(self, event: JSON) -> None:
        """Takes the next event. `event` is not changed, and what it holds is not copied: leave it alone afterwards.

        Raises:
            StreamOrderError: it may not come here.
            StreamDataInvalid: it is not an event: not an object, or without what its type needs.
        """
        try:
            kind = event["type"]
            block = self._open
            if kind == "content_block_delta" and block is not None and event["index"] == block.index:
                delta = event["delta"]
                sink = block.sinks.get(delta["type"])
                if sink is not None:
                    field, append = sink
                    text = delta[field]
                    if type(text) is not str:
                        raise TypeError(f"{field} is not a string")
                    append(text)
                    self.events_seen += 1
                    self._snapshot = None
                    return
            self._step(kind, event)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise self._failure(
                StreamDataInvalid, f"The stream holds something that is no event: {excerpt(event)}"
            ) from error
        self.events_seen += 1
        self._snapshot = None

    def snapshot(self) -> JSON | None:
        """The message so far; None before it began. The same object until the next event: treat it as read-only."""
        if self._snapshot is None and self._message is not None:
            block = self._open
            content = [*self._content, block.so_far()] if block else list(self._content)
            self._snapshot = {**self._message, "content": content}
        return self._snapshot

    def partial(self) -> JSON | None:
        """What is left when the stream breaks off here; None before the message began."""
        if self._message is None:
            return None
        content = [*self._content, self._open.cut()] if self._open else list(self._content)
        return {**self._message, "content": content}

    def finish(self) -> JSON:
        """Call at the end of the bytes: the whole message.

        Raises:
            StreamTruncated: it is not whole.
        """
        snapshot = self.snapshot()
        if not self.complete or snapshot is None:
            raise self._failure(StreamTruncated, f"The stream ended before the message was complete: {self._place()}.")
        return snapshot

    def _place(self) -> str:
        if self._message is None:
            return "there was no message_start"
        if self._open:
            return f"it broke off inside block {self._open.index} ({self._open.data.get('type')})"
        return f"{len(self._content)} blocks came, but no message_stop"

    def _failure(self, cls: type[Any], message: str) -> Any:
        return cls(message, partial_message=self.partial(), events_seen=self.events_seen)

    # -- all but the usual ---------------------------------------------------------------------------------------------

    def _step(self, kind: Any, event: JSON) -> None:
        if not isinstance(kind, str):
            raise TypeError("type is not a string")
        grammar = self._grammar
        target = _target(grammar.states[self._state].get(kind, ()), event)
        if target is None:
            if grammar.anywhere.get(kind) == "stay":
                return
            if kind in grammar.anywhere and self._state not in grammar.end:
                self.error, self._state = event, grammar.anywhere[kind]
            elif kind in grammar.kinds or kind in grammar.anywhere:
                self._refuse(f"{kind} may not come in state {self._state}")
            else:
                self.unknown.append(event)
            return
        if (effect := self._EFFECTS.get(kind)) is not None:
            effect(self, event)
        self._state = target

    def _refuse(self, reason: str) -> NoReturn:
        raise self._failure(StreamOrderError, f"The stream is out of order: {reason}.")

    def _message_start(self, event: JSON) -> None:
        message = _object(event["message"])
        content: list[Any] = message.get("content") or []
        if type(content) is not list:
            raise TypeError("content is not an array")
        self._content = content.copy()
        self._message = message

    def _block_start(self, event: JSON) -> None:
        data, index = _object(event["content_block"]), event["index"]
        place = len(self._content) + self._grammar.first_index
        # The server has been seen to say the number of the block before, and to go on with the right one. What tells a
        # wrong order from that slip is the number in the events that follow; it is checked there.
        if index not in (place, place - 1):
            self._refuse(f"block {index} begins where block {place} should")
        deltas = self._grammar.deltas.get(data["type"])
        self._open = Block(data, place, self._grammar.known_deltas if deltas is None else deltas)

    def _block_delta(self, event: JSON) -> None:
        """Every delta but those that a sink of the block takes."""
        grammar, block, delta = self._grammar, self._indexed(event), event["delta"]
        kind, of = delta["type"], block.data["type"]
        if kind not in grammar.known_deltas:
            self.unknown.append(event)
            return
        if kind not in grammar.deltas.get(of, grammar.known_deltas) or block.ended:
            self._refuse(f"{kind} may not come {'any more ' if block.ended else ''}in a block of type {of}")
        if kind == "citations_delta":
            block.cite(delta["citation"])
        else:  # values that come whole: the signature of thinking, the summary of a compaction
            if kind == "signature_delta" and not isinstance(delta["signature"], str):
                raise TypeError("signature is not a string")
            block.data.update((key, value) for key, value in delta.items() if key != "type")
        if kind == grammar.last.get(of):
            block.end()

    def _block_stop(self, event: JSON) -> None:
        self._content.append(self._indexed(event).whole())
        self._open = None

    def _indexed(self, event: JSON) -> Block:
        block, index = self._open, event["index"]
        if block is None or index != block.index:
            self._refuse(f"{event['type']} names block {index}; open is {'none' if block is None else block.index}")
        return block

    def _message_delta(self, event: JSON) -> None:
        message = self._message or {}
        changed = _object(event["delta"])
        for key, value in event.items():
            if key == "usage":  # totals: what is null, or not named, stays as it was
                usage: JSON = message.get("usage") or {}
                counts: JSON = value or {}
                new = {name: count for name, count in counts.items() if count is not None or name not in usage}
                changed[key] = {**usage, **new}
            elif key not in ("type", "delta"):
                changed[key] = value
        self._message = {**message, **changed}

    _EFFECTS: ClassVar[Mapping[str, Callable[[Any, JSON], None]]] = {
        "message_start": _message_start,
        "content_block_start": _block_start,
        "content_block_delta": _block_delta,
        "content_block_stop": _block_stop,
        "message_delta": _message_delta,
    }


def _object(value: Any) -> JSON:
    """A copy of a JSON object."""
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return dict(cast("JSON", value))


def _target(rule: Any, event: JSON) -> str | None:
    """The next state. A rule is a state, or states with a condition each: the field at this path is null."""
    if isinstance(rule, str):
        return rule
    for option in rule:
        value: Any = event
        for name in option.get("if_null", "").split("."):
            value = value.get(name) if name else None
        if value is None:
            return str(option["then"])
    return None
