# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.notes.pages`: The pages of a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .._call import FileInput, Omit, Options, omit
from .._page import AsyncPage, AsyncPages, Page
from .._resource import AsyncResource, Resource
from ..endpoints import notes_pages as endpoints

if TYPE_CHECKING:
    import httpx

    from .. import models


class NotesPages(Resource):
    """The pages of a note."""

    __slots__ = ()

    def list(
        self,
        note_id: str,
        *,
        page: str | Omit = omit,
        limit: int | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Page[models.NotePageInfo]:
        """List pages

        The pages of a note.

        Args:
            note_id: ID of the note.
            page: The cursor.
            limit: How many.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `GET /v1/notes/{note_id}/pages`.
        """
        call = endpoints.list(
            note_id,
            page=page,
            limit=limit,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return Page.fetch(self._caller, call, options)

    def create(
        self,
        note_id: str,
        *,
        cover: FileInput,
        images: Sequence[FileInput],
        back: FileInput | Omit = omit,
        drafts: Sequence[FileInput] | Omit = omit,
        title: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.NotePageInfo:
        """Add a page

        From files.

        Args:
            note_id: ID of the note.
            cover: One file.
            images: Any number of files.
            back: A file that may be left out.
            drafts: Files that may be left out.
            title: A field beside the files.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `POST /v1/notes/{note_id}/pages`.
        """
        call = endpoints.create(
            note_id,
            cover=cover,
            images=images,
            back=back,
            drafts=drafts,
            title=title,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return self._caller.send(call, options)

    def retrieve(
        self,
        page_id: str,
        *,
        note_id: str,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.Block:
        """Get the first block of a page

        Whatever it is.

        Args:
            page_id: ID of the page.
            note_id: ID of the note.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `GET /v1/notes/{note_id}/pages/{page_id}`.
        """
        call = endpoints.retrieve(
            page_id,
            note_id=note_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return self._caller.send(call, options)


class AsyncNotesPages(AsyncResource):
    """The pages of a note."""

    __slots__ = ()

    def list(
        self,
        note_id: str,
        *,
        page: str | Omit = omit,
        limit: int | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncPages[models.NotePageInfo]:
        """List pages

        The pages of a note.

        Args:
            note_id: ID of the note.
            page: The cursor.
            limit: How many.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `GET /v1/notes/{note_id}/pages`.
        """
        call = endpoints.list(
            note_id,
            page=page,
            limit=limit,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return AsyncPages(lambda: AsyncPage.fetch(self._caller, call, options))

    async def create(
        self,
        note_id: str,
        *,
        cover: FileInput,
        images: Sequence[FileInput],
        back: FileInput | Omit = omit,
        drafts: Sequence[FileInput] | Omit = omit,
        title: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.NotePageInfo:
        """Add a page

        From files.

        Args:
            note_id: ID of the note.
            cover: One file.
            images: Any number of files.
            back: A file that may be left out.
            drafts: Files that may be left out.
            title: A field beside the files.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `POST /v1/notes/{note_id}/pages`.
        """
        call = endpoints.create(
            note_id,
            cover=cover,
            images=images,
            back=back,
            drafts=drafts,
            title=title,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return await self._caller.send(call, options)

    async def retrieve(
        self,
        page_id: str,
        *,
        note_id: str,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.Block:
        """Get the first block of a page

        Whatever it is.

        Args:
            page_id: ID of the page.
            note_id: ID of the note.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `GET /v1/notes/{note_id}/pages/{page_id}`.
        """
        call = endpoints.retrieve(
            page_id,
            note_id=note_id,
        )
        options = Options(
            betas=betas or (),
            without_betas=without_betas or (),
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return await self._caller.send(call, options)
