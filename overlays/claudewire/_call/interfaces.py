"""What the parts of a call ask of each other, and of what stands above them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from claudewire_api._call import Call, Options

if TYPE_CHECKING:
    from .responses.response import ResponseInfo

#: Sends a call and returns its result: a model, a stream, a download, a raw response.
Send: TypeAlias = "Callable[[Call[Any], Options], Coroutine[Any, Any, Any]]"


class Chain(Protocol):
    """Functions around each attempt; see `attempt_chain`, which stands above: the client passes it in."""

    async def run(self, state: Any) -> tuple[Any, ResponseInfo]:
        """Return the response of one attempt, which has a success status. Raises APIError."""
        ...

    def answering(self, send: Send) -> Send:
        """Return `send` with the results that middleware gives in the place of a response."""
        ...


class Streams(Protocol):
    """What the pipeline needs of the streams, which are built on it: the client passes it in."""

    def open(self, call: Call[Any], response: Any) -> Any:
        """Return the stream over a response that was not read yet."""
        ...

    def accumulate(self, call: Call[Any], info: ResponseInfo, body: bytes) -> Any:
        """Return the JSON object that a complete event stream adds up to. Raises APIError."""
        ...
