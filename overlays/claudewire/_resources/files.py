"""`client.files`, with methods beyond the generated ones."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, cast

from attrs import evolve

from claudewire._call.recording import pipeline_of, record_call
from claudewire._call.requests.multipart import Progress, ProgressFile
from claudewire._secrets import conceal
from claudewire_api._call import Call, FileInput
from claudewire_api.resources.files import AsyncFiles as _AsyncFiles
from claudewire_api.resources.files import Files as _Files

from .views import RawViews

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire._resources.arguments import CallOptions, UploadArguments
    from claudewire_api import models

    from .raw_methods import (  # noqa: F401  # in strings: nothing loads it
        AsyncFilesWithRawResponse,
        AsyncFilesWithStreamingResponse,
        FilesWithRawResponse,
        FilesWithStreamingResponse,
    )


def _with_progress(call: Call[Any], progress: Progress | None) -> Call[Any]:
    if progress is None:
        return call
    return evolve(
        call, files=tuple((name, cast("FileInput", ProgressFile(file, progress))) for name, file in call.files)
    )


class Files(RawViews["FilesWithRawResponse", "FilesWithStreamingResponse"], _Files):
    """`client.files`"""

    _IS_ASYNC: ClassVar[bool] = False
    _GENERATED: ClassVar[type[Any]] = _Files

    def upload(
        self, *, file: FileInput, progress: Progress | None = None, **arguments: Unpack[UploadArguments]
    ) -> models.FileMetadata:
        """Upload a file. It is read while it is sent.

        Args:
            file: Bytes, a path, an open binary file, an iterator of chunks; or `(name, content)`, or `(name, content, media type)`.
            progress: Called with the number of bytes sent up to now and the number of all bytes (None if unknown).
            arguments: The other fields of the API, and the options of every call.
        """
        conceal(arguments)
        call, options = record_call(_Files, self._caller, "upload", file=file, **arguments)
        pipeline = pipeline_of(self._caller)
        metadata: models.FileMetadata = pipeline.send(_with_progress(call, progress), options)
        return metadata

    def download_to(self, file_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]) -> None:
        """Download into the file `path`. It appears under this name after the last byte; after an error, nothing is left.

        Args:
            file_id: The id of the file.
            path: Where it is written. A file that exists is replaced.
            options: The options of every call.

        Raises:
            OSError: the file cannot be written.
        """
        conceal(options)
        with self.download(file_id, **options) as content:
            content.write_to_file(path)


class AsyncFiles(RawViews["AsyncFilesWithRawResponse", "AsyncFilesWithStreamingResponse"], _AsyncFiles):
    """`client.files`"""

    _IS_ASYNC: ClassVar[bool] = True
    _GENERATED: ClassVar[type[Any]] = _Files

    async def upload(
        self, *, file: FileInput, progress: Progress | None = None, **arguments: Unpack[UploadArguments]
    ) -> models.FileMetadata:
        """Upload a file; see `Files.upload`. The content may also be an async iterator of chunks.

        Args:
            file: Bytes, a path, an open binary file, an iterator of chunks; or `(name, content)`, or `(name, content, media
                type)`.
            progress: Called with the number of bytes sent up to now and the number of all bytes (None if unknown).
            arguments: The other fields of the API, and the options of every call.
        """
        conceal(arguments)
        call, options = record_call(_Files, self._caller, "upload", file=file, **arguments)
        pipeline = pipeline_of(self._caller)
        metadata: models.FileMetadata = await pipeline.send(_with_progress(call, progress), options)
        return metadata

    async def download_to(self, file_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]) -> None:
        """Download into the file `path`. It appears under this name after the last byte; after an error, nothing is left.

        Args:
            file_id: The id of the file.
            path: Where it is written. A file that exists is replaced.
            options: The options of every call.

        Raises:
            OSError: the file cannot be written.
        """
        conceal(options)
        async with await self.download(file_id, **options) as content:
            await content.write_to_file(path)
