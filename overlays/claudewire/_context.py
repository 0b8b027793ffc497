"""Context managers that close something at the end of a `with` block."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar


class ContextManagerMixin:
    """Adds `with` to a class that has `close`."""

    __slots__ = ()

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()


class AsyncContextManagerMixin:
    """Async version of `ContextManagerMixin`, for `async with`."""

    __slots__ = ()

    async def close(self) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        await self.close()


class _Closable(Protocol):
    def close(self) -> None: ...


class _AsyncClosable(Protocol):
    async def close(self) -> None: ...


C = TypeVar("C", bound=_Closable)
A = TypeVar("A", bound=_AsyncClosable)


class DeferredContextManager(Generic[C]):
    """Opens a resource at the beginning of a `with` block and closes it at the end.

    Args:
        open: Called by `with`; returns the resource.
    """

    def __init__(self, open: Callable[[], C]) -> None:
        self._open = open
        self._resource: C | None = None

    def __enter__(self) -> C:
        self._resource = resource = self._open()
        return resource

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._resource is not None:
            self._resource.close()


class AsyncDeferredContextManager(Generic[A]):
    """Async version of `DeferredContextManager`, for `async with`."""

    def __init__(self, open: Callable[[], Awaitable[A]]) -> None:
        self._open = open
        self._resource: A | None = None

    async def __aenter__(self) -> A:
        self._resource = resource = await self._open()
        return resource

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._resource is not None:
            await self._resource.close()
