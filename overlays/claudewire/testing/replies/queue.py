"""ScriptedReply answers: what a test wants the server to say, in the order it wants it said."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import field, frozen

from claudewire.testing.ids import Ids

from .canned import Block, text

#: What `LocalServer.reply` takes: text, a content block, several of both, a message, or a function of the request body.
Answer: TypeAlias = "str | Mapping[str, Any] | Sequence[str | Mapping[str, Any]] | Callable[[dict[str, Any]], Answer]"
Condition: TypeAlias = Callable[[dict[str, Any]], bool]


@frozen(kw_only=True)
class MessageDraft:
    """An answer before it becomes a message."""

    content: list[Block]
    #: Overrides what the content says by itself.
    stop_reason: str | None = None
    #: Fields of the message that stand as they are.
    fixed: Mapping[str, Any] = field(factory=dict[str, Any])


@frozen(kw_only=True)
class ScriptedReply:
    """One call of `reply`."""

    answer: Answer
    when: Condition | None
    stop_reason: str | None
    usage: Mapping[str, int]


class Replies:
    """A queue of scripted answers: the first whose condition holds is used up."""

    def __init__(self) -> None:
        self._queue: deque[ScriptedReply] = deque()
        self.always: ScriptedReply | None = None

    def add(self, scripted: ScriptedReply, times: int | None) -> None:
        if times is None:
            self.always = scripted
        else:
            self._queue.extend([scripted] * times)

    def clear(self) -> None:
        self._queue.clear()
        self.always = None

    def take(self, body: dict[str, Any], ids: Ids) -> MessageDraft | None:
        """The next scripted answer to a request, or None."""
        for scripted in self._queue:
            if scripted.when is None or scripted.when(body):
                self._queue.remove(scripted)
                return _draft(scripted, body, ids)
        if self.always and (self.always.when is None or self.always.when(body)):
            return _draft(self.always, body, ids)
        return None

    def __len__(self) -> int:
        return len(self._queue)


def _draft(scripted: ScriptedReply, body: dict[str, Any], ids: Ids) -> MessageDraft:
    answer = scripted.answer
    while callable(answer):
        answer = answer(body)
    fixed: dict[str, Any] = {"usage": dict(scripted.usage)} if scripted.usage else {}
    if isinstance(answer, Mapping) and answer.get("type") == "message":
        fixed = {**answer, **fixed}
        return MessageDraft(
            content=_blocks(answer["content"], ids),
            stop_reason=scripted.stop_reason or answer.get("stop_reason"),
            fixed=fixed,
        )
    return MessageDraft(content=_blocks(answer, ids), stop_reason=scripted.stop_reason, fixed=fixed)


def _blocks(answer: str | Mapping[str, Any] | Sequence[str | Mapping[str, Any]], ids: Ids) -> list[Block]:
    if isinstance(answer, str):
        return [text(answer)]
    if isinstance(answer, Mapping):
        return [_block(answer, ids)]
    return [text(item) if isinstance(item, str) else _block(item, ids) for item in answer]


def _block(block: Mapping[str, Any], ids: Ids) -> Block:
    """A content block; a tool call gets an id if it has none."""
    if block["type"] == "tool_use":
        return {"id": ids.new("toolu_01"), "input": {}, **block}
    return dict(block)
