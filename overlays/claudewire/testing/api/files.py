"""The Files API. With `files-api-2025-04-14` it responds in the shape of the beta: no `expires_at`, and pages by id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from claudewire.contract.values import is_array, is_object
from claudewire.testing.clock import timestamp
from claudewire.testing.responses.errors import APIErrorResponse, invalid_request, not_found
from claudewire.testing.responses.steps import Steps, full_response, json_response
from claudewire.testing.state import Handler, State, ValidRequest

from .pages import by_cursor, by_id

BETA: Final = "files-api-2025-04-14"
_BAD_NAME: Final = re.compile(r'[<>:"|?*\\/\x00-\x1f]')


def keep(
    state: State,
    filename: str,
    content: bytes,
    media_type: str,
    *,
    downloadable: bool = False,
    expires_in: float | None = None,
) -> dict[str, Any]:
    """Store a file, and return its metadata. Only files that tools made can be downloaded."""
    now = state.clock.now()
    file: dict[str, Any] = {
        "type": "file",
        "id": state.ids.new("file_011C")[:28],
        "filename": filename,
        "mime_type": media_type or "application/octet-stream",
        "size_bytes": len(content),
        "created_at": timestamp(now),
        "downloadable": downloadable,
        "expires_at": None if expires_in is None else timestamp(now + expires_in),
    }
    state.store.put("file", file["id"], file, content)
    return file


def find(state: State, id: str) -> dict[str, Any]:
    """The metadata of a file, which stays after its expiry.

    Raises:
        APIErrorResponse: 404, no such file.
    """
    file = state.store.get("file", id)
    if file is None:
        raise not_found(f"File not found: {id}")
    return file


def usable(state: State, id: str) -> dict[str, Any]:
    """The metadata of a file whose content can be used.

    Raises:
        APIErrorResponse: 404, no such file, or it has expired.
    """
    file = find(state, id)
    if _expired(state, file):
        raise not_found(f"File has expired: {id}", code="file_expired")
    return file


def check_named(state: State, content: Any) -> None:
    """Refuse a message that names a file that does not exist or has expired."""
    for name in _named(content):
        usable(state, name)


def upload(state: State, request: ValidRequest) -> Steps:
    if not request.files:
        raise invalid_request("file: the part needs a file name")
    file = request.files[0]
    if not 1 <= len(file.filename) <= 255 or _BAD_NAME.search(file.filename):
        raise invalid_request(
            'file: the file name needs 1 to 255 characters, without control characters and <>:"|?*\\/'
        )
    kept = keep(state, file.filename, file.content, file.media_type, expires_in=request.body.get("expires_in_seconds"))
    return json_response(_shape(kept, request))


def list_files(state: State, request: ValidRequest) -> Steps:
    files = [_shape(file, request) for file in state.store.newest("file")]
    ids = request.query.get("ids[]")
    if ids and (request.query.get("page") or "limit" in request.query):
        raise invalid_request("ids: may not be combined with page or limit")
    if request.query.get("scope_id"):
        # Scopes are sessions of agents; this server has none.
        files = []
    if BETA in request.betas:
        return json_response(by_id(files, request.query))
    if ids:
        return json_response({"data": [file for file in files if file["id"] in ids], "next_page": None})
    return json_response(by_cursor(files, request.query))


def retrieve(state: State, request: ValidRequest) -> Steps:
    return json_response(_shape(find(state, request.path["file_id"]), request))


def delete(state: State, request: ValidRequest) -> Steps:
    file = find(state, request.path["file_id"])
    state.store.delete("file", file["id"])
    return json_response({"id": file["id"], "type": "file_deleted"})


def download(state: State, request: ValidRequest) -> Steps:
    file = usable(state, request.path["file_id"])
    if not file["downloadable"]:
        raise APIErrorResponse(400, f"File is not downloadable: {file['id']}", code="file_not_downloadable")
    return full_response(200, state.store.content("file", file["id"]) or b"", file["mime_type"])


def _expired(state: State, file: Mapping[str, Any]) -> bool:
    # Timestamps of one form sort like the moments they name.
    return bool(file["expires_at"]) and file["expires_at"] <= timestamp(state.clock.now())


def _shape(file: dict[str, Any], request: ValidRequest) -> dict[str, Any]:
    return {key: value for key, value in file.items() if key != "expires_at"} if BETA in request.betas else file


def _named(content: Any) -> Iterator[str]:
    for block in content if is_array(content) else ():
        if block["type"] == "container_upload":
            yield block["file_id"]
        source = block.get("source")
        if is_object(source) and source.get("type") == "file":
            yield source["file_id"]
        yield from _named(block.get("content"))


HANDLERS: Final[Mapping[str, Handler]] = {
    "files.upload": upload,
    "files.list": list_files,
    "files.retrieve_metadata": retrieve,
    "files.delete": delete,
    "files.download": download,
}
