# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Endpoint functions of `notes.pages`: keyword arguments in, a `Call` out. They send nothing."""

from __future__ import annotations

from collections.abc import Sequence

from .. import _decoders as decoders
from .. import models
from .._call import (
    Call,
    FileInput,
    Omit,
    drop_omitted,
    omit,
    path_segment,
    query_pairs,
)
from ..operations import NOTES_PAGES_CREATE, NOTES_PAGES_LIST, NOTES_PAGES_RETRIEVE


def list(
    note_id: str,
    *,
    page: str | Omit = omit,
    limit: int | Omit = omit,
) -> Call[models.PagePage]:
    """List pages

    The pages of a note.

    See `GET /v1/notes/{note_id}/pages`.
    """
    return Call(
        operation=NOTES_PAGES_LIST,
        path="/v1/notes/" + path_segment("note_id", note_id) + "/pages",
        decode=models.PagePage.from_dict,
        query=query_pairs(
            {
                "page": page,
                "limit": limit,
            }
        ),
    )


def create(
    note_id: str,
    *,
    cover: FileInput,
    images: Sequence[FileInput],
    back: FileInput | Omit = omit,
    drafts: Sequence[FileInput] | Omit = omit,
    title: str | Omit = omit,
) -> Call[models.NotePageInfo]:
    """Add a page

    From files.

    See `POST /v1/notes/{note_id}/pages`.
    """
    return Call(
        operation=NOTES_PAGES_CREATE,
        path="/v1/notes/" + path_segment("note_id", note_id) + "/pages",
        decode=models.NotePageInfo.from_dict,
        body=drop_omitted(
            {
                "title": title,
            }
        ),
        files=(
            ("cover", cover),
            *(() if isinstance(back, Omit) else (("back", back),)),
            *(("images[]", file) for file in images),
            *(("drafts[]", file) for file in drafts or ()),
        ),
    )


def retrieve(
    page_id: str,
    *,
    note_id: str,
) -> Call[models.Block]:
    """Get the first block of a page

    Whatever it is.

    See `GET /v1/notes/{note_id}/pages/{page_id}`.
    """
    return Call(
        operation=NOTES_PAGES_RETRIEVE,
        path="/v1/notes/" + path_segment("note_id", note_id) + "/pages/" + path_segment("page_id", page_id),
        decode=decoders.Block,
    )
