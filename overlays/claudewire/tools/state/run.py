"""`Run`: the loop of requests and tool calls as a value. It does no I/O, has no clock and no random numbers.

`step()` says what is next; `feed_…` tells what happened. `to_json` and `from_json` carry a run to another process.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self, cast

from attrs import asdict, define

from claudewire import _json
from claudewire._outputs.compaction import summary_blocks, summary_request
from claudewire._outputs.seams import without_declined
from claudewire._outputs.usage import add_usage
from claudewire.tools.errors import RunInvalid

from .conversation import input_error, input_errors, json_copy, plain_message, results_message
from .steps import Ask, Done, Execute, Exhausted, Send, Step, ToolCall, ToolRules, Wait
from .stored import parse_stored, stored_fields
from .transcript import Transcript

DEFAULT_MAX_TURNS: Final = 50

_AFTER_SUMMARY: Final = "Continue with the task, from where the summary ends."
#: Stop reasons after which the same conversation is sent again, with the response at its end.
_GO_ON: Final = frozenset({"pause_turn", "compaction"})
#: Blocks in which a response says nothing to the program.
_SILENT: Final = frozenset({"thinking", "redacted_thinking", "tool_use"})


@define(kw_only=True)
class Run(Transcript):
    """The state of a tool loop.

    Attributes:
        params: Arguments of `messages.create`, without `messages`, as JSON.
        messages: The conversation, as JSON.
        rules: What the run has to know of each tool, by name.
        limits: `max_turns`, `max_tool_calls`, `max_output_tokens` (the sum over all responses), `max_seconds`.
        approve_all: Whether every call needs a verdict.
        keep_tool_choice: Whether a forced `tool_choice` stays after a turn that called a tool.
        turns: Requests that were answered.
        tool_calls: Calls that were, or are to be, executed.
        uses: The same by name of the tool.
        usage: Tokens of all responses, field by field.
        container: Id of the container of code execution.
        calls: The calls of the last response, and their results.
        last_message: The last response, as JSON.
        reason: Stop reason of the last response.
        limit: The limit that was reached, if one was.
        id: Name of the run, for logs and traces.
    """

    @classmethod
    def start(
        cls,
        params: Mapping[str, Any],
        *,
        rules: Mapping[str, ToolRules] | None = None,
        max_turns: int | None = DEFAULT_MAX_TURNS,
        max_tool_calls: int | None = None,
        max_output_tokens: int | None = None,
        max_seconds: float | None = None,
        approve_all: bool = False,
        keep_tool_choice: bool = False,
        id: str = "",
    ) -> Self:
        """Returns a new run.

        Args:
            params: Arguments of `messages.create`, `messages` among them. Models and bytes become JSON.
            rules: What the run has to know of each tool, by name.
            max_turns: Requests; None for any number.
            max_tool_calls: Calls that are executed.
            max_output_tokens: Output tokens of all responses together.
            max_seconds: Seconds; the driver has the clock and calls `elapse`.
            approve_all: Whether every call needs a verdict.
            keep_tool_choice: Whether a forced `tool_choice` stays after a turn that called a tool. Without it the choice goes
                back to `auto`, because the loop would not end.
            id: Name of the run.

        Raises:
            RunInvalid: a limit is below 0, or the arguments have no JSON form.
        """
        limits = {
            "max_turns": max_turns,
            "max_tool_calls": max_tool_calls,
            "max_output_tokens": max_output_tokens,
            "max_seconds": max_seconds,
        }
        for name, value in limits.items():
            if value is not None and value < 0:
                raise RunInvalid(f"{name} is a limit of at least 0, not {value!r}")
        plain = json_copy(dict(params))
        messages = plain.pop("messages", [])
        run = cls(
            params=plain,
            messages=messages,
            rules=dict(rules or {}),
            limits={name: value for name, value in limits.items() if value is not None},
            approve_all=approve_all,
            keep_tool_choice=keep_tool_choice,
            id=id,
        )
        run._check_turns()
        return run

    # -- what is next ----------------------------------------------------------------------------------------------------

    @property
    def is_cut(self) -> bool:
        """Whether the last response ended inside a tool call, because of `max_tokens`."""
        content: list[dict[str, Any]] = (self.last_message or {}).get("content") or []
        return self.reason == "max_tokens" and bool(content) and content[-1].get("type") == "tool_use"

    @property
    def was_cut_before_text(self) -> bool:
        """Whether `max_tokens` ended the last response, of a request with tools, before it had anything but thinking and calls."""
        if self.reason != "max_tokens" or not self.params.get("tools") or self.params.get("max_tokens") == 0:
            return False
        content: list[dict[str, Any]] = (self.last_message or {}).get("content") or []
        return all(block.get("type") in _SILENT or not block.get("text", " ").strip() for block in content)

    def turn_results(self) -> dict[str, Any] | None:
        """Returns the message that answers the calls of this turn; None if there are none, or if one has no result."""
        return results_message(self.calls) if self.calls and self.status == "ready" else None

    @property
    def pending(self) -> tuple[ToolCall, ...]:
        """The calls of the last response, in its order, with and without a result."""
        return tuple(self.calls)

    def step(self) -> Step:
        """Returns what is to be done next. Asking again changes nothing."""
        status = self.status
        if status == "exhausted":
            return Exhausted(self.limit or "")
        if status == "approval":
            return Ask(tuple(call for call in self.calls if call.status == "ask"))
        if status == "tools":
            return Execute(self.next_group())
        if status == "deferred":
            return Wait(tuple(call for call in self.calls if call.status == "deferred"))
        if status == "done":
            return Done(self.last_message, self.reason)
        self._close_turn()
        if self.summarize is not None:
            request = summary_request({**self.params, "messages": list(self.messages)}, self.summarize)
            return Send(request, summary=True)
        return Send(self.request())

    # -- what happened ---------------------------------------------------------------------------------------------------

    def feed_message(self, message: Any) -> None:
        """Takes a response.

        Args:
            message: A `Message`, or the same as JSON.

        Raises:
            RunInvalid: no request was due.
        """
        if self.status != "ready":
            raise RunInvalid(f"a response does not fit a run that is {self.status}")
        data, errors = plain_message(message), input_errors(message)
        self._close_turn()
        # With their types, here and below: a type checker infers anew what a subclass assigns.
        self.turns: int = self.turns + 1
        self.last_message: dict[str, Any] | None = data
        reason: Any = data.get("stop_reason")
        self.reason: str | None = reason if isinstance(reason, str) else None
        self.usage: dict[str, Any] = add_usage(self.usage, data.get("usage"))
        container: Any = data.get("container")
        if isinstance(container, dict):
            self.container: str | None = cast("dict[str, Any]", container).get("id") or self.container
        # Calls of a model that declined are not made; those that were made while the stream came have results to be sent.
        made = [call.id for call in self.early]
        kept = {id(block) for block in without_declined(data["content"], made)}
        pairs = [pair for pair in zip(data["content"], errors, strict=True) if id(pair[0]) in kept]
        content = [block for block, _ in pairs]
        uses = [pair for pair in pairs if pair[0].get("type") == "tool_use"]
        if self.reason == "tool_use" and uses:
            self._append_response(content)
            self.calls: list[ToolCall] = [
                self.take_early(block) or self.new_call(block, error) for block, error in uses
            ]
            self._release_tool_choice()
            self._check_limits()
        elif self.reason in _GO_ON:
            self._append_response(content)
            self._check_limits()
        else:
            # A call without its result may not stand in a conversation; one that was cut is not executed.
            self._append_response([block for block in content if block.get("type") != "tool_use"])
            self._ended = True
        self.early: list[ToolCall] = []

    def feed_summary(self, message: Any) -> bool:
        """Takes the response to a request for a summary, which takes the place of the conversation.

        Args:
            message: The response.

        Returns:
            Whether there was a summary; without one the conversation stays.
        """
        data = plain_message(message)
        self.summarize: dict[str, Any] | None = None
        self.usage = add_usage(self.usage, data.get("usage"))
        if not (blocks := summary_blocks(data)):
            return False
        # The conversation has to end with the user; the summary is a turn of the assistant.
        self.messages: list[dict[str, Any]] = [
            {"role": "assistant", "content": blocks},
            {"role": "user", "content": _AFTER_SUMMARY},
        ]
        return True

    def feed_error(self, error: BaseException | None = None) -> None:  # noqa: ARG002  # what failed changes nothing
        """Takes the failure of a request. The run stays as it was, and `step` gives the same request.

        Results of calls that were executed while a stream came are kept, and used if the model makes the same call again.

        Args:
            error: The failure; None if it is not known.
        """
        for call in [call for call in self.early if call.status != "done"]:
            self.uncount(call)
            self.early.remove(call)

    def feed_block(self, block: Any) -> ToolCall | None:
        """Takes a complete block of a response that is still being streamed.

        Args:
            block: The block, as a model or as JSON.

        Returns:
            The call, if it may be executed before the rest of the response is there; else None.
        """
        fields: Mapping[str, Any] = cast("Any", block) if isinstance(block, Mapping) else block.to_dict()
        if fields.get("type") != "tool_use" or not self._may_start(fields, block):
            return None
        if (call := self.take_early(fields)) is None:
            call = self.new_call(fields, None)
        self.early.append(call)
        return call if call.status == "ready" else None

    def _may_start(self, fields: Mapping[str, Any], block: Any) -> bool:
        rules = self.rules.get(str(fields.get("toolset_name") or fields.get("name")))
        if rules is None or rules.approve or rules.sequential or rules.external or self.approve_all:
            return False
        if input_error(block) is not None or self.turns + 1 >= self.limits.get("max_turns", float("inf")):
            return False
        return self.tool_calls < self.limits.get("max_tool_calls", float("inf"))

    def elapse(self, seconds: float) -> None:
        """Takes the seconds that a driver has spent. At `max_seconds` the run is exhausted, unless it has ended.

        Args:
            seconds: How many seconds.
        """
        self.seconds: float = self.seconds + seconds
        if self.seconds >= self.limits.get("max_seconds", float("inf")) and self.status not in ("done", "exhausted"):
            self.limit = "max_seconds"

    def extend(self, **more: float) -> None:
        """Raises limits: `extend(max_turns=10)` allows 10 more requests. An exhausted run goes on where it stopped.

        `extend(max_tokens=1000)` gives each response 1,000 tokens more. A run that ended with a response that `max_tokens` cut
        asks for that response again.

        Args:
            more: Name of a limit → how much is added.

        Raises:
            RunInvalid: the run has no such limit.
        """
        if (tokens := more.pop("max_tokens", None)) is not None:
            self._extend_responses(int(tokens))
        for name, value in more.items():
            if name not in ("max_turns", "max_tool_calls", "max_output_tokens", "max_seconds"):
                raise RunInvalid(f"a run has no limit {name!r}")
            self.limits[name] = self.limits.get(name, 0) + value
        if self.limit in more:
            self.limit = None
            if self.calls or not self._ended:
                self._check_limits()

    def _extend_responses(self, tokens: int) -> None:
        self.params: dict[str, Any] = {**self.params, "max_tokens": self.params.get("max_tokens", 0) + tokens}
        if self.status == "done" and self.reason == "max_tokens":
            if self.messages and self.messages[-1]["role"] == "assistant":
                self.messages = self.messages[:-1]
            self._ended = False
            self._check_turns()

    # -- as JSON ---------------------------------------------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """Returns the run as JSON values."""
        return {name.lstrip("_"): value for name, value in asdict(self).items()}

    def to_json(self) -> str:
        """Returns the run as JSON. It holds the conversation, and no credential, option of the call or function."""
        return _json.dumps(self.to_dict()).decode()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Returns a run from its JSON values.

        Args:
            data: What `to_dict` returned.

        Raises:
            RunInvalid: they are not those of a run, or of a newer version.
        """
        try:
            run = cls(**stored_fields(data))
            _ = (
                [message["role"] for message in run.messages],
                run.params.get("model"),
                run.usage.items(),
                run.limits.items(),
            )
            return run
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            raise RunInvalid(f"this is not the JSON of a run: {error}") from error

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Returns a run from its JSON.

        Args:
            text: What `to_json` returned.

        Raises:
            RunInvalid: it is not the JSON of a run, or of a newer version.
        """
        return cls.from_dict(parse_stored(text))
