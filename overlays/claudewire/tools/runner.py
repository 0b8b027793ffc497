"""`ToolRunner` and `AsyncToolRunner`: what `tool_runner` returns. Two thin drivers over one loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self

from claudewire._context import AsyncContextManagerMixin, ContextManagerMixin
from claudewire._http.network.sync_stream import run_blocking
from claudewire._outputs.request import is_type, output_schema, with_format
from claudewire_api._call import Omit
from claudewire_api._errors import RequestInvalid
from claudewire_api._readers import ReadLock, SingleReader

from .driver.changes import add_tools, append_messages, remove_tools, set_params
from .driver.loop import Loop
from .driver.requests import OPTIONS, AsyncRequests, BlockingRequests, new_run_id
from .driver.threaded import ThreadedRequests
from .driver.toolbox import Toolbox
from .driver.workers import TaskWorkers, ThreadWorkers
from .errors import RunPaused
from .events import EVENTS, ApprovalNeeded, MessageDone, ResultsNeeded, RunEvent
from .state.run import DEFAULT_MAX_TURNS, Run
from .state.steps import ToolCall

if TYPE_CHECKING:
    from claudewire._call.middleware import Hooks
    from claudewire_api.models import ToolUseBlock


def make_loop(
    arguments: Mapping[str, Any], requests: Any, workers: Any, *, run: Run | None = None, hooks: Hooks | None = None
) -> Loop:
    """Returns the loop of a runner.

    Args:
        arguments: Those of `tool_runner`; for a run that is resumed, those that are not in the run.
        requests: Sends the requests.
        workers: Executes the tools.
        run: The run to resume.
        hooks: The middleware of the client.

    Raises:
        RequestInvalid: two tools have one name, or a tool cannot be sent.
    """
    given: dict[str, Any] = {
        name: value
        for name, value in arguments.items()
        if not isinstance(value, Omit) and (value is not None or name in ("max_turns", "timeout"))
    }
    box = Toolbox(given.pop("tools", ()))
    approve = given.pop("approve", None)
    max_iterations = given.pop("max_iterations", None)
    limits = {name: given.pop(name, None) for name in ("max_tool_calls", "max_output_tokens", "max_seconds")}
    max_turns = given.pop("max_turns", DEFAULT_MAX_TURNS) if max_iterations is None else max_iterations
    settings: dict[str, Any] = {
        name: given.pop(name) for name in ("deps", "on_error", "parallel", "on_cut", "stream") if name in given
    }
    settings["eager"] = given.pop("run_tools_eagerly", True)
    if is_type(given.get("output_format")):
        settings["schema"] = schema = output_schema(given.pop("output_format"))
        if run is None:
            given["output_config"] = with_format(given.get("output_config"), schema)
    options: dict[str, Any] = {name: given.pop(name) for name in OPTIONS if name in given}
    keep_tool_choice = bool(given.pop("keep_tool_choice", False))
    thread = given.pop("thread", False)
    if not isinstance(thread, bool):
        raise RequestInvalid("thread= of a loop is True or False; messages.thread(…) makes a thread of your own")
    if thread:
        requests = ThreadedRequests(requests, requests.refused)
    if run is None:
        if box.definitions:
            given["tools"] = box.definitions
        run = Run.start(
            given,
            rules=box.rules,
            max_turns=max_turns,
            approve_all=approve is not None and approve is not False,
            keep_tool_choice=keep_tool_choice,
            id=new_run_id(),
            **limits,
        )
    else:
        run.rules.update(box.rules)
    handler = approve if callable(approve) else None
    return Loop(
        run,
        box,
        requests,
        workers,
        options=options,
        approve=handler,
        soft_limit=max_iterations is not None,
        hooks=hooks,
        **settings,
    )


class _BaseRunner:
    """What both runners share: everything that sends nothing."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._reading = ReadLock("runner")

    def __class_getitem__(cls, item: Any) -> Any:  # the classes of the official SDK are generic: `BetaToolRunner[None]`
        return cls

    @property
    def run(self) -> Run:
        """The run: the conversation, the calls, what it cost. Store it with `to_json()`, go on with `resume`."""
        return self._loop.run

    @property
    def usage(self) -> dict[str, Any]:
        """Tokens of all responses so far."""
        return self.run.usage

    def append_messages(self, *messages: Any, replace: bool = False) -> None:
        """Adds messages to the conversation.

        During a turn with tool calls they come after the results: the calls are executed, and nothing is dropped. A result
        in a message, as `generate_tool_call_response` returns it, is taken as the result of its call.

        Args:
            messages: Dictionaries or messages of the model.
            replace: Put them in place of the last response and its calls, which are not executed.
        """
        append_messages(self.run, messages, replace=replace)

    def set_messages_params(self, params: Any) -> None:
        """Changes the arguments of the next request.

        Args:
            params: All arguments of `messages.create`, or a function that receives and returns them.
        """
        set_params(self.run, self._loop.box, self._loop.options, params)

    def add_tools(self, *tools: Any) -> None:
        """Makes tools available from the next request on. The cached prompt stays valid; the beta header is added.

        Args:
            tools: Functions, tools or definitions.
        """
        add_tools(self.run, self._loop.box, tools)

    def remove_tools(self, *tools: Any) -> None:
        """Takes tools away from the next request on: tools, or their names.

        Args:
            tools: Tools, or their names.

        Raises:
            RunInvalid: the run has no such tool.
        """
        remove_tools(self.run, self._loop.box, tools)

    def compact_before_next_turn(self, config: Mapping[str, Any] | None = None) -> None:
        """Replaces the conversation by a summary before the next request. It costs one request.

        Args:
            config: `instructions` for the summary.
        """
        self.run.compact((config or {}).get("instructions"))

    def defer_tool_call(self, block: Any) -> None:
        """Keeps a call of a stream from starting before the response is complete.

        Args:
            block: The `tool_use` block, or its id.
        """
        self._loop.early_calls.deferred.add(block if isinstance(block, str) else block.id)

    @property
    def deferred_tool_calls(self) -> list[ToolUseBlock]:
        """The calls of the last stream that `defer_tool_call` holds: complete, and not executed."""
        from claudewire_api.models import ToolUseBlock

        ran = {call.id for call in self.run.calls if call.status == "done"}
        return [
            ToolUseBlock.from_dict(block) for block in self._loop.early_calls.held_back if block.get("id") not in ran
        ]

    def _take_item(self, *, events: bool) -> Any:
        """Returns the next thing to hand out, None if there is none yet."""
        loop = self._loop
        while loop.ready:
            item = loop.ready.popleft()
            is_event = isinstance(item, EVENTS)
            if events:
                if is_event:
                    return item
            elif not is_event or isinstance(item, (ApprovalNeeded, ResultsNeeded)):
                return item
            elif isinstance(item, MessageDone) and not loop.streams:
                return item.message
        return None

    def _finish_pending(self) -> bool:
        """Whether calls of this turn are still to be executed.

        Raises:
            RunPaused: a call needs a verdict, or a result from outside.
        """
        if self.run.status in ("approval", "deferred") and not self._loop.approve:
            waiting: tuple[ToolCall, ...] = tuple(c for c in self.run.calls if c.status in ("ask", "deferred"))
            raise RunPaused("calls wait for a verdict, or for a result from outside", calls=waiting, run=self.run)
        return self.run.status == "tools"  # `step` would close the turn, and the results with it


class ToolRunner(ContextManagerMixin, _BaseRunner):
    """A loop of requests and tool calls. Iterating gives each message, before its tools run.

        for message in runner:
            print(message.content)

    With `stream=True`, iterating gives open streams. `events()` gives everything that happens. In a `with` block, tools that
    hold something are closed at its end.

    Args:
        loop: The loop; `client.messages.tool_runner` makes it.
    """

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        """Returns the next message, or `ApprovalNeeded`, or `ResultsNeeded`.

        Raises:
            TurnsExhausted: `max_turns` requests were made.
            ClaudeError: a request failed. `error.run` goes on with `resume`; so does this runner, when asked again.
        """
        with self._reading:
            return self._next(events=False)

    def _next(self, *, events: bool) -> Any:
        while (item := self._take_item(events=events)) is None:
            if self._loop.is_over:
                raise StopIteration
            run_blocking(self._loop.advance(read=events))
        return item

    def events(self) -> Iterator[RunEvent]:
        """Yields everything that happens: turns, text, calls, results, what needs an answer, the end."""
        return SingleReader(self._events(), self._reading)

    def _events(self) -> Iterator[RunEvent]:
        while True:
            try:
                event: RunEvent = self._next(events=True)
            except StopIteration:
                return
            yield event

    def until_done(self) -> Any:
        """Runs to the end and returns the last message.

        Raises:
            RunPaused: a call needs a verdict or a result from outside.
            RunExhausted: a limit was reached.
            OutputInvalid: the text is not what `output_format` asks for.
        """
        for _ in self:
            pass
        return self._loop.final()

    def generate_tool_call_response(self) -> dict[str, Any] | None:
        """Executes the calls of the last message now and returns the message with their results; None without calls."""
        with self._reading:
            while self._finish_pending():
                run_blocking(self._loop.advance())
        return self.run.turn_results()

    def close(self) -> None:
        """Ends the iteration, gives up running tools, and closes tools that hold something."""
        run_blocking(self._loop.close())


class AsyncToolRunner(AsyncContextManagerMixin, _BaseRunner):
    """`ToolRunner` for `async for`, on asyncio and trio. Tools that are not coroutine functions run in threads.

    Args:
        loop: The loop; `client.messages.tool_runner` makes it.
    """

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        """Returns the next message, or `ApprovalNeeded`, or `ResultsNeeded`; see `ToolRunner.__next__`."""
        return await self._next(events=False)

    async def _next(self, *, events: bool) -> Any:
        with self._reading:
            while (item := self._take_item(events=events)) is None:
                if self._loop.is_over:
                    raise StopAsyncIteration
                await self._loop.advance(read=events)
            return item

    def events(self) -> AsyncIterator[RunEvent]:
        """Yields everything that happens: turns, text, calls, results, what needs an answer, the end."""
        return _AsyncEvents(self)

    async def until_done(self) -> Any:
        """Runs to the end and returns the last message; see `ToolRunner.until_done`."""
        async for _ in self:
            pass
        return self._loop.final()

    async def generate_tool_call_response(self) -> dict[str, Any] | None:
        """Executes the calls of the last message now and returns the message with their results; None without calls."""
        with self._reading:
            while self._finish_pending():
                await self._loop.advance()
        return self.run.turn_results()

    async def close(self) -> None:
        """Ends the iteration, cancels running tools, and closes tools that hold something."""
        await self._loop.close()

    aclose = close


class _AsyncEvents:
    """The events of an asynchronous runner. Not an async generator: those cannot be dropped without a trace."""

    def __init__(self, runner: AsyncToolRunner) -> None:
        self._runner = runner

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> RunEvent:
        event: RunEvent = await self._runner._next(events=True)  # pyright: ignore[reportPrivateUsage]
        return event


# -- requests ------------------------------------------------------------------------------------------------------------


def _as_they_are(requests: Any) -> Any:
    return requests


def blocking_runner(
    resource: Any, arguments: Mapping[str, Any], *, through: Callable[[Any], Any] = _as_they_are, **more: Any
) -> ToolRunner:
    """Returns the runner of a blocking resource; see `make_loop`.

    Args:
        resource: `client.messages`.
        arguments: The arguments of `tool_runner`, by name.
        through: Changes how requests are sent.
        more: A stored run, and the middleware of the client.
    """
    loops: list[Loop] = []
    requests = BlockingRequests(resource, lambda stream: stream.observe(loops[0].observe, loops[0].stream_failed))
    loops.append(make_loop(arguments, through(requests), ThreadWorkers(), **more))
    return ToolRunner(loops[0])


def async_runner(
    resource: Any, arguments: Mapping[str, Any], *, through: Callable[[Any], Any] = _as_they_are, **more: Any
) -> AsyncToolRunner:
    """Returns the runner of an asynchronous resource; see `blocking_runner`.

    Args:
        resource: `client.messages`.
        arguments: The arguments of `tool_runner`, by name.
        through: Changes how requests are sent.
        more: A stored run, and the middleware of the client.
    """
    loops: list[Loop] = []
    requests = AsyncRequests(resource, lambda stream: stream.observe(loops[0].observe, loops[0].stream_failed))
    loops.append(make_loop(arguments, through(requests), TaskWorkers(), **more))
    return AsyncToolRunner(loops[0])
