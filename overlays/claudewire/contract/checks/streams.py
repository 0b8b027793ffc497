"""The order of the events of a stream, by the grammar in the document (spec/README.md, "The event grammar")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from claudewire._stream.accumulator import next_state
from claudewire.contract.document import Node
from claudewire.contract.readers.json_text import loads
from claudewire.contract.readers.limits import UndecodableError
from claudewire.contract.values import is_object

#: (rule, position of the event, message)
Problem: TypeAlias = tuple[str, int, str]

#: The last words of a message that was stopped before its end: the last tool call may be half written.
_CUT_SHORT = frozenset({"max_tokens", "model_context_window_exceeded", "refusal"})


class EventOrderChecker:
    """Follows one stream through the grammar, and goes on after a mistake so that one mistake is one finding."""

    def __init__(self, grammar: Node) -> None:
        self.grammar = grammar
        self.problems: list[Problem] = []
        self._known = {name for events in grammar["states"].values() for name in events} | set(grammar["anywhere"])
        self._deltas = {
            name for block in grammar["deltas"].values() for name in (*block.get("any", ()), block.get("last", ""))
        }
        self._half_written: list[Problem] = []
        self._position = -1
        self._restart()

    def _restart(self) -> None:
        self.state: str = self.grammar["start"]
        self._index: int = self.grammar["index"]["first"]
        self._block: _Block | None = None

    def feed(self, payload: Mapping[str, Any]) -> None:
        """The next event."""
        self._position += 1
        kind = str(payload.get("type"))
        if kind not in self._known:
            return
        over = self.state in self.grammar["end"]
        if over and kind in self.grammar["states"][self.grammar["start"]]:
            self._add("illegal-event", f"`{kind}` begins a second stream")
            self._restart()
            over = False
        if kind in self.grammar["anywhere"] and not over:
            target = self.grammar["anywhere"][kind]
            self.state = self.state if target == "stay" else target
            return
        choices = self.grammar["states"][self.state].get(kind)
        if choices is None:
            allowed = ", ".join(self.grammar["states"][self.state]) or "nothing"
            self._add("illegal-event", f"`{kind}` may not come {_words(self.state)}; {allowed} may")
            if over or (choices := self._elsewhere(kind)) is None:
                return
        self.state = next_state(choices, dict(payload)) or self.state
        self._in_block(kind, payload)

    def finish(self) -> list[Problem]:
        """The end of the stream: all problems."""
        if self.state not in self.grammar["end"]:
            self._position += 1
            self._add("truncated-stream", f"the stream ends {_words(self.state)}")
        else:
            self.problems += self._half_written
        return self.problems

    def _elsewhere(self, kind: str) -> Any:
        """Where the event would have led, had it come in its place: the rest of the stream is judged from there."""
        return next((events[kind] for events in self.grammar["states"].values() if kind in events), None)

    def _in_block(self, kind: str, payload: Mapping[str, Any]) -> None:
        index = payload.get("index")
        if kind == "content_block_start":
            if index != self._index:
                self._add("wrong-index", f"a new block, and its index is {index} instead of {self._index}")
            block = payload.get("content_block")
            # After a wrong index the block may go on under the right one: that is the same mistake.
            self._block = _Block((index, self._index), block if is_object(block) else {})
        elif kind in ("content_block_delta", "content_block_stop"):
            block_ = self._block or _Block((index,), {})
            if index not in block_.indexes:
                self._add("wrong-index", f"`{kind}` for the block {index}, while the block {block_.indexes[0]} is open")
            if kind == "content_block_stop":
                self._close(block_, index if index in block_.indexes else block_.indexes[0])
            else:
                delta = payload.get("delta")
                self._delta(block_, delta if is_object(delta) else {})
        elif kind == "message_delta" and _stop_reason(payload) in _CUT_SHORT:
            self._half_written.clear()

    def _delta(self, block: _Block, delta: Mapping[str, Any]) -> None:
        rules: Mapping[str, Any] | None = self.grammar["deltas"].get(block.type)
        name = str(delta.get("type"))
        if rules is None or name not in self._deltas:
            return
        if name != rules.get("last") and name not in rules.get("any", ()):
            self._add("illegal-delta", f"a `{block.type}` block cannot have a `{name}`")
        elif block.last:
            self._add(
                "illegal-delta", f"`{name}` after `{block.last}`, which is the last delta of a `{block.type}` block"
            )
        elif name == rules.get("last"):
            block.last = name
        block.deltas += 1
        if isinstance(part := delta.get("partial_json"), str):
            block.json.append(part)

    def _close(self, block: _Block, index: Any) -> None:
        self._block = None
        step: int = self.grammar["index"]["step"]
        self._index = (index if isinstance(index, int) else self._index) + step
        last = self.grammar["deltas"].get(block.type, {}).get("last")
        if last and block.deltas and not block.last:
            self._lack(f"a `{block.type}` block ends without its `{last}`")
        text = "".join(block.json)
        if text:
            try:
                loads(text)
            except UndecodableError:
                pass  # it may be valid JSON
            except ValueError as error:
                self._lack(f"the input of a `{block.type}` block is not valid JSON: {error}")

    def _lack(self, message: str) -> None:
        """Something is missing at the end of a block: a mistake, unless it turns out that the message was cut short."""
        self._half_written.append(("missing-delta", self._position, message))

    def _add(self, rule: str, message: str) -> None:
        self.problems.append((rule, self._position, message))


class _Block:
    """The open block."""

    __slots__ = ("deltas", "indexes", "json", "last", "type")

    def __init__(self, indexes: tuple[Any, ...], start: Mapping[str, Any]) -> None:
        self.indexes = indexes
        self.type = str(start.get("type"))
        self.last = ""
        self.deltas = 0
        self.json: list[str] = []


def transitions(grammar: Node) -> Iterator[tuple[str, str]]:
    """Every (state, event) that the grammar allows: what coverage counts."""
    for state, events in grammar["states"].items():
        for kind in (*events, *(grammar["anywhere"] if state not in grammar["end"] else ())):
            yield state, kind


def _stop_reason(payload: Mapping[str, Any]) -> Any:
    delta = payload.get("delta")
    return delta.get("stop_reason") if is_object(delta) else None


def _words(state: str) -> str:
    return (
        f"{state.replace('_', ' ')}"
        if state.startswith(("before", "in", "after", "between"))
        else f"when it is {state.replace('_', ' ')}"
    )
