"""`client.messages`, with methods beyond the generated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudewire_api.resources.messages import AsyncMessages as _AsyncMessages
from claudewire_api.resources.messages import Messages as _Messages

from .views import RawViews

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire._resources.arguments import StreamArguments
    from claudewire._stream.async_stream import AsyncMessageStreamManager
    from claudewire._stream.stream import MessageStreamManager

    from .batches import AsyncBatches, Batches


class Messages(RawViews, _Messages):
    """`client.messages`"""

    __slots__ = ()
    IS_ASYNC, GENERATED = False, _Messages

    @property
    def batches(self) -> Batches:
        """`client.messages.batches`"""
        from .batches import Batches

        return Batches(self._caller)

    def stream(self, **arguments: Unpack[StreamArguments]) -> MessageStreamManager:
        """Stream a message: `with client.messages.stream(...) as stream: for text in stream.text_stream: ...`

        Args:
            arguments: The arguments of `create()`.
        """
        from claudewire._call.raw import pipeline_of, record_call
        from claudewire._stream.stream import MessageStreamManager

        call, options = record_call(_Messages, self._caller, "create", **{**arguments, "stream": True})
        pipeline = pipeline_of(self._caller)
        return MessageStreamManager(lambda: pipeline.stream(call, options))


class AsyncMessages(RawViews, _AsyncMessages):
    """`client.messages`"""

    __slots__ = ()
    IS_ASYNC, GENERATED = True, _Messages

    @property
    def batches(self) -> AsyncBatches:
        """`client.messages.batches`"""
        from .batches import AsyncBatches

        return AsyncBatches(self._caller)

    def stream(self, **arguments: Unpack[StreamArguments]) -> AsyncMessageStreamManager:
        """Stream a message: `async with client.messages.stream(...) as stream: async for text in stream.text_stream: ...`

        Args:
            arguments: The arguments of `create()`.
        """
        from claudewire._call.raw import pipeline_of, record_call
        from claudewire._stream.async_stream import AsyncMessageStreamManager

        call, options = record_call(_Messages, self._caller, "create", **{**arguments, "stream": True})
        pipeline = pipeline_of(self._caller)
        return AsyncMessageStreamManager(lambda: pipeline.stream(call, options))
