"""The resources of the clients: the generated ones, and what users ask for beyond them."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from attrs import evolve

from claudewire_api import resources as generated
from claudewire_api._call import AsyncCaller, Call, Caller, FileInput, Mapped, beta_view
from claudewire_api.resources.files import AsyncFiles as _AsyncFiles
from claudewire_api.resources.files import Files as _Files
from claudewire_api.resources.messages import AsyncMessages as _AsyncMessages
from claudewire_api.resources.messages import Messages as _Messages
from claudewire_api.resources.messages_batches import AsyncMessagesBatches as _AsyncBatches
from claudewire_api.resources.messages_batches import MessagesBatches as _Batches
from claudewire_api.resources.models import AsyncModels as _AsyncModels
from claudewire_api.resources.models import Models as _Models
from claudewire_api.resources.skills import AsyncSkills as _AsyncSkills
from claudewire_api.resources.skills import Skills as _Skills
from claudewire_api.resources.skills_versions import AsyncSkillsVersions as _AsyncSkillsVersions
from claudewire_api.resources.skills_versions import SkillsVersions as _SkillsVersions

from ._errors import DeadlineExpired, RequestInvalid
from ._multipart import Progress, Tracked
from ._raw import View, bottom, captured
from ._request import encode

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire_api import models, params

    from ._arguments import CallOptions, SkillArguments, StreamArguments, UploadArguments
    from ._streaming import AsyncMessageStreamManager, MessageStreamManager

#: Limits of one batch.
MAX_BATCH_REQUESTS: Final = 100_000
MAX_BATCH_BYTES: Final = 256 * 1024 * 1024
#: Polling: seconds before the second look, growth, and the longest pause.
_FIRST_PAUSE, _GROWTH, _LONGEST_PAUSE = 1.0, 1.5, 60.0


class _Views:
    """Responses in place of results, for every resource."""

    __slots__ = ()
    BLOCKING: ClassVar[bool]
    #: The generated class whose methods make the calls, blocking form.
    SYNC: ClassVar[type[Any]]

    @property
    def with_raw_response(self) -> Any:
        """The same methods; each gives an `APIResponse` with status, headers and body, and `parse()` for the result."""
        return View(self, managed=False)

    @property
    def with_streaming_response(self) -> Any:
        """The same methods; each gives a manager for a `with` block, in which the body is read when it is asked for."""
        return View(self, managed=True)


# -- messages ----------------------------------------------------------------------------------------------------------


class Messages(_Views, _Messages):
    """`client.messages`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Messages

    @property
    def batches(self) -> Batches:
        """`client.messages.batches`"""
        return Batches(self._caller)

    def stream(self, **arguments: Unpack[StreamArguments]) -> MessageStreamManager:
        """A message as it is written: `with client.messages.stream(...) as stream: for text in stream.text_stream: ...`

        Args:
            arguments: Those of `create()`.
        """
        from ._streaming import MessageStreamManager

        call, options = captured(_Messages, self._caller, "create", **{**arguments, "stream": True})
        caller = bottom(self._caller)
        return MessageStreamManager(lambda: caller.stream(call, options))


class AsyncMessages(_Views, _AsyncMessages):
    """`client.messages`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Messages

    @property
    def batches(self) -> AsyncBatches:
        """`client.messages.batches`"""
        return AsyncBatches(self._caller)

    def stream(self, **arguments: Unpack[StreamArguments]) -> AsyncMessageStreamManager:
        """A message as it is written: `async with client.messages.stream(...) as stream: ...`

        Args:
            arguments: Those of `create()`.
        """
        from ._streaming import AsyncMessageStreamManager

        call, options = captured(_Messages, self._caller, "create", **{**arguments, "stream": True})
        caller = bottom(self._caller)
        return AsyncMessageStreamManager(lambda: caller.stream(call, options))


# -- batches -----------------------------------------------------------------------------------------------------------


def pauses(interval: float | None) -> Iterator[float]:
    """Seconds between two looks at a batch: always the same, or longer and longer."""
    pause = interval or _FIRST_PAUSE
    while True:
        yield pause
        if interval is None:
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)


class _Chunks:
    """Collects requests into batches that the API takes."""

    def __init__(self, max_requests: int, max_bytes: int) -> None:
        self._max_requests, self._max_bytes = max_requests, max_bytes
        self._requests: list[Any] = []
        self._empty = len(b'{"requests":[]}')
        self._size = self._empty
        self._ids: set[Any] = set()

    def add(self, request: Any) -> list[Any] | None:
        """Takes a request; gives a batch that is full without it."""
        full = None
        size = len(encode({"": request})) - len(b'{"":}') + 1
        if size + self._empty > self._max_bytes:
            raise RequestInvalid(f"one request has {size:,} bytes, and a batch takes {self._max_bytes:,}")
        fields = cast("Mapping[str, Any]", request if isinstance(request, Mapping) else vars(request))
        custom_id = fields.get("custom_id")
        if custom_id in self._ids:
            raise RequestInvalid(f"custom_id {custom_id!r} comes twice: its results could not be told apart")
        self._ids.add(custom_id)
        if len(self._requests) >= self._max_requests or self._size + size > self._max_bytes:
            full = self.take()
        self._requests.append(request)
        self._size += size
        return full

    def take(self) -> list[Any]:
        requests, self._requests, self._size = self._requests, [], self._empty
        return requests


def _waited_too_long(batch: Any, timeout: float) -> DeadlineExpired:
    return DeadlineExpired(
        f"batch {batch.id} is still {batch.processing_status} after {timeout:g} s", is_retryable=True
    )


class Batches(_Views, _Batches):
    """`client.messages.batches`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Batches

    def wait(
        self,
        message_batch_id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        on_progress: Callable[[models.MessageBatch], Any] | None = None,
    ) -> models.MessageBatch:
        """Look at a batch again and again until it has ended.

        Args:
            message_batch_id: Its id.
            timeout: Seconds after which to give up; None waits as long as the API works on it.
            poll_interval: Seconds between two looks; None begins with 1 and goes up to 60.
            on_progress: Called with the batch after each look.

        Raises:
            DeadlineExpired: it has not ended in `timeout` seconds.
        """
        end = None if timeout is None else time.monotonic() + timeout
        for pause in pauses(poll_interval):
            batch = self.retrieve(message_batch_id)
            if on_progress is not None:
                on_progress(batch)
            if batch.processing_status == "ended":
                return batch
            if end is not None and time.monotonic() + pause > end:
                raise _waited_too_long(batch, cast("float", timeout))
            time.sleep(pause)
        raise AssertionError

    def results_by_id(
        self, message_batch_id: str, **options: Unpack[CallOptions]
    ) -> dict[str, models.MessageBatchIndividualResponse]:
        """All results, by `custom_id`. They are held in memory at once; `results()` gives one after the other."""
        with self.results(message_batch_id, **options) as results:
            return {result.custom_id: result for result in results}

    def submit(
        self,
        requests: Iterable[params.BatchRequestParam],
        *,
        max_requests: int = MAX_BATCH_REQUESTS,
        max_bytes: int = MAX_BATCH_BYTES,
        **options: Unpack[CallOptions],
    ) -> list[models.MessageBatch]:
        """Any number of requests, in as many batches as the limits of the API ask for: 100,000 requests and 256 MB each.

        Raises:
            RequestInvalid: a `custom_id` comes twice, or a single request is too large.
        """
        chunks, batches = _Chunks(max_requests, max_bytes), list["models.MessageBatch"]()
        for request in requests:
            if (full := chunks.add(request)) is not None:
                batches.append(self.create(requests=full, **options))
        if rest := chunks.take():
            batches.append(self.create(requests=rest, **options))
        return batches


class AsyncBatches(_Views, _AsyncBatches):
    """`client.messages.batches`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Batches

    async def wait(
        self,
        message_batch_id: str,
        *,
        timeout: float | None = None,
        poll_interval: float | None = None,
        on_progress: Callable[[models.MessageBatch], Any] | None = None,
    ) -> models.MessageBatch:
        """Look at a batch again and again until it has ended; see `Batches.wait`."""
        from anyio import sleep

        end = None if timeout is None else time.monotonic() + timeout
        for pause in pauses(poll_interval):
            batch = await self.retrieve(message_batch_id)
            if on_progress is not None:
                on_progress(batch)
            if batch.processing_status == "ended":
                return batch
            if end is not None and time.monotonic() + pause > end:
                raise _waited_too_long(batch, cast("float", timeout))
            await sleep(pause)
        raise AssertionError

    async def results_by_id(
        self, message_batch_id: str, **options: Unpack[CallOptions]
    ) -> dict[str, models.MessageBatchIndividualResponse]:
        """All results, by `custom_id`. They are held in memory at once; `results()` gives one after the other."""
        async with await self.results(message_batch_id, **options) as results:
            return {result.custom_id: result async for result in results}

    async def submit(
        self,
        requests: Iterable[params.BatchRequestParam] | AsyncIterable[params.BatchRequestParam],
        *,
        max_requests: int = MAX_BATCH_REQUESTS,
        max_bytes: int = MAX_BATCH_BYTES,
        **options: Unpack[CallOptions],
    ) -> list[models.MessageBatch]:
        """Any number of requests, in as many batches as the limits of the API ask for; see `Batches.submit`."""
        chunks, batches = _Chunks(max_requests, max_bytes), list["models.MessageBatch"]()
        async for request in _each(requests):
            if (full := chunks.add(request)) is not None:
                batches.append(await self.create(requests=full, **options))
        if rest := chunks.take():
            batches.append(await self.create(requests=rest, **options))
        return batches


async def _each(items: Iterable[Any] | AsyncIterable[Any]) -> AsyncIterator[Any]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item


# -- models ------------------------------------------------------------------------------------------------------------


class Models(_Views, _Models):
    """`client.models`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Models


class AsyncModels(_Views, _AsyncModels):
    """`client.models`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Models


# -- files -------------------------------------------------------------------------------------------------------------


def _tracking(call: Call[Any], progress: Progress | None) -> Call[Any]:
    if progress is None:
        return call
    return evolve(call, files=tuple((name, cast("FileInput", Tracked(file, progress))) for name, file in call.files))


class Files(_Views, _Files):
    """`client.files`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Files

    def upload(
        self, *, file: FileInput, progress: Progress | None = None, **arguments: Unpack[UploadArguments]
    ) -> models.FileMetadata:
        """Upload a file, which is read while it is sent.

        Args:
            file: Bytes, a path, an open binary file, an iterator of chunks; or `(name, content)`, or `(name, content, media type)`.
            progress: Called with the bytes sent so far and the bytes in all (None if that is not known).
            arguments: Those of the API, and the options of every call.
        """
        call, options = captured(_Files, self._caller, "upload", file=file, **arguments)
        caller = bottom(self._caller)
        metadata: models.FileMetadata = caller.send(_tracking(call, progress), options)
        return metadata

    def download_to(self, file_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]) -> None:
        """Download into a file, which appears only when it is whole."""
        with self.download(file_id, **options) as content:
            content.write_to_file(path)


class AsyncFiles(_Views, _AsyncFiles):
    """`client.files`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Files

    async def upload(
        self, *, file: FileInput, progress: Progress | None = None, **arguments: Unpack[UploadArguments]
    ) -> models.FileMetadata:
        """Upload a file, which is read while it is sent; see `Files.upload`. The chunks may come from an async iterator."""
        call, options = captured(_Files, self._caller, "upload", file=file, **arguments)
        caller = bottom(self._caller)
        metadata: models.FileMetadata = await caller.send(_tracking(call, progress), options)
        return metadata

    async def download_to(self, file_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]) -> None:
        """Download into a file, which appears only when it is whole."""
        async with await self.download(file_id, **options) as content:
            await content.write_to_file(path)


# -- skills ------------------------------------------------------------------------------------------------------------


class Skills(_Views, _Skills):
    """`client.skills`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Skills

    @property
    def versions(self) -> SkillsVersions:
        """`client.skills.versions`"""
        return SkillsVersions(self._caller)

    def create_from_dir(self, path: str | PathLike[str], **arguments: Unpack[SkillArguments]) -> models.Skill:
        """A skill from a folder with a SKILL.md, or from a zip archive of one, checked here first.

        Raises:
            SkillInvalid: it breaks a rule of the API; nothing was sent.
        """
        from ._skills import skill_files

        return self.create(files=skill_files(path), **arguments)


class AsyncSkills(_Views, _AsyncSkills):
    """`client.skills`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Skills

    @property
    def versions(self) -> AsyncSkillsVersions:
        """`client.skills.versions`"""
        return AsyncSkillsVersions(self._caller)

    async def create_from_dir(self, path: str | PathLike[str], **arguments: Unpack[SkillArguments]) -> models.Skill:
        """A skill from a folder with a SKILL.md, or from a zip archive of one; see `Skills.create_from_dir`."""
        from ._skills import skill_files

        return await self.create(files=skill_files(path), **arguments)


class SkillsVersions(_Views, _SkillsVersions):
    """`client.skills.versions`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _SkillsVersions

    def create_from_dir(
        self, skill_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]
    ) -> models.SkillVersion:
        """A new version of a skill from a folder or a zip archive, checked here first.

        Raises:
            SkillInvalid: it breaks a rule of the API; nothing was sent.
        """
        from ._skills import skill_files

        return self.create(skill_id, files=skill_files(path), **options)


class AsyncSkillsVersions(_Views, _AsyncSkillsVersions):
    """`client.skills.versions`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _SkillsVersions

    async def create_from_dir(
        self, skill_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]
    ) -> models.SkillVersion:
        """A new version of a skill; see `SkillsVersions.create_from_dir`."""
        from ._skills import skill_files

        return await self.create(skill_id, files=skill_files(path), **options)


# -- what a client has -------------------------------------------------------------------------------------------------


class Resources(generated.Resources):
    """All resources over one caller, blocking."""

    @property
    def messages(self) -> Messages:
        """`client.messages`: one turn of a conversation at a time."""
        return Messages(self._caller)

    @property
    def models(self) -> Models:
        """`client.models`: the models, newest first."""
        return Models(self._caller)

    @property
    def files(self) -> Files:
        """`client.files`: files to be used in messages, and files that tools made."""
        return Files(self._caller)

    @property
    def skills(self) -> Skills:
        """`client.skills`: folders of instructions that a model reads when it needs them."""
        return Skills(self._caller)

    @property
    def beta(self) -> Beta:
        """The same resources through the beta door: `?beta=true`, and the header that gives the beta shape of an answer."""
        return Beta(self._caller)

    @property
    def with_raw_response(self) -> Any:
        """All resources, with responses in place of results."""
        return _Group(self, managed=False)

    @property
    def with_streaming_response(self) -> Any:
        """All resources, with managers of unread responses in place of results."""
        return _Group(self, managed=True)


class Beta(Resources, generated.Beta):
    """`client.beta`"""

    def __init__(self, caller: Caller) -> None:
        self._mapped = Mapped(caller, beta_view)

    @property
    def _caller(self) -> Caller:
        return self._mapped


class AsyncResources(generated.AsyncResources):
    """All resources over one caller, for event loops."""

    @property
    def messages(self) -> AsyncMessages:
        """`client.messages`: one turn of a conversation at a time."""
        return AsyncMessages(self._caller)

    @property
    def models(self) -> AsyncModels:
        """`client.models`: the models, newest first."""
        return AsyncModels(self._caller)

    @property
    def files(self) -> AsyncFiles:
        """`client.files`: files to be used in messages, and files that tools made."""
        return AsyncFiles(self._caller)

    @property
    def skills(self) -> AsyncSkills:
        """`client.skills`: folders of instructions that a model reads when it needs them."""
        return AsyncSkills(self._caller)

    @property
    def beta(self) -> AsyncBeta:
        """The same resources through the beta door: `?beta=true`, and the header that gives the beta shape of an answer."""
        return AsyncBeta(self._caller)

    @property
    def with_raw_response(self) -> Any:
        """All resources, with responses in place of results."""
        return _Group(self, managed=False)

    @property
    def with_streaming_response(self) -> Any:
        """All resources, with managers of unread responses in place of results."""
        return _Group(self, managed=True)


class AsyncBeta(AsyncResources, generated.AsyncBeta):
    """`client.beta`"""

    def __init__(self, caller: AsyncCaller) -> None:
        self._mapped = Mapped(caller, beta_view)

    @property
    def _caller(self) -> AsyncCaller:
        return self._mapped


class _Group:
    """`client.with_raw_response`: the views of all its resources."""

    def __init__(self, resources: Any, *, managed: bool) -> None:
        self._resources, self._managed = resources, managed

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._resources, name)
        if isinstance(found, (Resources, AsyncResources)):
            return _Group(found, managed=self._managed)
        return View(found, managed=self._managed)
