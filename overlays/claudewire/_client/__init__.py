"""`Claude` and `AsyncClaude`: configuration, resources, and the pipeline between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from claudewire._context import AsyncContextManagerMixin, ContextManagerMixin
from claudewire._resources import AsyncResources, Resources
from claudewire._resources.verbs import Verbs
from claudewire._stream import ASYNC_STREAMS, SYNC_STREAMS

from .base import BaseClient

if TYPE_CHECKING:
    from claudewire._call.pipeline import AsyncPipeline, Pipeline


class Claude(Resources, Verbs, ContextManagerMixin, BaseClient):
    """The API, blocking. One client serves any number of threads."""

    _IS_ASYNC: ClassVar[bool] = False
    _pipeline: Pipeline | None = None

    @property
    def _caller(self) -> Pipeline:
        if self._pipeline is None:
            from claudewire._call.pipeline import Pipeline

            shared = self._shared
            make: type[Pipeline] = Pipeline
            if self._others:
                from claudewire._call.failover import FailoverPipeline

                make = FailoverPipeline
            made: Pipeline = make(self._config, shared.pool, SYNC_STREAMS, budget=shared.budget, name="Claude")
            self._complete(made)
            made.others = tuple(client._caller for client in self._others)
            made = self.__dict__.setdefault("_pipeline", made)  # another thread may have been faster
            return made  # noqa: RET504  # with a type that checkers know
        return self._pipeline

    def close(self) -> None:
        """Close all connections, those of copies too."""
        if (pool := self._shared.close()) is not None:
            pool.close()


class AsyncClaude(AsyncResources, Verbs, AsyncContextManagerMixin, BaseClient):
    """The API for asyncio and trio. One client serves any number of event loops, each over its own connections."""

    _IS_ASYNC: ClassVar[bool] = True
    _pipeline: AsyncPipeline | None = None

    @property
    def _caller(self) -> AsyncPipeline:
        if self._pipeline is None:
            from claudewire._call.pipeline import AsyncPipeline

            shared = self._shared
            make: type[AsyncPipeline] = AsyncPipeline
            if self._others:
                from claudewire._call.failover import AsyncFailoverPipeline

                make = AsyncFailoverPipeline
            made: AsyncPipeline = make(
                self._config, shared.pool, ASYNC_STREAMS, budget=shared.budget, name="AsyncClaude"
            )
            self._complete(made)
            made.others = tuple(client._caller for client in self._others)
            made = self.__dict__.setdefault("_pipeline", made)  # another thread may have been faster
            return made  # noqa: RET504  # with a type that checkers know
        return self._pipeline

    async def close(self) -> None:
        """Close the connections of the running event loop, and accept no more calls, for copies too."""
        if (pool := self._shared.close()) is not None:
            await pool.close()
