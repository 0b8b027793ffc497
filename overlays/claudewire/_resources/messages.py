"""`client.messages`, with methods beyond the generated ones: typed responses, streams, loops of tools."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast, overload

from claudewire._secrets import conceal
from claudewire_api._call import Call, MappedCaller, Options
from claudewire_api._errors import ClaudeError
from claudewire_api.resources.messages import AsyncMessages as _AsyncMessages
from claudewire_api.resources.messages import Messages as _Messages

from .views import OfClient, RawViews, resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from claudewire._outputs.compaction import Compaction
    from claudewire._outputs.parsed import ParsedMessage
    from claudewire._outputs.repair import OnInvalid
    from claudewire._outputs.streams import AsyncOutputStreamManager, OutputStreamManager
    from claudewire._resources.arguments import (
        CountArguments,
        ParseArguments,
        ResumeArguments,
        RunnerArguments,
        StreamArguments,
        ThreadArguments,
    )
    from claudewire._schema.schema import Schema
    from claudewire._stream.async_stream import AsyncMessageStreamManager
    from claudewire._stream.stream import MessageStreamManager
    from claudewire.threads.thread import AsyncMessageThread, MessageThread
    from claudewire.tools.runner import AsyncToolRunner, ToolRunner
    from claudewire.tools.state.run import Run
    from claudewire_api import models

    from .batches import AsyncBatches, Batches
    from .raw_methods import (  # noqa: F401  # in strings: nothing loads it
        AsyncMessagesWithRawResponse,
        AsyncMessagesWithStreamingResponse,
        MessagesWithRawResponse,
        MessagesWithStreamingResponse,
    )

T = TypeVar("T")


def split_output_format(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], Schema[Any] | None]:
    """Return the arguments of a request, and the schema of their `output_format` if that is a type.

    Raises:
        SchemaInvalid: the type cannot be sent.
        RequestInvalid: `output_config` has a format as well.
    """
    given = dict(arguments)
    output_format = given.get("output_format")
    if output_format is None:
        given.pop("output_format", None)
    if output_format is None or hasattr(output_format, "keys"):  # the schema of an old beta; nothing is loaded for it
        return given, None
    from claudewire._outputs.request import is_type, with_output

    if not is_type(output_format):
        return given, None
    del given["output_format"]
    return with_output(given, output_format)


def with_format_of_type(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a request; an `output_format` that is a type becomes part of `output_config`."""
    return split_output_format(arguments)[0]


def _record_stream(caller: Any, arguments: Mapping[str, Any]) -> tuple[Call[Any], Options]:
    """Return the call of `create(stream=True)`; a wrong argument is an error of `stream()`."""
    from claudewire._call.recording import record_call

    try:
        return record_call(_Messages, caller, "create", **{**arguments, "stream": True})
    except TypeError as error:
        if isinstance(error, ClaudeError):
            raise
        raise TypeError(str(error).replace("create()", "stream()", 1)) from None


class _RecordedMessages(_Messages):
    """The methods of which `with_raw_response` makes requests."""

    __slots__ = ()

    def parse(self, **arguments: Any) -> Any:
        """`Messages.parse`, without the check of the result."""
        from claudewire._outputs.repair import Parsing

        parsing = Parsing(arguments)
        messages: Any = _Messages(MappedCaller(self._caller, parsing.change))
        return messages.create(**parsing.request)

    if not TYPE_CHECKING:

        def count_tokens(self, **arguments: Any) -> Any:
            """`Messages.count_tokens`."""
            return super().count_tokens(**with_format_of_type(arguments))


class Messages(OfClient, RawViews["MessagesWithRawResponse", "MessagesWithStreamingResponse"], _Messages):
    """`client.messages`"""

    _IS_ASYNC: ClassVar[bool] = False
    _GENERATED: ClassVar[type[Any]] = _RecordedMessages

    @resource
    def batches(self) -> Batches:
        """`client.messages.batches`"""
        from .batches import Batches

        return Batches(self._caller)

    @overload
    def parse(
        self, *, on_invalid: OnInvalid = "raise", repair: int = 0, **arguments: Unpack[ParseArguments[T]]
    ) -> ParsedMessage[T]: ...
    @overload
    def parse(
        self, *, on_invalid: OnInvalid = "raise", repair: int = 0, **arguments: Unpack[StreamArguments]
    ) -> ParsedMessage[None]: ...
    def parse(self, *, on_invalid: OnInvalid = "raise", repair: int = 0, **arguments: Any) -> ParsedMessage[Any]:
        """Create a message whose text is a value of a type: `message.output` is the value.

        Args:
            on_invalid: What happens to text that does not fit: `raise`, or `return` the message with `output_error`.
            repair: How often the model is asked again, with the reasons, when its text does not fit; all within the `deadline`.
            arguments: The arguments of `create()`, and `output_format`, the type. Without a type `output` is None.

        Raises:
            OutputInvalid: the text does not fit the type, or was cut. The error has the message.
            SchemaInvalid: the type cannot be sent; nothing was sent.
            RequestInvalid: `output_config` has a format as well.
        """
        conceal(arguments)
        from claudewire._outputs.repair import Parsing

        parsing = Parsing(arguments, repair=repair, on_invalid=on_invalid, clock=time.monotonic)
        messages = _Messages(MappedCaller(self._caller, parsing.change))
        while not parsing.is_done:
            parsing.feed(cast("ParsedMessage[Any]", messages.create(**parsing.request)))
        return parsing.result()

    def count_tokens(  # type: ignore[override]
        self, **arguments: Unpack[CountArguments]
    ) -> models.MessageTokensCount:  # pyright: ignore[reportIncompatibleMethodOverride]  # a type as output_format
        """Count the input tokens of a message; `output_format` may be a type.

        Args:
            arguments: The arguments of `create()` that count, and the options of every call.
        """
        conceal(arguments)
        return super().count_tokens(**with_format_of_type(arguments))

    @overload
    def stream(self, **arguments: Unpack[ParseArguments[T]]) -> OutputStreamManager[T]: ...
    @overload
    def stream(self, **arguments: Unpack[StreamArguments]) -> MessageStreamManager: ...
    def stream(self, **arguments: Any) -> Any:
        """Stream a message: `with client.messages.stream(...) as stream: for text in stream.text_stream: ...`

        Args:
            arguments: The arguments of `create()`. With a type as `output_format`, the message has the value of its text.
        """
        conceal(arguments)
        from claudewire._call.recording import pipeline_of

        given, schema = split_output_format(arguments)
        call, options = _record_stream(self._caller, given)
        pipeline = pipeline_of(self._caller)
        if schema is not None:
            from claudewire._outputs.streams import OutputStreamManager

            return OutputStreamManager(lambda: pipeline.stream(call, options), schema)
        from claudewire._stream.stream import MessageStreamManager

        return MessageStreamManager(lambda: pipeline.stream(call, options))

    def compact(self, *, instructions: str | None = None, **arguments: Unpack[StreamArguments]) -> Compaction:
        """Ask the model for a summary of a conversation, to go on with that in place of the conversation. One request.

        Args:
            instructions: What the summary shall hold, in place of the API's own instructions.
            arguments: Those of `create()`: the conversation as it is.
        """
        conceal(arguments)
        from claudewire._outputs.compaction import compaction_of, summary_config, summary_request

        request = summary_request(arguments, summary_config(instructions))
        return compaction_of(request["messages"], self.create(**request))

    def tool_runner(self, **arguments: Unpack[RunnerArguments]) -> ToolRunner:
        """Return a loop of requests and tool calls, which sends nothing before it is iterated.

        Args:
            arguments: The arguments of `create()`. Items of `tools` are functions, tools or definitions; `output_format` may be a
                type; `stream=True` gives open streams in place of messages. And:
                `approve`: whether calls need a verdict, or a function `(call, run) -> bool | Allow | Deny | Defer | None`;
                `deps`: what `ToolContext.deps` gives to tools; `on_error`: `(exception, context) -> str | None`, the text that the
                model reads of an exception;
                `max_turns` (requests, 50), `max_tool_calls`, `max_output_tokens`, `max_seconds`: limits; at the limit the loop
                raises before tools run; `max_iterations`: as `max_turns`, and the loop ends quietly;
                `parallel`: tools that run at the same time (8); `keep_tool_choice`: do not release a forced choice;
                `run_tools_eagerly`: with a stream, start a tool when its call is complete (true);
                `thread`: let the API keep the conversation, and send only what is new (false);
                `on_cut`: `raise` or `stop` when `max_tokens` ends a response that has no text (a call may be lost).

        Raises:
            RequestInvalid: two tools have one name, or a limit of the API is passed; nothing was sent.
        """
        conceal(arguments)
        from claudewire._call.recording import hooks_behind
        from claudewire.tools.runner import blocking_runner

        return blocking_runner(self, arguments, hooks=hooks_behind(self._caller))

    def thread(self, **arguments: Unpack[ThreadArguments]) -> MessageThread[Any]:
        """Return a conversation that the API keeps, so that each turn sends only its new messages. Sends nothing.

        Args:
            arguments: The arguments of `create()`; `messages` may be left out. Items of `tools` are functions, tools or definitions;
                `output_format` may be a type; `unsupported_request_behavior`: `error`, or `continue_unthreaded` to go on with plain
                requests where the API has no threads.
        """
        conceal(arguments)
        from claudewire.threads.conversation import Conversation
        from claudewire.threads.thread import MessageThread

        return MessageThread(self, Conversation(arguments))

    def resume(self, run: Run, **arguments: Unpack[ResumeArguments]) -> ToolRunner:
        """Continue a run that was stored, was paused, reached a limit, or failed. Tools that have a result are not executed again.

        Args:
            run: The run: `error.run`, `runner.run`, or `Run.from_json(text)`.
            arguments: Those of `tool_runner()` that a run does not hold: `tools`, `approve`, `deps`, options of the call.
        """
        conceal(arguments)
        from claudewire._call.recording import hooks_behind
        from claudewire.tools.runner import blocking_runner

        return blocking_runner(self, arguments, run=run, hooks=hooks_behind(self._caller))


class AsyncMessages(
    OfClient, RawViews["AsyncMessagesWithRawResponse", "AsyncMessagesWithStreamingResponse"], _AsyncMessages
):
    """`client.messages`"""

    _IS_ASYNC: ClassVar[bool] = True
    _GENERATED: ClassVar[type[Any]] = _RecordedMessages

    @resource
    def batches(self) -> AsyncBatches:
        """`client.messages.batches`"""
        from .batches import AsyncBatches

        return AsyncBatches(self._caller)

    @overload
    async def parse(
        self, *, on_invalid: OnInvalid = "raise", repair: int = 0, **arguments: Unpack[ParseArguments[T]]
    ) -> ParsedMessage[T]: ...
    @overload
    async def parse(
        self, *, on_invalid: OnInvalid = "raise", repair: int = 0, **arguments: Unpack[StreamArguments]
    ) -> ParsedMessage[None]: ...
    async def parse(self, *, on_invalid: OnInvalid = "raise", repair: int = 0, **arguments: Any) -> ParsedMessage[Any]:
        """Create a message whose text is a value of a type; see `Messages.parse`.

        Args:
            on_invalid: What happens to text that does not fit: `raise`, or `return` the message with `output_error`.
            repair: How often the model is asked again, with the reasons, when its text does not fit; all within the `deadline`.
            arguments: The arguments of `create()`, and `output_format`, the type. Without a type `output` is None.

        Raises:
            OutputInvalid: the text does not fit the type, or was cut. The error has the message.
            SchemaInvalid: the type cannot be sent; nothing was sent.
            RequestInvalid: `output_config` has a format as well.
        """
        conceal(arguments)
        from claudewire._outputs.repair import Parsing

        parsing = Parsing(arguments, repair=repair, on_invalid=on_invalid, clock=time.monotonic)
        messages = _AsyncMessages(MappedCaller(self._caller, parsing.change))
        while not parsing.is_done:
            parsing.feed(cast("ParsedMessage[Any]", await messages.create(**parsing.request)))
        return parsing.result()

    async def count_tokens(  # type: ignore[override]
        self, **arguments: Unpack[CountArguments]
    ) -> models.MessageTokensCount:  # pyright: ignore[reportIncompatibleMethodOverride]  # a type as output_format
        """Count the input tokens of a message; `output_format` may be a type.

        Args:
            arguments: The arguments of `create()` that count, and the options of every call.
        """
        conceal(arguments)
        return await super().count_tokens(**with_format_of_type(arguments))

    @overload
    def stream(self, **arguments: Unpack[ParseArguments[T]]) -> AsyncOutputStreamManager[T]: ...
    @overload
    def stream(self, **arguments: Unpack[StreamArguments]) -> AsyncMessageStreamManager: ...
    def stream(self, **arguments: Any) -> Any:
        """Stream a message: `async with client.messages.stream(...) as stream: async for text in stream.text_stream: ...`

        Args:
            arguments: The arguments of `create()`. With a type as `output_format`, the message has the value of its text.
        """
        conceal(arguments)
        from claudewire._call.recording import pipeline_of

        given, schema = split_output_format(arguments)
        call, options = _record_stream(self._caller, given)
        pipeline = pipeline_of(self._caller)
        if schema is not None:
            from claudewire._outputs.streams import AsyncOutputStreamManager

            return AsyncOutputStreamManager(lambda: pipeline.stream(call, options), schema)
        from claudewire._stream.async_stream import AsyncMessageStreamManager

        return AsyncMessageStreamManager(lambda: pipeline.stream(call, options))

    async def compact(self, *, instructions: str | None = None, **arguments: Unpack[StreamArguments]) -> Compaction:
        """Ask the model for a summary of a conversation; see `Messages.compact`.

        Args:
            instructions: What the summary shall hold, in place of the API's own instructions.
            arguments: Those of `create()`: the conversation as it is.
        """
        conceal(arguments)
        from claudewire._outputs.compaction import compaction_of, summary_config, summary_request

        request = summary_request(arguments, summary_config(instructions))
        return compaction_of(request["messages"], await self.create(**request))

    def tool_runner(self, **arguments: Unpack[RunnerArguments]) -> AsyncToolRunner:
        """Return a loop of requests and tool calls for `async for`; see `Messages.tool_runner`.

        Args:
            arguments: Those of `Messages.tool_runner`, and functions among them may be coroutine functions.

        Raises:
            RequestInvalid: two tools have one name, or a limit of the API is passed; nothing was sent.
        """
        conceal(arguments)
        from claudewire._call.recording import hooks_behind
        from claudewire.tools.runner import async_runner

        return async_runner(self, arguments, hooks=hooks_behind(self._caller))

    def thread(self, **arguments: Unpack[ThreadArguments]) -> AsyncMessageThread[Any]:
        """Return a conversation that the API keeps; see `Messages.thread`."""
        conceal(arguments)
        from claudewire.threads.conversation import Conversation
        from claudewire.threads.thread import AsyncMessageThread

        return AsyncMessageThread(self, Conversation(arguments))

    def resume(self, run: Run, **arguments: Unpack[ResumeArguments]) -> AsyncToolRunner:
        """Continue a run that was stored, was paused, reached a limit, or failed; see `Messages.resume`.

        Args:
            run: The run: `error.run`, `runner.run`, or `Run.from_json(text)`.
            arguments: Those of `tool_runner()` that a run does not hold: `tools`, `approve`, `deps`, options of the call.
        """
        conceal(arguments)
        from claudewire._call.recording import hooks_behind
        from claudewire.tools.runner import async_runner

        return async_runner(self, arguments, run=run, hooks=hooks_behind(self._caller))
