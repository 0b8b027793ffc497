"""`Requests`: how a loop reaches the API. The blocking and the async runner each bring their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Requests(Protocol):
    """Sends the requests of a loop. The blocking form blocks in these coroutines."""

    async def create(self, params: Mapping[str, Any]) -> Any:
        """Returns the message."""
        ...

    async def open_stream(self, params: Mapping[str, Any]) -> Any:
        """Returns an open message stream."""
        ...

    async def next_event(self, stream: Any) -> Any:
        """Returns the next event of a stream, None at its end."""
        ...

    async def final_message(self, stream: Any) -> Any:
        """Reads a stream to its end and returns the message."""
        ...

    async def close_stream(self, stream: Any) -> None:
        """Closes a stream."""
        ...
