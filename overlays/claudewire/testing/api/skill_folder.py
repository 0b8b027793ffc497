"""The uploaded folder of a skill: single files or one zip archive, with a `SKILL.md`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from attrs import frozen

from claudewire._resources.folders.skill_archive import unzip_skill
from claudewire._resources.folders.skill_md import SkillInvalid, check_skill_md, check_skill_size
from claudewire.testing.responses.errors import invalid_request
from claudewire.testing.state import Upload


@frozen(kw_only=True)
class Folder:
    """One checked folder."""

    name: str
    description: str
    #: Name of the folder itself; the same as `name`.
    directory: str
    #: Content by path, the folder's own name included.
    files: Mapping[str, bytes]

    def archive(self) -> bytes:
        """Return the folder as a zip archive. Equal folders give equal bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in sorted(self.files.items()):
                archive.writestr(zipfile.ZipInfo(path), content)
        return buffer.getvalue()


def unpack_skill(uploads: Sequence[Upload]) -> Folder:
    """Return the folder that was uploaded.

    Raises:
        APIErrorResponse: 400, if the folder is not a valid skill.
    """
    try:
        files = _checked_paths(_files(uploads))
        top = next(iter(files)).parts[0]
        content = files.get(PurePosixPath(top, "SKILL.md"))
        if content is None:
            raise invalid_request("SKILL.md file must be exactly in the top-level folder.")
        facts = check_skill_md(content, folder=top)
    except SkillInvalid as error:
        raise invalid_request(error.message) from error
    return Folder(
        name=facts.name,
        description=facts.description,
        directory=top,
        files={str(path): data for path, data in files.items()},
    )


def _files(uploads: Sequence[Upload]) -> dict[str, bytes]:
    if len(uploads) == 1 and zipfile.is_zipfile(io.BytesIO(uploads[0].content)):
        return unzip_skill(io.BytesIO(uploads[0].content), name="files")
    check_skill_size(sum(len(upload.content) for upload in uploads))
    return {upload.filename: upload.content for upload in uploads}


def _checked_paths(files: Mapping[str, bytes]) -> dict[PurePosixPath, bytes]:
    paths = {PurePosixPath(name): content for name, content in files.items()}
    for path in paths:
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise invalid_request(f"files: '{path}' is not a path below the skill's folder")
    if not paths:
        raise invalid_request("files: No files provided. Please provide files using 'files[]' field.")
    if len({path.parts[0] for path in paths}) > 1 or any(
        len(path.parts) == 1 and path.name != "SKILL.md" for path in paths
    ):
        raise invalid_request("files: all files must be in one common top-level folder")
    return paths
