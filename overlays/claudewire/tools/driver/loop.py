"""The loop that drives a `Run`: it sends requests, starts tools, asks for verdicts. Written once, for both kinds of runner.

Its steps are coroutines. In a blocking runner they never suspend, because everything that they await blocks.
"""

from __future__ import annotations

import time
import warnings
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from claudewire._callbacks import calling
from claudewire._errors.base import DeadlineExpired
from claudewire._outputs.parsed import ParsedMessage
from claudewire._schema.schema import Schema
from claudewire.tools.errors import RunError, RunExhausted, RunInvalid, RunPaused, ToolCallCut, TurnsExhausted
from claudewire.tools.events import (
    ApprovalNeeded,
    MessageDone,
    ResultsNeeded,
    RunDone,
    TextDelta,
    ToolCalled,
    ToolFinished,
    TurnStarted,
)
from claudewire.tools.failures import ToolOutcome
from claudewire.tools.functions.base import Approve, OnError
from claudewire.tools.functions.function import Tool
from claudewire.tools.state.run import Run
from claudewire.tools.state.steps import Ask, Done, Execute, Exhausted, Send, ToolCall, Wait
from claudewire_api._errors import ClaudeError, RequestInvalid

from .early_calls import EarlyCalls
from .hooks import RunHooks
from .jobs import Finished
from .requests import Requests
from .toolbox import Toolbox, make_job
from .workers import Workers

if TYPE_CHECKING:
    from claudewire._call.middleware import Hooks

DEFAULT_PARALLEL: Final = 8


class Loop:
    """A run that is being driven. `advance` does one step; what it brings is in `ready`."""

    def __init__(
        self,
        run: Run,
        box: Toolbox,
        requests: Requests,
        workers: Workers,
        *,
        options: Mapping[str, Any],
        deps: Any = None,
        approve: Approve | None = None,
        on_error: OnError | None = None,
        parallel: int = DEFAULT_PARALLEL,
        stream: bool = False,
        eager: bool = True,
        on_cut: str = "raise",
        soft_limit: bool = False,
        schema: Schema[Any] | None = None,
        hooks: Hooks | None = None,
    ) -> None:
        if parallel < 1:
            raise RequestInvalid(f"parallel is a number of tools of at least 1, not {parallel!r}")
        self.run: Run = run
        self.box: Toolbox = box
        self.requests: Requests = requests
        self.workers: Workers = workers
        self.options: dict[str, Any] = dict(options)
        self.deps: Any = deps
        self.approve: Approve | None = approve
        self.on_error: OnError | None = on_error
        self.parallel: int = parallel
        self.streams: bool = stream
        self.early_calls: EarlyCalls = EarlyCalls(enabled=eager and stream)
        self.on_cut: str = on_cut
        self.soft_limit: bool = soft_limit
        self.schema = schema
        self.hooks: RunHooks = RunHooks(hooks, run)
        #: Events, and streams, that are to be handed out.
        self.ready: deque[Any] = deque()
        self.last_message: Any = None
        self.closed: bool = False
        self._open: Any = None
        self._started: set[str] = set()
        #: What was reported last: the end of the run, or the calls that it waits for.
        self._reported: Any = None

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to do, as far as was reported. A verdict, a result or a message changes that."""
        return self.closed or (self._reported is not None and self._reported == self._resting_place())

    def _resting_place(self) -> Any:
        """Where the run has stopped: at its end, or before a verdict or a result; None while it continues by itself."""
        status = self.run.status
        if status in ("done", "exhausted"):
            return status, self.run.turns
        if status in ("approval", "deferred"):
            return status, tuple(call.id for call in self.run.calls if call.status in ("ask", "deferred"))
        return None

    # -- one step --------------------------------------------------------------------------------------------------------

    async def advance(self, *, read: bool = False) -> None:
        """Does what the run says is next.

        Args:
            read: Whether the events of a stream are read here; otherwise the consumer reads the stream.

        Raises:
            ClaudeError: a request failed, a limit was reached, or a tool stopped the run; `run` is on the error.
        """
        begin = time.monotonic()
        try:
            with self.hooks.step():
                await self._step(read=read)
        except BaseException as error:
            if not isinstance(error, Exception):  # cancelled, or interrupted
                self.abandon()
            if isinstance(error, ClaudeError):
                cast("Any", error).run = self.run
            self.hooks.end(self.last_message, error)
            await self._rest()
            raise
        finally:
            self.run.elapse(time.monotonic() - begin)
        if self.is_over:
            self.hooks.end(self.last_message)
            await self._rest()

    async def _rest(self) -> None:
        """Closes the tools that can be opened again: nobody may come back for this run."""
        for tool in self.box.tools.values():
            if tool.reopens:
                with calling(f"close of the tool {tool.name}"):
                    await self.workers.resolve(tool.close())

    async def _step(self, *, read: bool) -> None:
        if self._open is not None:
            await self._read(all_of_it=not read)
            return
        step = self.run.step()
        if isinstance(step, Send):
            await self._send(step)
        elif isinstance(step, Execute):
            await self._execute(step.calls)
        elif isinstance(step, Ask):
            await self._ask(step.calls)
        elif isinstance(step, Wait):
            self._pause(ResultsNeeded(step.calls))
        elif isinstance(step, Done):
            self._end(step)
        else:
            self._exhausted(step)

    def _exhausted(self, step: Exhausted) -> None:
        if self.soft_limit and step.limit == "max_turns":
            self._reported = self._resting_place()
            return
        kind = TurnsExhausted if step.limit == "max_turns" else RunExhausted
        raise kind(step.limit, run=self.run, last_message=self.last_message)

    def _end(self, step: Done) -> None:
        self._reported = self._resting_place()
        if self.on_cut == "raise" and self.run.was_cut_before_text:
            raise ToolCallCut(
                f"max_tokens ({self.run.params.get('max_tokens')}) ended the response before any text, so a call may be lost: "
                "run.extend(max_tokens=…) and resume ask again",
                run=self.run,
                last_message=self.last_message,
            )
        self.ready.append(RunDone(self.last_message, step.reason))

    def _pause(self, event: Any) -> None:
        """Hands out the calls that the run waits for."""
        self._reported = self._resting_place()
        self.ready.append(event)

    # -- requests --------------------------------------------------------------------------------------------------------

    async def _send(self, step: Send) -> None:
        params = {**step.params, **self.options, **self._time_left()}
        if not step.summary:
            self.ready.append(TurnStarted(self.run.turns + 1))
        try:
            if self.streams and not step.summary:
                self.early_calls.begin()
                self._open = await self.requests.open_stream(params)
                self.ready.append(self._open)
                return
            message = await self.requests.create(params)
        except BaseException as error:
            self._failed(error)
            raise
        if not step.summary:
            self._received(message)
        elif not self.run.feed_summary(message):
            warnings.warn("there was no summary: the run goes on with the whole conversation", stacklevel=2)

    def _time_left(self) -> dict[str, float]:
        """The deadline of a request, if the run has one."""
        limit = self.run.limits.get("max_seconds")
        if limit is None:
            return {}
        left = max(0.001, limit - self.run.seconds)
        given = self.options.get("deadline")
        return {"deadline": left if given is None else min(left, given)}

    def _failed(self, error: BaseException) -> None:
        self.abandon()
        self.run.feed_error(error)
        limit = self.run.limits.get("max_seconds")
        if limit is not None and isinstance(error, DeadlineExpired) and self.options.get("deadline") is None:
            self.run.elapse(max(0.0, limit - self.run.seconds))
            raise RunExhausted("max_seconds", run=self.run, last_message=self.last_message) from error

    def _received(self, message: Any) -> None:
        if self.schema is not None and not isinstance(message, ParsedMessage):
            message = ParsedMessage.of(message, self.schema)
        self.last_message = message
        self._started &= {call.id for call in self.run.early}
        self.run.feed_message(message)
        self._started &= {call.id for call in self.run.calls}
        self.ready.append(MessageDone(message))

    # -- streams ---------------------------------------------------------------------------------------------------------

    async def _read(self, *, all_of_it: bool) -> None:
        """Reads on in the open stream, by one event or to its end."""
        stream = self._open
        try:
            if not all_of_it and (event := await self.requests.next_event(stream)) is not None:
                if event.type == "text":
                    self.ready.append(TextDelta(event.text))
                self.ready.extend(self._fed(item) for item in self.workers.finished())
                return
            message = await self.requests.final_message(stream)
        except BaseException as error:
            await self.requests.close_stream(stream)
            if self._open is not None:  # not one that the stream itself has reported
                self._open = None
                self._failed(error)
            raise
        self._open = None
        await self.requests.close_stream(stream)
        self._received(message)

    def observe(self, payload: Mapping[str, Any], block: Mapping[str, Any] | None) -> None:
        """Takes each event of the open stream, whoever reads it: a complete call starts when something follows it.

        Args:
            payload: The event.
            block: For `content_block_stop`, the block that is complete.
        """
        if self._open is not None and (ready := self.early_calls.take(payload, block)) is not None:
            self._start_early(ready)

    def stream_failed(self, error: ClaudeError) -> None:
        """Takes the error of the open stream, whoever reads it: the error carries the run, and the request is due again."""
        if self._open is not None:
            self._open = None
            self._failed(error)
            cast("Any", error).run = self.run

    def _start_early(self, block: Mapping[str, Any]) -> None:
        call = self.run.feed_block(block)
        if call is not None and call.key in self.box.tools and self.workers.running < self.parallel:
            self._start(call, alone=False)

    # -- tools -----------------------------------------------------------------------------------------------------------

    async def _execute(self, calls: tuple[ToolCall, ...]) -> None:
        new = [call for call in calls if call.id not in self._started]
        for call in new[: max(0, self.parallel - self.workers.running)]:
            alone = (len(calls) == 1 or self.parallel == 1) and "max_seconds" not in self.run.limits
            self._start(call, alone=alone)
        if new and self.ready:  # the events are handed out before the wait
            return
        left = self._time_left().get("deadline") if "max_seconds" in self.run.limits else None
        finished = await self.workers.next(left)
        if finished is None:  # `elapse` finds that the time is over
            self.abandon()
            self.run.elapse(max(0.0, self.run.limits["max_seconds"] - self.run.seconds))
            return
        self.ready.append(self._fed(finished))

    def _start(self, call: ToolCall, *, alone: bool) -> None:
        job = make_job(self.box, call, run=self.run, deps=self.deps, on_error=self.on_error, around=self.hooks.tools)
        if isinstance(job, ToolOutcome):
            self.run.feed_result(call.id, job.content, job.is_error)
            self.ready.append(ToolFinished(call))
            return
        self._started.add(call.id)
        self.ready.append(ToolCalled(call))
        try:
            self.workers.start(job, alone=alone)
        except BaseException:
            self._started.discard(call.id)
            raise

    def _fed(self, finished: Finished) -> ToolFinished:
        """Tells the run what a job ended with."""
        call, outcome = finished.job.call, finished.outcome
        self._started.discard(call.id)
        if outcome is None:
            self.abandon()
            error = finished.error or RunError("a tool ended without a result")
            if isinstance(error, RunError):
                error.run, error.last_message = self.run, self.last_message
            raise error
        if call.status != "done":  # the program may have given a result of its own
            self.run.feed_result(call.id, outcome.content, outcome.is_error, outcome.attachments)
        return ToolFinished(call, finished.seconds, outcome.error)

    def _keep_finished(self) -> None:
        """Takes the results of jobs that have finished: they are not executed again when the run is resumed."""
        known = {call.id for call in (*self.run.calls, *self.run.early) if call.status != "done"}
        for finished in self.workers.finished():
            call, outcome = finished.job.call, finished.outcome
            self._started.discard(call.id)
            if outcome is not None and call.id in known:
                self.run.feed_result(call.id, outcome.content, outcome.is_error, outcome.attachments)
                self.ready.append(ToolFinished(call, finished.seconds, outcome.error))

    def abandon(self) -> None:
        """Gives up the tools that run: the runner was cancelled, or is closed."""
        self._keep_finished()
        self._started &= self.workers.cancel()  # threads cannot be stopped

    # -- verdicts --------------------------------------------------------------------------------------------------------

    async def _ask(self, calls: tuple[ToolCall, ...]) -> None:
        asked = False
        for call in calls:
            tool = self.box.tools.get(call.key)
            own: Any = tool.approve if tool is not None else None
            handler = own if callable(own) else self.approve
            if handler is None:
                continue
            with calling("approve"):
                verdict = await self.workers.resolve(handler(call, self.run))
            if verdict is not None:  # None: no verdict now, so the run pauses
                self.run.feed_verdict(call.id, verdict)
                asked = True
        if not asked:
            self._pause(ApprovalNeeded(calls))

    # -- for the members of a runner -------------------------------------------------------------------------------------

    def final(self) -> Any:
        """Returns the last message, when the loop is over.

        Raises:
            RunPaused: the run waits for a verdict or a result.
            OutputInvalid: the text is not what `output_format` asks for.
        """
        status = self.run.status
        if status in ("approval", "deferred"):
            waiting = tuple(call for call in self.run.calls if call.status in ("ask", "deferred"))
            what = "a verdict" if status == "approval" else "a result from outside"
            names = ", ".join(call.name for call in waiting)
            raise RunPaused(
                f"the run waits for {what}: {names}", calls=waiting, run=self.run, last_message=self.last_message
            )
        if self.last_message is None:
            raise RunInvalid("the run made no request")
        if self.schema is not None and status == "done":
            try:
                return self.last_message.checked()
            except ClaudeError as error:
                cast("Any", error).run = self.run
                raise
        return self.last_message

    async def close(self) -> None:
        """Closes the stream that is open, gives up running tools, and closes the tools."""
        if self.closed:
            return
        self.closed = True
        if self._open is not None:
            await self.requests.close_stream(self._open)
            self._open = None
        self.abandon()
        self.hooks.end(self.last_message)
        for tool in self.box.tools.values():
            if not isinstance(tool, Tool):  # a function holds nothing
                with calling(f"close of the tool {tool.name}"):
                    await self.workers.resolve(tool.close())
        await self.workers.close()
