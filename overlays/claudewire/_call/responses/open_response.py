"""The response of a stream, which can be closed: programs for the official SDK close it in the place of the stream."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from .response import ResponseInfo


class _OpenResponse(ResponseInfo):
    __slots__ = ("_closed", "_shut")

    def __init__(self, info: ResponseInfo, shut: Callable[[], Any], *, closed: bool) -> None:
        for name in ResponseInfo.__slots__:
            setattr(self, name, getattr(info, name))
        self._shut, self._closed = shut, closed

    @property
    def is_closed(self) -> bool:
        """Whether the stream was read to its end or closed when this object was asked for."""
        return self._closed


class OpenResponse(_OpenResponse):
    """Facts about the response of a stream."""

    __slots__ = ()

    def close(self) -> None:
        """Close the stream; unread data is discarded. Further calls do nothing."""
        self._shut()
        self._closed = True


class AsyncOpenResponse(_OpenResponse):
    """Async version of `OpenResponse`."""

    __slots__ = ()
    _shut: Callable[[], Awaitable[None]]

    async def aclose(self) -> None:
        """Close the stream; unread data is discarded. Further calls do nothing."""
        await self._shut()
        self._closed = True
