"""What a thread knows: its conversation as a `Run`, what it was created with, and the turn that is in progress. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy, deepcopy
from types import TracebackType
from typing import Any, Final, Self, cast

from attrs import fields

from claudewire._outputs.request import output_schema, with_format
from claudewire._schema.schema import Schema
from claudewire.tools.driver.requests import OPTIONS, new_run_id
from claudewire.tools.driver.threaded import KEPT, OnRefusal, ThreadPosition
from claudewire.tools.driver.toolbox import Toolbox
from claudewire.tools.state.conversation import as_message, joined, json_copy, results_message
from claudewire.tools.state.run import DEFAULT_MAX_TURNS, Run
from claudewire_api._call import Omit
from claudewire_api._errors import RequestInvalid

_LIMITS: Final = ("max_turns", "max_tool_calls", "max_output_tokens", "max_seconds")


class Conversation:
    """The state of a thread.

    Args:
        arguments: Those of `thread()`.

    Raises:
        RequestInvalid: an argument has no meaning for a thread.
        SchemaInvalid: the type of `output_format` cannot be sent.
    """

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        given = _given(arguments)
        on_refusal = given.pop("unsupported_request_behavior", "error")
        if on_refusal not in ("error", "continue_unthreaded"):
            raise RequestInvalid(
                f"unsupported_request_behavior is 'error' or 'continue_unthreaded', not {on_refusal!r}"
            )
        _refuse(given, "thread", "stream")
        self.on_refusal: OnRefusal = on_refusal
        self.tools: list[Any] = list(given.pop("tools", ()))
        self.output_format: Any = None
        self.schema: Schema[Any] | None = None
        self._output_config: Any = given.get("output_config")
        if "output_format" in given:
            self.output_format = given.pop("output_format")
            self.schema = output_schema(self.output_format)
            given["output_config"] = with_format(self._output_config, self.schema)
        self.options: dict[str, Any] = {name: given.pop(name) for name in OPTIONS if name in given}
        box = Toolbox(self.tools)
        if box.definitions:
            given["tools"] = box.definitions
        self.run: Run = Run.start(given, rules=box.rules, max_turns=None, id=new_run_id())
        self.position: ThreadPosition = ThreadPosition()
        self.in_progress: bool = False

    @property
    def messages(self) -> tuple[dict[str, Any], ...]:
        """The whole conversation, with results and messages that are to be sent."""
        run = self.run
        known = run.messages
        if run.calls and all(call.status == "done" for call in run.calls):
            known = [*known, results_message(run.calls)]
        return tuple(joined(known, run.appended))

    @property
    def params(self) -> dict[str, Any]:
        """The arguments of a `thread()` with the same conversation."""
        params = {name: value for name, value in self.run.params.items() if name not in ("tools", "output_config")}
        params |= {"messages": list(self.messages), "unsupported_request_behavior": self.on_refusal}
        if self.tools:
            params["tools"] = list(self.tools)
        if self._output_config is not None:
            params["output_config"] = self._output_config
        if self.output_format is not None:
            params["output_format"] = self.output_format
        return params

    def update(self, arguments: Mapping[str, Any]) -> None:
        """Changes the arguments of all later turns."""
        given = _given(arguments)
        _refuse(given, "thread", "stream", "messages", "output_format")
        self.options |= {name: given.pop(name) for name in OPTIONS if name in given}
        if "tools" in given:
            self.tools = list(given.pop("tools"))
            box = Toolbox(self.tools)
            self.run.rules, given["tools"] = box.rules, box.definitions
        if "output_config" in given:
            self._output_config = given["output_config"]
            if self.schema is not None:
                given["output_config"] = with_format(self._output_config, self.schema)
        self.run.params = {**self.run.params, **json_copy(given)}

    def fork(self) -> Self:
        """Returns another conversation that begins with this one."""
        fork = copy(self)
        fork.run = Run.from_dict(self.run.to_dict())
        fork.run.id = new_run_id()
        fork.options, fork.tools = dict(self.options), list(self.tools)
        fork.position = ThreadPosition(is_off=self.position.is_off)
        fork.in_progress = False
        return fork

    def limit_run(self, arguments: dict[str, Any]) -> None:
        """Takes the limits of a loop out of its arguments: they count from now on."""
        _refuse(arguments, "thread", "messages")
        self.check_free()
        run = self.run
        spent = {"max_turns": run.turns, "max_tool_calls": run.tool_calls, "max_seconds": run.seconds}
        spent["max_output_tokens"] = run.usage.get("output_tokens") or 0
        limits = {name: arguments.pop(name, None) for name in _LIMITS}
        limits["max_turns"] = arguments.get("max_iterations") or limits["max_turns"] or DEFAULT_MAX_TURNS
        run.limit = None
        run.limits = {name: spent[name] + value for name, value in limits.items() if value is not None}

    def check_free(self) -> None:
        """Raises RequestInvalid while a turn is in progress."""
        if self.in_progress:
            raise RequestInvalid("a turn of this thread is in progress: end it, or use a fork() of the thread")


class Turn:
    """One turn, as a `with` block. Whatever ends it without a response takes its messages back.

    Args:
        conversation: The thread.
        messages: Messages that this turn adds.
        overrides: Arguments for this turn alone.

    Raises:
        RequestInvalid: another turn is in progress, or calls of the last one have no result.
    """

    def __init__(self, conversation: Conversation, messages: Iterable[Any], overrides: Mapping[str, Any]) -> None:
        conversation.check_free()
        self._conversation, self._overrides = conversation, _given(overrides)
        _refuse(self._overrides, "thread", "stream", "messages", "output_format")
        self._added = [as_message(message) for message in messages]
        self.recorded: bool = False

    def __enter__(self) -> Self:
        conversation, run = self._conversation, self._conversation.run
        conversation.check_free()
        self._before = {item.name: deepcopy_calls(getattr(run, item.name)) for item in fields(Run)}
        run.limit, run.limits = None, {}
        run.append(*self._added)
        run._ended = False  # pyright: ignore[reportPrivateUsage]  # a thread has no end
        waiting = [call.name for call in run.calls if call.status != "done"]
        if waiting:
            self._restore()
            raise RequestInvalid(
                f"calls of the last turn have no result: {', '.join(waiting)}; send tool_result blocks, or call tool_runner()"
            )
        run.step()  # writes results and new messages into the conversation
        conversation.in_progress = True
        return self

    @property
    def params(self) -> dict[str, Any]:
        """The arguments of the request."""
        return {**self._conversation.run.request(), **self._conversation.options, **self._overrides}

    def record(self, message: Any) -> None:
        """Takes the response. A refusal is no part of the conversation: neither it nor what was refused is sent again."""
        self.recorded, self._conversation.in_progress = True, False
        run = self._conversation.run
        refused = message.stop_reason == "refusal"
        run.feed_message(message)
        if refused:
            self._before |= {
                "usage": run.usage,
                "turns": run.turns,
                "last_message": run.last_message,
                "reason": run.reason,
            }
            self._restore()
        else:
            run.params |= json_copy({name: self._overrides[name] for name in KEPT if name in self._overrides})

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if not self.recorded:
            self.recorded, self._conversation.in_progress = True, False
            self._restore()

    def _restore(self) -> None:
        for name, value in self._before.items():
            setattr(self._conversation.run, name, value)


def deepcopy_calls(value: Any) -> Any:
    """Returns a copy of a field of a run. Messages are never changed in place; calls are."""
    if isinstance(value, list):
        items = cast("list[Any]", cast("Any", value))
        return [item if isinstance(item, Mapping) else deepcopy(item) for item in items]
    return copy(value)


def _refuse(given: Mapping[str, Any], *names: str) -> None:
    """Raises RequestInvalid if an argument has no meaning here."""
    bodies = (given, cast("Mapping[str, Any]", given.get("extra_body") or {}))
    if found := [name for name in names if any(name in body for body in bodies)]:
        raise RequestInvalid(
            f"a thread takes no {found[0]} here: it says itself what it sends, and send() takes messages"
        )


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in arguments.items()
        if not isinstance(value, Omit) and (value is not None or name == "timeout")
    }
