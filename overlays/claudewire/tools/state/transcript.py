"""The conversation of a run, and what changes it between two requests. The part of a `Run` that knows no steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, cast

from attrs import define, field

from claudewire.tools.errors import RunInvalid

from .conversation import as_message, joined, json_copy, results_message
from .ledger import CallLedger
from .steps import ToolCall, ToolRules
from .stored import VERSION

Status: TypeAlias = Literal["ready", "tools", "approval", "deferred", "done", "exhausted"]


@define(kw_only=True)
class Transcript(CallLedger):
    """The messages of a run, the arguments of its next request, and how far it may go. `Run` says what the fields are."""

    params: dict[str, Any]
    messages: list[dict[str, Any]]
    limits: dict[str, float] = field(factory=dict[str, float])
    keep_tool_choice: bool = False
    turns: int = 0
    usage: dict[str, Any] = field(factory=dict[str, Any])
    container: str | None = None
    last_message: dict[str, Any] | None = None
    reason: str | None = None
    limit: str | None = None
    id: str = ""
    #: Version of the form in which a run is stored.
    version: int = VERSION
    #: Seconds that drivers have spent.
    seconds: float = 0.0
    #: Messages to be sent behind the results of this turn.
    appended: list[dict[str, Any]] = field(factory=list[dict[str, Any]])
    #: The configuration of a summary that is due before the next request.
    summarize: dict[str, Any] | None = None
    _ended: bool = field(default=False, alias="_ended")

    @property
    def status(self) -> Status:
        """What the run waits for: a request, tools, verdicts, results from outside, or nothing."""
        if self.limit is not None:
            return "exhausted"
        states = {call.status for call in self.calls}
        if "ask" in states:
            return "approval"
        if "ready" in states:
            return "tools"
        if "deferred" in states:
            return "deferred"
        return "done" if self._ended else "ready"

    def request(self) -> dict[str, Any]:
        """Returns the arguments of the next request."""
        params = {**self.params, "messages": list(self.messages)}
        if self.container is not None:
            given: Any = params.get("container")
            params["container"] = (
                self.container
                if not isinstance(given, dict)
                else {**cast("dict[str, Any]", given), "id": self.container}
            )
        return params

    # -- changes between two requests ------------------------------------------------------------------------------------

    def append(self, *messages: Any) -> None:
        """Adds messages behind the results of this turn, or at the end. A run that was done goes on.

        A user message goes into the message of the results, after them. Results inside a message are those of the calls; a
        repetition of the last response is left out.

        Args:
            messages: Messages as dictionaries, or a `Message`.
        """
        for message in messages:
            plain = as_message(message)
            if plain["role"] == "assistant" and self._is_last_response(plain["content"]):
                continue
            content = plain["content"]
            if self.calls and plain["role"] == "user" and isinstance(content, list):
                content = [block for block in cast("list[dict[str, Any]]", content) if not self.take_result(block)]
                if not content:
                    continue
            self.appended.append({**plain, "content": content})
        if self._ended and self.appended:
            self._ended = False
            self._close_turn()
            self._check_turns()

    def follow_up(self, content: Any) -> None:
        """Adds a message of the user to a run that is done, which goes on.

        Args:
            content: A text, or content blocks.

        Raises:
            RunInvalid: the run is not done.
        """
        if self.status != "done":
            raise RunInvalid(f"a run that is {self.status} takes no new message: only one that is done")
        self.append({"role": "user", "content": content})

    def update(self, params: Mapping[str, Any]) -> None:
        """Replaces the arguments of the next request; `messages` among them replaces the conversation.

        Args:
            params: Arguments of `messages.create`, by name.
        """
        plain = json_copy(dict(params))
        messages = plain.pop("messages", None)
        self.params = plain
        if messages is not None and messages != self.messages:
            self.messages, self.calls, self.appended, self._ended = messages, [], [], False
            self._check_turns()

    def add_tools(self, definitions: Iterable[Mapping[str, Any]], rules: Mapping[str, ToolRules]) -> None:
        """Makes tools available from the next request on, without losing the cached prompt.

        Args:
            definitions: Definitions of the tools, as the API takes them.
            rules: What the run has to know of each tool, by name.
        """
        added = [json_copy(dict(definition)) for definition in definitions]
        self.rules.update(rules)
        if self.turns == 0:
            names = {tool.get("name") for tool in added}
            kept = [tool for tool in self.params.get("tools", ()) if tool.get("name") not in names]
            self.params["tools"] = [*kept, *added]
            return
        blocks = [{"type": "tool_addition", "tool": {"type": "tool_definition", "definition": tool}} for tool in added]
        self._system(blocks)

    def remove_tools(self, names: Iterable[str]) -> None:
        """Takes tools away from the next request on. A call of one is answered as that of an unknown tool.

        Args:
            names: Names of the tools.

        Raises:
            RunInvalid: the run has no such tool.
        """
        gone = list(names)
        for name in gone:
            if self.rules.pop(name, None) is None:
                raise RunInvalid(f"the run has no tool {name!r}")
        if self.turns == 0:
            self.params["tools"] = [tool for tool in self.params.get("tools", ()) if tool.get("name") not in gone]
            return
        self._system([{"type": "tool_removal", "tool": {"type": "tool_reference", "name": name}} for name in gone])

    def compact(self, instructions: str | None = None) -> None:
        """Asks for a summary of the conversation before the next request.

        Args:
            instructions: What the summary shall hold; None for the instructions of the API.
        """
        self.summarize = {"type": "summarize", **({"instructions": instructions} if instructions else {})}

    # -- for `Run` -------------------------------------------------------------------------------------------------------

    def _close_turn(self) -> None:
        """Writes the results of a turn, and what was appended, into the conversation."""
        if self.calls:
            self.messages = [*self.messages, results_message(self.calls)]
            self.calls: list[ToolCall] = []
        if self.appended:
            self.messages = joined(self.messages, self.appended)
            self.appended = []

    def _append_response(self, content: list[dict[str, Any]]) -> None:
        if content:
            self.messages = [*self.messages, {"role": "assistant", "content": content}]

    def _is_last_response(self, content: Any) -> bool:
        return self.last_message is not None and content == self.last_message["content"]

    def _system(self, blocks: list[dict[str, Any]]) -> None:
        self.appended.append({"role": "system", "content": blocks})

    def _release_tool_choice(self) -> None:
        choice: dict[str, Any] = self.params.get("tool_choice") or {}
        if choice.get("type") in ("any", "tool") and not self.keep_tool_choice:
            kept: dict[str, Any] = {k: v for k, v in choice.items() if k == "disable_parallel_tool_use"}
            self.params["tool_choice"] = {"type": "auto", **kept}

    def _check_turns(self) -> None:
        if self.turns >= self.limits.get("max_turns", self.turns + 1):
            self.limit = "max_turns"

    def _check_limits(self) -> None:
        self._check_turns()
        spent = {
            "max_tool_calls": self.tool_calls - 1,
            "max_output_tokens": self.usage.get("output_tokens") or 0,
            "max_seconds": self.seconds,
        }
        for name, value in spent.items():
            if self.limit is None and value >= self.limits.get(name, value + 1):
                self.limit = name
