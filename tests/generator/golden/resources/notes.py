# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.notes`: Notes, and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from .._call import AsyncContent, AsyncStream, Call, Content, Omit, Options, Stream, omit
from .._page import AsyncPage, AsyncPages, Page
from .._resource import AsyncResource, Resource
from ..endpoints import notes as endpoints

if TYPE_CHECKING:
    import httpx

    from .. import models, params
    from .notes_pages import AsyncNotesPages, NotesPages


class Notes(Resource):
    """Notes, and what they are made of."""

    __slots__ = ()

    @property
    def pages(self) -> NotesPages:
        """`client.notes.pages`"""
        from .notes_pages import NotesPages

        return NotesPages(self._caller)

    def list(
        self,
        *,
        ids: Sequence[str] | Omit = omit,
        status: params.NoteStatus | Omit = omit,
        after_id: str | Omit = omit,
        scope: str | Omit | None = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Page[models.Note]:
        """List notes

        The notes, newest first.

        Args:
            ids: Only these.
            status: Only those in this state.
            after_id: ID of the note that the page starts after.
            scope: Only those of this scope. Beta: the header value `scopes-2020-02-02` is sent with it. Deprecated:
                Desks have taken its place.
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

        See `GET /v1/notes`.
        """
        call = endpoints.list(
            ids=ids,
            status=status,
            after_id=after_id,
            scope=scope,
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

    @overload
    def create(
        self,
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
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> Stream[models.NoteEvent]: ...

    @overload
    def create(
        self,
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
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> models.Note: ...

    @overload
    def create(
        self,
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
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> Stream[models.NoteEvent] | models.Note: ...

    def create(
        self,
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
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> models.Note | Stream[models.NoteEvent]:
        """Write a note

        The note is written at once. This text is long enough to be wrapped and holds a long name that must not be
        broken: `notes-of-a-feather-2020-02-02`.

        - a list stays a list
        - with its items on lines of their own

        Args:
            from_: A keyword of Python.
            blocks: The blocks; those of another note do as well.
            stream: Whether the answer comes as events.
            input: The name of a builtin; a map of anything.
            status: An open enum.
            author: A nullable reference to an object that answers hold as well.
            timeout_: A name that every method has taken.
            level: A closed enum.
            lead: A union without a tag, a text or blocks.
            fixed: One of two constants.
            mood: A field that needs a header value. Beta: the header value `moods-2020-02-02` is sent with it.
            colour: A field of the past. Deprecated: not for new code.
            desk_id: The desk to write at.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `POST /v1/notes`.
        """
        call: Call[Any] = endpoints.create(
            from_=from_,
            blocks=blocks,
            stream=stream,
            input=input,
            status=status,
            author=author,
            timeout_=timeout_,
            level=level,
            lead=lead,
            fixed=fixed,
            mood=mood,
            colour=colour,
            desk_id=desk_id,
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
            stall_timeout=stall_timeout,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        if stream:
            return self._caller.stream(call, options)
        return self._caller.send(call, options)

    def delete(
        self,
        note_id: str,
        *,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.DeletedNote:
        """Delete a note

        It is gone then.

        Args:
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

        See `DELETE /v1/notes/{note_id}`.
        """
        call = endpoints.delete(
            note_id,
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

    def download(
        self,
        note_id: str,
        *,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Content:
        """Download a note

        Its bytes.

        Args:
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

        See `GET /v1/notes/{note_id}/content`.
        """
        call = endpoints.download(
            note_id,
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
        return self._caller.download(call, options)

    def lines(
        self,
        note_id: str,
        *,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> Stream[models.DeletedNote]:
        """Read the lines of a note

        One object per line.

        Args:
            note_id: ID of the note.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `GET /v1/notes/{note_id}/lines`.
        """
        call = endpoints.lines(
            note_id,
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
            stall_timeout=stall_timeout,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return self._caller.stream(call, options)


class AsyncNotes(AsyncResource):
    """Notes, and what they are made of."""

    __slots__ = ()

    @property
    def pages(self) -> AsyncNotesPages:
        """`client.notes.pages`"""
        from .notes_pages import AsyncNotesPages

        return AsyncNotesPages(self._caller)

    def list(
        self,
        *,
        ids: Sequence[str] | Omit = omit,
        status: params.NoteStatus | Omit = omit,
        after_id: str | Omit = omit,
        scope: str | Omit | None = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncPages[models.Note]:
        """List notes

        The notes, newest first.

        Args:
            ids: Only these.
            status: Only those in this state.
            after_id: ID of the note that the page starts after.
            scope: Only those of this scope. Beta: the header value `scopes-2020-02-02` is sent with it. Deprecated:
                Desks have taken its place.
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

        See `GET /v1/notes`.
        """
        call = endpoints.list(
            ids=ids,
            status=status,
            after_id=after_id,
            scope=scope,
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

    @overload
    async def create(
        self,
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
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> AsyncStream[models.NoteEvent]: ...

    @overload
    async def create(
        self,
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
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> models.Note: ...

    @overload
    async def create(
        self,
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
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> AsyncStream[models.NoteEvent] | models.Note: ...

    async def create(
        self,
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
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> models.Note | AsyncStream[models.NoteEvent]:
        """Write a note

        The note is written at once. This text is long enough to be wrapped and holds a long name that must not be
        broken: `notes-of-a-feather-2020-02-02`.

        - a list stays a list
        - with its items on lines of their own

        Args:
            from_: A keyword of Python.
            blocks: The blocks; those of another note do as well.
            stream: Whether the answer comes as events.
            input: The name of a builtin; a map of anything.
            status: An open enum.
            author: A nullable reference to an object that answers hold as well.
            timeout_: A name that every method has taken.
            level: A closed enum.
            lead: A union without a tag, a text or blocks.
            fixed: One of two constants.
            mood: A field that needs a header value. Beta: the header value `moods-2020-02-02` is sent with it.
            colour: A field of the past. Deprecated: not for new code.
            desk_id: The desk to write at.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `POST /v1/notes`.
        """
        call: Call[Any] = endpoints.create(
            from_=from_,
            blocks=blocks,
            stream=stream,
            input=input,
            status=status,
            author=author,
            timeout_=timeout_,
            level=level,
            lead=lead,
            fixed=fixed,
            mood=mood,
            colour=colour,
            desk_id=desk_id,
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
            stall_timeout=stall_timeout,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        if stream:
            return await self._caller.stream(call, options)
        return await self._caller.send(call, options)

    async def delete(
        self,
        note_id: str,
        *,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.DeletedNote:
        """Delete a note

        It is gone then.

        Args:
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

        See `DELETE /v1/notes/{note_id}`.
        """
        call = endpoints.delete(
            note_id,
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

    async def download(
        self,
        note_id: str,
        *,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncContent:
        """Download a note

        Its bytes.

        Args:
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

        See `GET /v1/notes/{note_id}/content`.
        """
        call = endpoints.download(
            note_id,
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
        return await self._caller.download(call, options)

    async def lines(
        self,
        note_id: str,
        *,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
        stall_timeout: float | None = None,
    ) -> AsyncStream[models.DeletedNote]:
        """Read the lines of a note

        One object per line.

        Args:
            note_id: ID of the note.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.
            stall_timeout: Seconds that a stream may bring nothing but pings; `math.inf` for no limit.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 429, 500, 529). This package
                by itself raises `ApiError`.

        See `GET /v1/notes/{note_id}/lines`.
        """
        call = endpoints.lines(
            note_id,
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
            stall_timeout=stall_timeout,
        )
        del extra_headers, extra_query  # they may hold a key, and tracebacks show variables
        return await self._caller.stream(call, options)
