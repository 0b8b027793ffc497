# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Endpoint functions of `notes`: keyword arguments in, a `Call` out. They send nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from .. import _decoders as decoders
from .. import models
from .._call import (
    Call,
    Omit,
    drop_omitted,
    header_values,
    omit,
    path_segment,
    query_pairs,
    required_betas,
)
from ..operations import NOTES_CREATE, NOTES_DELETE, NOTES_DOWNLOAD, NOTES_LINES, NOTES_LIST

if TYPE_CHECKING:
    from .. import params


def list(
    *,
    ids: Sequence[str] | Omit = omit,
    status: params.NoteStatus | Omit = omit,
    after_id: str | Omit = omit,
    scope: str | Omit | None = omit,
) -> Call[models.NotePage]:
    """List notes

    The notes, newest first.

    See `GET /v1/notes`.
    """
    return Call(
        operation=NOTES_LIST,
        path="/v1/notes",
        decode=models.NotePage.from_dict,
        query=query_pairs(
            {
                "ids[]": ids,
                "status": status,
                "after_id": after_id,
                "scope": scope,
            }
        ),
        betas=required_betas(
            {
                "scopes-2020-02-02": (scope,),
            }
        ),
    )


@overload
def create(
    *,
    from_: str,
    blocks: Sequence[params.BlockParam],
    stream: Literal[True],
    input: Mapping[str, Any] | Omit = omit,
    status: params.NoteStatus | Omit = omit,
    author: params.AuthorParam | models.Author | Omit | None = omit,
    timeout_: int | Omit = omit,
    level: Literal["low", "high"] | Omit = omit,
    lead: str | Sequence[params.TextBlockParam | models.TextBlock] | Omit = omit,
    fixed: Literal["a", "b"] | Omit = omit,
    mood: str | Omit | None = omit,
    colour: str | Omit = omit,
    desk_id: str | Omit = omit,
) -> Call[models.NoteEvent]: ...
@overload
def create(
    *,
    from_: str,
    blocks: Sequence[params.BlockParam],
    stream: Literal[False] | Omit = omit,
    input: Mapping[str, Any] | Omit = omit,
    status: params.NoteStatus | Omit = omit,
    author: params.AuthorParam | models.Author | Omit | None = omit,
    timeout_: int | Omit = omit,
    level: Literal["low", "high"] | Omit = omit,
    lead: str | Sequence[params.TextBlockParam | models.TextBlock] | Omit = omit,
    fixed: Literal["a", "b"] | Omit = omit,
    mood: str | Omit | None = omit,
    colour: str | Omit = omit,
    desk_id: str | Omit = omit,
) -> Call[models.Note]: ...
@overload
def create(
    *,
    from_: str,
    blocks: Sequence[params.BlockParam],
    stream: bool | Omit,
    input: Mapping[str, Any] | Omit = omit,
    status: params.NoteStatus | Omit = omit,
    author: params.AuthorParam | models.Author | Omit | None = omit,
    timeout_: int | Omit = omit,
    level: Literal["low", "high"] | Omit = omit,
    lead: str | Sequence[params.TextBlockParam | models.TextBlock] | Omit = omit,
    fixed: Literal["a", "b"] | Omit = omit,
    mood: str | Omit | None = omit,
    colour: str | Omit = omit,
    desk_id: str | Omit = omit,
) -> Call[models.NoteEvent] | Call[models.Note]: ...
def create(
    *,
    from_: str,
    blocks: Sequence[params.BlockParam],
    stream: bool | Omit = omit,
    input: Mapping[str, Any] | Omit = omit,
    status: params.NoteStatus | Omit = omit,
    author: params.AuthorParam | models.Author | Omit | None = omit,
    timeout_: int | Omit = omit,
    level: Literal["low", "high"] | Omit = omit,
    lead: str | Sequence[params.TextBlockParam | models.TextBlock] | Omit = omit,
    fixed: Literal["a", "b"] | Omit = omit,
    mood: str | Omit | None = omit,
    colour: str | Omit = omit,
    desk_id: str | Omit = omit,
) -> Call[models.NoteEvent] | Call[models.Note]:
    """Write a note

    The note is written at once. This text is long enough to be wrapped and holds a long name that must not be
    broken: `notes-of-a-feather-2020-02-02`.

    - a list stays a list
    - with its items on lines of their own

    See `POST /v1/notes`.
    """
    return Call(
        operation=NOTES_CREATE,
        path="/v1/notes",
        decode=decoders.NoteEvent if stream else models.Note.from_dict,
        kind="events" if stream else "json",
        headers=header_values(
            {
                "anthropic-desk-id": desk_id,
            }
        ),
        body=drop_omitted(
            {
                "from": from_,
                "blocks": blocks,
                "stream": stream,
                "input": input,
                "status": status,
                "author": author,
                "timeout": timeout_,
                "level": level,
                "lead": lead,
                "fixed": fixed,
                "mood": mood,
                "colour": colour,
            }
        ),
    )


def delete(
    note_id: str,
) -> Call[models.DeletedNote]:
    """Delete a note

    It is gone then.

    See `DELETE /v1/notes/{note_id}`.
    """
    return Call(
        operation=NOTES_DELETE,
        path="/v1/notes/" + path_segment("note_id", note_id),
        decode=models.DeletedNote.from_dict,
    )


def download(
    note_id: str,
) -> Call[bytes]:
    """Download a note

    Its bytes.

    See `GET /v1/notes/{note_id}/content`.
    """
    return Call(
        operation=NOTES_DOWNLOAD,
        path="/v1/notes/" + path_segment("note_id", note_id) + "/content",
        decode=bytes,
        kind="bytes",
    )


def lines(
    note_id: str,
) -> Call[models.DeletedNote]:
    """Read the lines of a note

    One object per line.

    See `GET /v1/notes/{note_id}/lines`.
    """
    return Call(
        operation=NOTES_LINES,
        path="/v1/notes/" + path_segment("note_id", note_id) + "/lines",
        decode=models.DeletedNote.from_dict,
        kind="lines",
    )
