"""`client.files`, with what users ask for beyond the generated methods."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve

from claudewire._multipart import Progress, Tracked
from claudewire._raw import bottom, captured
from claudewire_api._call import Call, FileInput
from claudewire_api.resources.files import AsyncFiles as _AsyncFiles
from claudewire_api.resources.files import Files as _Files

from .views import Views

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire._arguments import CallOptions, UploadArguments
    from claudewire_api import models


def _tracking(call: Call[Any], progress: Progress | None) -> Call[Any]:
    if progress is None:
        return call
    return evolve(call, files=tuple((name, cast("FileInput", Tracked(file, progress))) for name, file in call.files))


class Files(Views, _Files):
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


class AsyncFiles(Views, _AsyncFiles):
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
