# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Endpoint functions of `files`: keyword arguments in, a `Call` out. They send nothing."""

from __future__ import annotations

from collections.abc import Sequence

from .. import models
from .._call import (
    Call,
    FileInput,
    Omit,
    drop_omitted,
    header_values,
    omit,
    path_segment,
    query_pairs,
    required_betas,
)
from ..operations import FILES_DELETE, FILES_DOWNLOAD, FILES_LIST, FILES_RETRIEVE_METADATA, FILES_UPLOAD


def list(
    *,
    ids: Sequence[str] | Omit | None = omit,
    limit: int | Omit = omit,
    page: str | Omit | None = omit,
    after_id: str | Omit = omit,
    before_id: str | Omit = omit,
    scope_id: str | Omit = omit,
    workspace_id: str | Omit = omit,
) -> Call[models.FileMetadataPage]:
    """List files

    The files of the workspace. To continue, send `next_page` as `page` until `next_page` is null; pages before the
    last one may be empty. With the beta value `files-api-2025-04-14` pages go by ID: continue with `after_id` or
    `before_id` while `has_more` is true.

    See `GET /v1/files`.
    """
    return Call(
        operation=FILES_LIST,
        path="/v1/files",
        decode=models.FileMetadataPage.from_dict,
        query=query_pairs(
            {
                "ids[]": ids,
                "limit": limit,
                "page": page,
                "after_id": after_id,
                "before_id": before_id,
                "scope_id": scope_id,
            }
        ),
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
        betas=required_betas(
            {
                "files-api-2025-04-14": (
                    after_id,
                    before_id,
                ),
                "managed-agents-2026-04-01": (scope_id,),
            }
        ),
    )


def upload(
    *,
    file: FileInput,
    expires_in_seconds: int | Omit = omit,
    workspace_id: str | Omit = omit,
) -> Call[models.FileMetadata]:
    """Upload a file

    Stores a file for the requests of this workspace, sent as multipart form data. It stays until it is deleted.
    Expiry does not delete it: its content can no longer be used, its metadata stays. Its name has 1 to 255
    characters, none of them a control character or one of `<>:"|?*\\/`.

    See `POST /v1/files`.
    """
    return Call(
        operation=FILES_UPLOAD,
        path="/v1/files",
        decode=models.FileMetadata.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
        body=drop_omitted(
            {
                "expires_in_seconds": expires_in_seconds,
            }
        ),
        files=(("file", file),),
    )


def retrieve_metadata(
    file_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.FileMetadata]:
    """Get a file's metadata

    Name, type, size and dates of a file, without its content.

    See `GET /v1/files/{file_id}`.
    """
    return Call(
        operation=FILES_RETRIEVE_METADATA,
        path="/v1/files/" + path_segment("file_id", file_id),
        decode=models.FileMetadata.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def delete(
    file_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[models.DeletedFile]:
    """Delete a file

    Removes a file permanently. Later requests that name it are refused with a 404.

    See `DELETE /v1/files/{file_id}`.
    """
    return Call(
        operation=FILES_DELETE,
        path="/v1/files/" + path_segment("file_id", file_id),
        decode=models.DeletedFile.from_dict,
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )


def download(
    file_id: str,
    *,
    workspace_id: str | Omit = omit,
) -> Call[bytes]:
    """Download a file

    The content of a file that a skill or the code execution tool has made (`downloadable` is true). An uploaded file
    gives a 400 with the code `file_not_downloadable`, an expired one a 404 with the code `file_expired`.

    See `GET /v1/files/{file_id}/content`.
    """
    return Call(
        operation=FILES_DOWNLOAD,
        path="/v1/files/" + path_segment("file_id", file_id) + "/content",
        decode=bytes,
        kind="bytes",
        headers=header_values(
            {
                "anthropic-workspace-id": workspace_id,
            }
        ),
    )
