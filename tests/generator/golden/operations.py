# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Every operation of the document."""

from __future__ import annotations

from typing import Final

from ._call import Operation

NOTES_LIST: Final = Operation(
    id="notes.list",
    method="GET",
    path="/v1/notes",
    beta_view="notes-view-2020-02-02",
    pagination="page",
    retry_safe=True,
)
NOTES_CREATE: Final = Operation(
    id="notes.create",
    method="POST",
    path="/v1/notes",
    body="json",
    stream_field="stream",
    max_request_bytes=1000,
    beta_fields="NoteCreateParams",
)
NOTES_DELETE: Final = Operation(
    id="notes.delete", method="DELETE", path="/v1/notes/{note_id}", betas=("deletion-2020-02-02",)
)
NOTES_DOWNLOAD: Final = Operation(
    id="notes.download",
    method="GET",
    path="/v1/notes/{note_id}/content",
    kind="bytes",
    accept="application/octet-stream",
)
NOTES_LINES: Final = Operation(
    id="notes.lines", method="GET", path="/v1/notes/{note_id}/lines", kind="lines", accept="application/x-jsonl"
)
NOTES_PAGES_LIST: Final = Operation(
    id="notes.pages.list", method="GET", path="/v1/notes/{note_id}/pages", pagination="cursor"
)
NOTES_PAGES_CREATE: Final = Operation(
    id="notes.pages.create", method="POST", path="/v1/notes/{note_id}/pages", body="multipart"
)
NOTES_PAGES_RETRIEVE: Final = Operation(
    id="notes.pages.retrieve", method="GET", path="/v1/notes/{note_id}/pages/{page_id}"
)

#: By operation id.
OPERATIONS: Final[dict[str, Operation]] = {
    operation.id: operation
    for operation in (
        NOTES_LIST,
        NOTES_CREATE,
        NOTES_DELETE,
        NOTES_DOWNLOAD,
        NOTES_LINES,
        NOTES_PAGES_LIST,
        NOTES_PAGES_CREATE,
        NOTES_PAGES_RETRIEVE,
    )
}
