"""`MessageThread` and `AsyncMessageThread`: what `client.messages.thread` returns. Two thin drivers over one state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from claudewire._call.recording import hooks_behind
from claudewire._http.network.sync_stream import run_blocking
from claudewire._outputs.parsed import ParsedMessage
from claudewire._secrets import conceal
from claudewire.tools.driver.requests import AsyncRequests, BlockingRequests
from claudewire.tools.driver.threaded import ThreadedRequests
from claudewire.tools.runner import async_runner, blocking_runner

from .conversation import Conversation, Turn

if TYPE_CHECKING:
    from claudewire.tools.runner import AsyncToolRunner, ToolRunner
    from claudewire.tools.state.run import Run

T = TypeVar("T")


class _BaseThread(Generic[T]):
    """What both threads share: everything that sends nothing."""

    def __init__(self, resource: Any, conversation: Conversation) -> None:
        self._resource = resource
        self._state = conversation

    @property
    def messages(self) -> tuple[dict[str, Any], ...]:
        """The whole conversation: what the API keeps, and what the next turn sends."""
        return self._state.messages

    @property
    def previous_message_id(self) -> str | None:
        """Id of the response that the next turn continues from; None if the next turn begins a thread."""
        return self._state.position.previous_message_id

    @property
    def params(self) -> dict[str, Any]:
        """The arguments of a `client.messages.thread(…)` with the same conversation, in a new dictionary."""
        return self._state.params

    @property
    def run(self) -> Run:
        """The conversation as a `Run`: usage, calls, `to_json()`."""
        return self._state.run

    @property
    def usage(self) -> dict[str, Any]:
        """Tokens of all responses so far."""
        return self._state.run.usage

    def append(self, *messages: Any) -> None:
        """Adds messages for the next turn. Sends nothing.

        Args:
            messages: Dictionaries or messages of the model; a repetition of the last response is left out.
        """
        self._state.run.append(*messages)

    def update(self, **params: Any) -> None:
        """Changes the arguments of all later turns. Sends nothing.

        Args:
            params: Arguments of `thread()`. `system` and `tools` of a thread that exists cannot change: the next turn raises.
        """
        conceal(params)
        self._state.update(params)

    def fork(self) -> Self:
        """Returns another thread that begins with the same conversation. Its first turn sends the whole of it."""
        return type(self)(self._resource, self._state.fork())

    def _threaded(self, requests: Any) -> ThreadedRequests:
        state = self._state
        return ThreadedRequests(requests, requests.refused, position=state.position, on_refusal=state.on_refusal)

    def _runner_arguments(self, arguments: dict[str, Any]) -> dict[str, Any]:
        state = self._state
        state.limit_run(arguments)
        output = {} if state.output_format is None else {"output_format": state.output_format}
        return {**state.options, "tools": state.tools, **output, **arguments}

    def _parsed(self, message: Any) -> Any:
        schema = self._state.schema
        return message if schema is None else ParsedMessage.of(message, schema).checked()


class MessageThread(_BaseThread[T]):
    """A conversation that the API keeps. `client.messages.thread(…)` makes one; it runs one turn at a time."""

    def send(self, *messages: Any, **overrides: Any) -> Any:
        """Sends messages, and those that were appended, as one turn, and returns the response.

        If the request fails, its messages are taken back: the same call can be made again.

        Args:
            messages: Messages that this turn adds.
            overrides: Arguments of `create()` for this turn alone.

        Raises:
            RequestInvalid: another turn is in progress, a call has no result, or `system` or `tools` differ from the thread's.
            APIError: the request failed.
        """
        conceal(overrides)
        with Turn(self._state, messages, overrides) as turn:
            message = run_blocking(self._threaded(BlockingRequests(self._resource, _ignore)).create(turn.params))
            turn.record(message)
        return message

    def parse(self, *messages: Any, **overrides: Any) -> ParsedMessage[T]:
        """Sends a turn, with the arguments of `send`; `output` of the response is a value of the thread's `output_format`.

        Raises:
            OutputInvalid: the text does not fit the type. The turn is part of the conversation all the same.
        """
        conceal(overrides)
        parsed: ParsedMessage[T] = self._parsed(self.send(*messages, **overrides))
        return parsed

    def stream(self, *messages: Any, **overrides: Any) -> ThreadStreamManager:
        """Sends a turn when its `with` block begins, with the arguments of `send`, and gives the response as a stream.

        A stream that breaks, or is left before its end, takes the messages of its turn back.
        """
        conceal(overrides)
        return ThreadStreamManager(self._resource, self._state, Turn(self._state, messages, overrides), self._threaded)

    def tool_runner(self, **arguments: Any) -> ToolRunner:
        """Returns the loop of tool calls over this thread, for messages that were appended.

        Args:
            arguments: Those of `tool_runner()` that a thread does not have: `stream`, `max_iterations`, `approve`, `deps`, limits, and
                options of the call. Limits count from now on.
        """
        conceal(arguments)
        given = self._runner_arguments(arguments)
        hooks = hooks_behind(self._resource._caller)
        return blocking_runner(self._resource, given, run=self._state.run, hooks=hooks, through=self._threaded)


class AsyncMessageThread(_BaseThread[T]):
    """Async version of `MessageThread`."""

    async def send(self, *messages: Any, **overrides: Any) -> Any:
        """Sends a turn and returns the response; see `MessageThread.send`."""
        conceal(overrides)
        with Turn(self._state, messages, overrides) as turn:
            message = await self._threaded(AsyncRequests(self._resource, _ignore)).create(turn.params)
            turn.record(message)
        return message

    async def parse(self, *messages: Any, **overrides: Any) -> ParsedMessage[T]:
        """Sends a turn; `output` of the response is a value of the thread's `output_format`; see `MessageThread.parse`."""
        conceal(overrides)
        parsed: ParsedMessage[T] = self._parsed(await self.send(*messages, **overrides))
        return parsed

    def stream(self, *messages: Any, **overrides: Any) -> AsyncThreadStreamManager:
        """Sends a turn when its `async with` block begins; see `MessageThread.stream`."""
        conceal(overrides)
        return AsyncThreadStreamManager(
            self._resource, self._state, Turn(self._state, messages, overrides), self._threaded
        )

    def tool_runner(self, **arguments: Any) -> AsyncToolRunner:
        """Returns the loop of tool calls over this thread; see `MessageThread.tool_runner`."""
        conceal(arguments)
        given = self._runner_arguments(arguments)
        hooks = hooks_behind(self._resource._caller)
        return async_runner(self._resource, given, run=self._state.run, hooks=hooks, through=self._threaded)


class _StreamedTurn:
    """A turn whose response is a stream. It is recorded when the stream is complete, whoever reads it."""

    _threaded: ThreadedRequests

    def __init__(
        self, resource: Any, state: Conversation, turn: Turn, threaded: Callable[[Any], ThreadedRequests]
    ) -> None:
        self._resource, self._turn, self._make = resource, turn, threaded
        self._format: Any = state.output_format
        self._stream: Any = None

    def _requests(self, kind: Any) -> ThreadedRequests:
        self._threaded = threaded = self._make(kind(self._resource, self._watch))
        return threaded

    def _watch(self, stream: Any) -> None:
        self._stream = stream
        stream.observe(self._observe)

    def _observe(self, payload: Mapping[str, Any], block: Any) -> None:  # noqa: ARG002  # as observers are called
        if payload["type"] == "message_stop" and not self._turn.recorded:
            message = self._stream.current_message_snapshot
            self._threaded.learn(message)
            self._turn.record(message)

    @property
    def _params(self) -> dict[str, Any]:
        params = self._turn.params
        if self._format is not None:
            config = {name: value for name, value in params["output_config"].items() if name != "format"}
            params = {**params, "output_config": config, "output_format": self._format}
        return params

    def _end(self) -> None:
        if not self._turn.recorded:
            self._threaded.position.previous_message_id = None  # the API may have the response, or not
        self._turn.__exit__(None, None, None)


class ThreadStreamManager(_StreamedTurn):
    """`with thread.stream(…) as stream:` sends the turn; the end of the block closes the stream."""

    def __enter__(self) -> Any:
        self._turn.__enter__()
        try:
            return run_blocking(self._requests(BlockingRequests).open_stream(self._params))
        except BaseException:
            self._turn.__exit__(None, None, None)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        try:
            self._stream.close()
        finally:
            self._end()


class AsyncThreadStreamManager(_StreamedTurn):
    """Async version of `ThreadStreamManager`, for `async with`."""

    async def __aenter__(self) -> Any:
        self._turn.__enter__()
        try:
            return await self._requests(AsyncRequests).open_stream(self._params)
        except BaseException:
            self._turn.__exit__(None, None, None)
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        try:
            await self._stream.close()
        finally:
            self._end()


def _ignore(stream: Any) -> None:
    """Watches nothing."""
