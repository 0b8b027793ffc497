"""Context managers that close something at the end of a `with` block."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, ClassVar, Generic, NoReturn, Protocol, Self, TypeVar

from claudewire_api._errors import SuggestsAttributes


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


class NeedsWith(SuggestsAttributes):
    """What is used without its `with` block says how the block is written."""

    #: How the block begins: `with client.messages.stream(...) as stream:`
    _block: ClassVar[str]

    def __init_subclass__(cls, *, block: str = "") -> None:
        super().__init_subclass__()
        if block:
            cls._block = block
            hints = {"*": f"Nothing was sent yet: open it in a block, `{block}`."}
            cls._hints = hints

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: `{self._block}` sends the request>"


class DeferredContextManager(NeedsWith, Generic[C]):
    """Opens a resource at the beginning of a `with` block and closes it at the end."""

    _resource: C | None = None

    def _open(self) -> C:
        """Return the resource."""
        raise NotImplementedError

    if not TYPE_CHECKING:

        def __iter__(self) -> NoReturn:
            raise TypeError(f"nothing was sent yet: write `{self._block}`, and iterate in this block")

    def __enter__(self) -> C:
        self._resource = resource = self._open()
        return resource

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._resource is not None:
            self._resource.close()


class AsyncDeferredContextManager(NeedsWith, Generic[A]):
    """Async version of `DeferredContextManager`, for `async with`."""

    _resource: A | None = None

    async def _open(self) -> A:
        """Return the resource."""
        raise NotImplementedError

    if not TYPE_CHECKING:

        def __aiter__(self) -> NoReturn:
            raise TypeError(f"nothing was sent yet: write `{self._block}`, and iterate in this block")

        def __enter__(self) -> NoReturn:
            raise TypeError(f"an async client needs `async with`: `{self._block}`")

        def __exit__(self, *_: object) -> None:
            """`with` asks for it before it calls `__enter__`."""

    async def __aenter__(self) -> A:
        self._resource = resource = await self._open()
        return resource

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._resource is not None:
            await self._resource.close()
