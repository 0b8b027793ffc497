"""The calls of a turn: which may run, which have a result, and what is counted. The part of a `Run` that knows no messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, field

from claudewire.tools.errors import RunInvalid
from claudewire.tools.results import result_content

from .conversation import json_copy
from .steps import Allow, Defer, Deny, ToolCall, ToolRules, Verdict


@define(kw_only=True)
class CallLedger:
    """The calls of the last response, and the rules of the tools."""

    rules: dict[str, ToolRules] = field(factory=dict[str, ToolRules])
    approve_all: bool = False
    tool_calls: int = 0
    uses: dict[str, int] = field(factory=dict[str, int])
    calls: list[ToolCall] = field(factory=list[ToolCall])
    #: Calls of a response that is still being streamed. Their results are used if the stream breaks and the model repeats them.
    early: list[ToolCall] = field(factory=list[ToolCall])

    def feed_verdict(self, call_id: str, verdict: Verdict | bool) -> None:
        """Takes the verdict about a call.

        Args:
            call_id: ID of the call, as the model gave it.
            verdict: `Allow`, `Deny` or `Defer`; True allows, False denies.

        Raises:
            RunInvalid: the call does not wait for one.
        """
        call = self._find(call_id)
        if call.status not in ("ask", "deferred"):
            raise RunInvalid(f"the call {call_id} does not wait for a verdict: it is {call.status}")
        if isinstance(verdict, bool):
            verdict = Allow() if verdict else Deny()
        if isinstance(verdict, Allow):
            call.edited = None if verdict.input is None else json_copy(dict(verdict.input))
            call.status = "deferred" if self.rules_of(call).external else "ready"
        elif isinstance(verdict, Deny):
            self.finish(call, verdict.text or Deny().text, is_error=True)
            self.uncount(call)
        elif isinstance(verdict, Defer):  # pyright: ignore[reportUnnecessaryIsInstance]  # a handler may return anything
            call.status = "deferred"
        else:
            raise RunInvalid(f"a verdict is Allow, Deny, Defer or a bool, not {verdict!r}")

    def feed_result(
        self, call_id: str, content: Any = None, is_error: bool = False, attachments: Iterable[Any] | None = None
    ) -> None:
        """Takes the result of a call, in any order.

        Args:
            call_id: Id of the call.
            content: A text, content blocks, or any value that has a JSON form.
            is_error: Whether the call failed. Then the content is text that is not empty.
            attachments: Blocks that are sent after all results.

        Raises:
            RunInvalid: there is no such call, or it has a result.
            ToolResultInvalid: the content has no form as a result.
        """
        call = self._find(call_id)
        if call.status == "done":
            raise RunInvalid(f"the call {call_id} has a result")
        self.finish(call, content, is_error=is_error, attachments=attachments)

    def next_group(self) -> tuple[ToolCall, ...]:
        """Returns the calls that may run now: up to the next sequential one, or that one alone."""
        group: list[ToolCall] = []
        for call in self.calls:
            if call.status != "ready":
                continue
            if self.rules_of(call).sequential:
                return tuple(group) or (call,)
            group.append(call)
        return tuple(group)

    def new_call(self, block: Mapping[str, Any], error: str | None) -> ToolCall:
        """Returns a new call, with its result if nothing is to be executed.

        Args:
            block: The `tool_use` block, as JSON.
            error: Why the call is not executed; None if it is.
        """
        toolset = block.get("toolset_name")
        call = ToolCall(id=str(block.get("id")), name=str(block.get("name")), input=block.get("input"), toolset=toolset)
        rules, limit = self.rules.get(call.key), None if call.key not in self.rules else self.rules[call.key].max_uses
        if error is not None:
            self.finish(call, f"The input is not valid JSON: {error}. Write the call again.", is_error=True)
        elif rules is None:
            known = ", ".join(sorted(self.rules)) or "none"
            self.finish(call, f"There is no tool {call.name!r}. Known tools: {known}.", is_error=True)
        elif limit is not None and self.uses.get(call.key, 0) >= limit:
            self.finish(call, f"The tool {call.name} can be used {limit} times; there are no more uses.", is_error=True)
        else:
            call.counted = True
            self.tool_calls += 1
            self.uses[call.key] = self.uses.get(call.key, 0) + 1
            if rules.approve or self.approve_all:
                call.status = "ask"
            elif rules.external:
                call.status = "deferred"
        return call

    def take_early(self, block: Mapping[str, Any]) -> ToolCall | None:
        """Returns the early call that a block of a response is; one of a broken stream if it has a result and is the same.

        Args:
            block: The `tool_use` block, as JSON.
        """
        for call in self.early:
            if call.id == block.get("id"):
                self.early.remove(call)
                return call
        for call in self.early:
            if call.status == "done" and call.name == block.get("name") and call.input == block.get("input"):
                self.early.remove(call)
                call.id = str(block.get("id"))
                return call
        return None

    def uncount(self, call: ToolCall) -> None:
        """Take back that a call was counted: it did not happen.

        Args:
            call: The call.
        """
        if call.counted:
            call.counted = False
            self.tool_calls -= 1
            self.uses[call.key] -= 1

    def finish(
        self, call: ToolCall, content: Any, *, is_error: bool = False, attachments: Iterable[Any] | None = None
    ) -> None:
        """Store the result of a call.

        Args:
            call: The call.
            content: What the model reads: a text, or content blocks.
            is_error: Whether the tool failed.
            attachments: Content blocks that follow the results in the same message.
        """
        found = result_content(content)
        if is_error and isinstance(found, list):  # the API takes only text in a failed result
            attachments = [*(attachments or ()), *(block for block in found if block.get("type") != "text")]
            found = "\n".join(str(block["text"]) for block in found if block.get("type") == "text")
        call.content = (found or "(failed)") if is_error else json_copy(found)
        call.is_error = is_error
        call.attachments = json_copy(list(attachments)) if attachments else None
        call.status = "done"

    def _find(self, call_id: str) -> ToolCall:
        for call in (*self.calls, *self.early):
            if call.id == call_id:
                return call
        known = ", ".join(call.id for call in self.calls) or "none"
        raise RunInvalid(f"the run has no call {call_id!r} in this turn; it has: {known}")

    def rules_of(self, call: ToolCall) -> ToolRules:
        """Return the rules of the tool of a call; the default rules if it has none.

        Args:
            call: The call.
        """
        return self.rules.get(call.key) or ToolRules()

    def take_result(self, block: dict[str, Any]) -> bool:
        """Whether a block is the result of a call of this turn, which then has it.

        Args:
            block: A block of a response, as JSON.
        """
        if block.get("type") != "tool_result":
            return False
        for call in self.calls:
            if call.id == block.get("tool_use_id"):
                self.finish(call, block.get("content"), is_error=bool(block.get("is_error")))
                return True
        return False
