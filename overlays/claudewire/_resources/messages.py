"""`client.messages`, with what users ask for beyond the generated methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudewire_api.resources.messages import AsyncMessages as _AsyncMessages
from claudewire_api.resources.messages import Messages as _Messages

from .views import Views

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire._arguments import StreamArguments
    from claudewire._streaming import AsyncMessageStreamManager, MessageStreamManager

    from .batches import AsyncBatches, Batches


class Messages(Views, _Messages):
    """`client.messages`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Messages

    @property
    def batches(self) -> Batches:
        """`client.messages.batches`"""
        from .batches import Batches

        return Batches(self._caller)

    def stream(self, **arguments: Unpack[StreamArguments]) -> MessageStreamManager:
        """A message as it is written: `with client.messages.stream(...) as stream: for text in stream.text_stream: ...`

        Args:
            arguments: Those of `create()`.
        """
        from claudewire._raw import bottom, captured
        from claudewire._streaming import MessageStreamManager

        call, options = captured(_Messages, self._caller, "create", **{**arguments, "stream": True})
        caller = bottom(self._caller)
        return MessageStreamManager(lambda: caller.stream(call, options))


class AsyncMessages(Views, _AsyncMessages):
    """`client.messages`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Messages

    @property
    def batches(self) -> AsyncBatches:
        """`client.messages.batches`"""
        from .batches import AsyncBatches

        return AsyncBatches(self._caller)

    def stream(self, **arguments: Unpack[StreamArguments]) -> AsyncMessageStreamManager:
        """A message as it is written: `async with client.messages.stream(...) as stream: ...`

        Args:
            arguments: Those of `create()`.
        """
        from claudewire._raw import bottom, captured
        from claudewire._streaming import AsyncMessageStreamManager

        call, options = captured(_Messages, self._caller, "create", **{**arguments, "stream": True})
        caller = bottom(self._caller)
        return AsyncMessageStreamManager(lambda: caller.stream(call, options))
