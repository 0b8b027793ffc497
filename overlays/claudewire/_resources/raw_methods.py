"""Types of the views `with_raw_response` and `with_streaming_response`. Only type checkers import this module.

Each method has the arguments of the generated one, and returns a response of its result.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar, Unpack

from claudewire._call.responses.api_response import APIResponse, AsyncAPIResponse
from claudewire._call.responses.raw import AsyncResponseManager, ResponseManager
from claudewire_api import models, resources

from .arguments import CountArguments, ParseArguments

P = ParamSpec("P")
R = TypeVar("R")


def _raw(_: Callable[Concatenate[Any, P], R]) -> Callable[P, APIResponse[R]]:
    raise NotImplementedError


def _async_raw(_: Callable[Concatenate[Any, P], Awaitable[R]]) -> Callable[P, Coroutine[Any, Any, AsyncAPIResponse[R]]]:
    raise NotImplementedError


def _streamed(_: Callable[Concatenate[Any, P], R]) -> Callable[P, ResponseManager[R]]:
    raise NotImplementedError


def _async_streamed(_: Callable[Concatenate[Any, P], Awaitable[R]]) -> Callable[P, AsyncResponseManager[R]]:
    raise NotImplementedError


class MessagesWithRawResponse:
    """The methods of `Messages`, each of which returns a response."""

    def __init__(self) -> None:
        self.create = _raw(resources.Messages.create)
        self.batches = BatchesWithRawResponse()

    def count_tokens(self, **arguments: Unpack[CountArguments]) -> APIResponse[models.MessageTokensCount]:
        raise NotImplementedError

    def parse(self, **arguments: Unpack[ParseArguments[Any]]) -> APIResponse[models.Message]:
        raise NotImplementedError


class AsyncMessagesWithRawResponse:
    """The methods of `AsyncMessages`, each of which returns a response."""

    def __init__(self) -> None:
        self.create = _async_raw(resources.AsyncMessages.create)
        self.batches = AsyncBatchesWithRawResponse()

    async def count_tokens(self, **arguments: Unpack[CountArguments]) -> AsyncAPIResponse[models.MessageTokensCount]:
        raise NotImplementedError

    async def parse(self, **arguments: Unpack[ParseArguments[Any]]) -> AsyncAPIResponse[models.Message]:
        raise NotImplementedError


class MessagesWithStreamingResponse:
    """The methods of `Messages`, each of which returns a response."""

    def __init__(self) -> None:
        self.create = _streamed(resources.Messages.create)
        self.batches = BatchesWithStreamingResponse()

    def count_tokens(self, **arguments: Unpack[CountArguments]) -> ResponseManager[models.MessageTokensCount]:
        raise NotImplementedError

    def parse(self, **arguments: Unpack[ParseArguments[Any]]) -> ResponseManager[models.Message]:
        raise NotImplementedError


class AsyncMessagesWithStreamingResponse:
    """The methods of `AsyncMessages`, each of which returns a response."""

    def __init__(self) -> None:
        self.create = _async_streamed(resources.AsyncMessages.create)
        self.batches = AsyncBatchesWithStreamingResponse()

    def count_tokens(self, **arguments: Unpack[CountArguments]) -> AsyncResponseManager[models.MessageTokensCount]:
        raise NotImplementedError

    def parse(self, **arguments: Unpack[ParseArguments[Any]]) -> AsyncResponseManager[models.Message]:
        raise NotImplementedError


class BatchesWithRawResponse:
    """The methods of `Batches`, each of which returns a response."""

    def __init__(self) -> None:
        self.create = _raw(resources.MessagesBatches.create)
        self.retrieve = _raw(resources.MessagesBatches.retrieve)
        self.list = _raw(resources.MessagesBatches.list)
        self.delete = _raw(resources.MessagesBatches.delete)
        self.cancel = _raw(resources.MessagesBatches.cancel)
        self.results = _raw(resources.MessagesBatches.results)


class AsyncBatchesWithRawResponse:
    """The methods of `AsyncBatches`, each of which returns a response."""

    def __init__(self) -> None:
        self.create = _async_raw(resources.AsyncMessagesBatches.create)
        self.retrieve = _async_raw(resources.AsyncMessagesBatches.retrieve)
        self.list = _async_raw(resources.AsyncMessagesBatches.list)
        self.delete = _async_raw(resources.AsyncMessagesBatches.delete)
        self.cancel = _async_raw(resources.AsyncMessagesBatches.cancel)
        self.results = _async_raw(resources.AsyncMessagesBatches.results)


class BatchesWithStreamingResponse:
    """The methods of `Batches`, each of which returns a response."""

    def __init__(self) -> None:
        self.create = _streamed(resources.MessagesBatches.create)
        self.retrieve = _streamed(resources.MessagesBatches.retrieve)
        self.list = _streamed(resources.MessagesBatches.list)
        self.delete = _streamed(resources.MessagesBatches.delete)
        self.cancel = _streamed(resources.MessagesBatches.cancel)
        self.results = _streamed(resources.MessagesBatches.results)


class AsyncBatchesWithStreamingResponse:
    """The methods of `AsyncBatches`, each of which returns a response."""

    def __init__(self) -> None:
        self.create = _async_streamed(resources.AsyncMessagesBatches.create)
        self.retrieve = _async_streamed(resources.AsyncMessagesBatches.retrieve)
        self.list = _async_streamed(resources.AsyncMessagesBatches.list)
        self.delete = _async_streamed(resources.AsyncMessagesBatches.delete)
        self.cancel = _async_streamed(resources.AsyncMessagesBatches.cancel)
        self.results = _async_streamed(resources.AsyncMessagesBatches.results)


class ModelsWithRawResponse:
    """The methods of `Models`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _raw(resources.Models.list)
        self.retrieve = _raw(resources.Models.retrieve)


class AsyncModelsWithRawResponse:
    """The methods of `AsyncModels`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _async_raw(resources.AsyncModels.list)
        self.retrieve = _async_raw(resources.AsyncModels.retrieve)


class ModelsWithStreamingResponse:
    """The methods of `Models`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _streamed(resources.Models.list)
        self.retrieve = _streamed(resources.Models.retrieve)


class AsyncModelsWithStreamingResponse:
    """The methods of `AsyncModels`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _async_streamed(resources.AsyncModels.list)
        self.retrieve = _async_streamed(resources.AsyncModels.retrieve)


class FilesWithRawResponse:
    """The methods of `Files`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _raw(resources.Files.list)
        self.upload = _raw(resources.Files.upload)
        self.retrieve_metadata = _raw(resources.Files.retrieve_metadata)
        self.delete = _raw(resources.Files.delete)
        self.download = _raw(resources.Files.download)


class AsyncFilesWithRawResponse:
    """The methods of `AsyncFiles`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _async_raw(resources.AsyncFiles.list)
        self.upload = _async_raw(resources.AsyncFiles.upload)
        self.retrieve_metadata = _async_raw(resources.AsyncFiles.retrieve_metadata)
        self.delete = _async_raw(resources.AsyncFiles.delete)
        self.download = _async_raw(resources.AsyncFiles.download)


class FilesWithStreamingResponse:
    """The methods of `Files`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _streamed(resources.Files.list)
        self.upload = _streamed(resources.Files.upload)
        self.retrieve_metadata = _streamed(resources.Files.retrieve_metadata)
        self.delete = _streamed(resources.Files.delete)
        self.download = _streamed(resources.Files.download)


class AsyncFilesWithStreamingResponse:
    """The methods of `AsyncFiles`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _async_streamed(resources.AsyncFiles.list)
        self.upload = _async_streamed(resources.AsyncFiles.upload)
        self.retrieve_metadata = _async_streamed(resources.AsyncFiles.retrieve_metadata)
        self.delete = _async_streamed(resources.AsyncFiles.delete)
        self.download = _async_streamed(resources.AsyncFiles.download)


class SkillsWithRawResponse:
    """The methods of `Skills`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _raw(resources.Skills.list)
        self.create = _raw(resources.Skills.create)
        self.retrieve = _raw(resources.Skills.retrieve)
        self.delete = _raw(resources.Skills.delete)
        self.versions = SkillsVersionsWithRawResponse()


class AsyncSkillsWithRawResponse:
    """The methods of `AsyncSkills`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _async_raw(resources.AsyncSkills.list)
        self.create = _async_raw(resources.AsyncSkills.create)
        self.retrieve = _async_raw(resources.AsyncSkills.retrieve)
        self.delete = _async_raw(resources.AsyncSkills.delete)
        self.versions = AsyncSkillsVersionsWithRawResponse()


class SkillsWithStreamingResponse:
    """The methods of `Skills`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _streamed(resources.Skills.list)
        self.create = _streamed(resources.Skills.create)
        self.retrieve = _streamed(resources.Skills.retrieve)
        self.delete = _streamed(resources.Skills.delete)
        self.versions = SkillsVersionsWithStreamingResponse()


class AsyncSkillsWithStreamingResponse:
    """The methods of `AsyncSkills`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _async_streamed(resources.AsyncSkills.list)
        self.create = _async_streamed(resources.AsyncSkills.create)
        self.retrieve = _async_streamed(resources.AsyncSkills.retrieve)
        self.delete = _async_streamed(resources.AsyncSkills.delete)
        self.versions = AsyncSkillsVersionsWithStreamingResponse()


class SkillsVersionsWithRawResponse:
    """The methods of `SkillsVersions`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _raw(resources.SkillsVersions.list)
        self.create = _raw(resources.SkillsVersions.create)
        self.retrieve = _raw(resources.SkillsVersions.retrieve)
        self.delete = _raw(resources.SkillsVersions.delete)
        self.download = _raw(resources.SkillsVersions.download)


class AsyncSkillsVersionsWithRawResponse:
    """The methods of `AsyncSkillsVersions`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _async_raw(resources.AsyncSkillsVersions.list)
        self.create = _async_raw(resources.AsyncSkillsVersions.create)
        self.retrieve = _async_raw(resources.AsyncSkillsVersions.retrieve)
        self.delete = _async_raw(resources.AsyncSkillsVersions.delete)
        self.download = _async_raw(resources.AsyncSkillsVersions.download)


class SkillsVersionsWithStreamingResponse:
    """The methods of `SkillsVersions`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _streamed(resources.SkillsVersions.list)
        self.create = _streamed(resources.SkillsVersions.create)
        self.retrieve = _streamed(resources.SkillsVersions.retrieve)
        self.delete = _streamed(resources.SkillsVersions.delete)
        self.download = _streamed(resources.SkillsVersions.download)


class AsyncSkillsVersionsWithStreamingResponse:
    """The methods of `AsyncSkillsVersions`, each of which returns a response."""

    def __init__(self) -> None:
        self.list = _async_streamed(resources.AsyncSkillsVersions.list)
        self.create = _async_streamed(resources.AsyncSkillsVersions.create)
        self.retrieve = _async_streamed(resources.AsyncSkillsVersions.retrieve)
        self.delete = _async_streamed(resources.AsyncSkillsVersions.delete)
        self.download = _async_streamed(resources.AsyncSkillsVersions.download)


class ClientWithRawResponse:
    """The resources of a client, whose methods return responses."""

    def __init__(self) -> None:
        self.messages = MessagesWithRawResponse()
        self.models = ModelsWithRawResponse()
        self.files = FilesWithRawResponse()
        self.skills = SkillsWithRawResponse()

    @property
    def beta(self) -> ClientWithRawResponse:
        """The same resources through the beta view."""
        raise NotImplementedError


class AsyncClientWithRawResponse:
    """The resources of a client, whose methods return responses."""

    def __init__(self) -> None:
        self.messages = AsyncMessagesWithRawResponse()
        self.models = AsyncModelsWithRawResponse()
        self.files = AsyncFilesWithRawResponse()
        self.skills = AsyncSkillsWithRawResponse()

    @property
    def beta(self) -> AsyncClientWithRawResponse:
        """The same resources through the beta view."""
        raise NotImplementedError


class ClientWithStreamingResponse:
    """The resources of a client, whose methods return responses."""

    def __init__(self) -> None:
        self.messages = MessagesWithStreamingResponse()
        self.models = ModelsWithStreamingResponse()
        self.files = FilesWithStreamingResponse()
        self.skills = SkillsWithStreamingResponse()

    @property
    def beta(self) -> ClientWithStreamingResponse:
        """The same resources through the beta view."""
        raise NotImplementedError


class AsyncClientWithStreamingResponse:
    """The resources of a client, whose methods return responses."""

    def __init__(self) -> None:
        self.messages = AsyncMessagesWithStreamingResponse()
        self.models = AsyncModelsWithStreamingResponse()
        self.files = AsyncFilesWithStreamingResponse()
        self.skills = AsyncSkillsWithStreamingResponse()

    @property
    def beta(self) -> AsyncClientWithStreamingResponse:
        """The same resources through the beta view."""
        raise NotImplementedError
