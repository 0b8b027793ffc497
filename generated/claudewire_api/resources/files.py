# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.files`: Documents, images and data that requests name by ID, and the files that tools have made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .._call import AsyncContent, Content, FileInput, Omit, Options, omit
from .._page import AsyncPage, AsyncPages, Page
from .._resource import AsyncResource, Resource
from ..endpoints import files as endpoints

if TYPE_CHECKING:
    import httpx

    from .. import models


class Files(Resource):
    """Documents, images and data that requests name by ID, and the files that tools have made."""

    __slots__ = ()

    def list(
        self,
        *,
        ids: Sequence[str] | Omit | None = omit,
        limit: int | Omit = omit,
        page: str | Omit | None = omit,
        after_id: str | Omit = omit,
        before_id: str | Omit = omit,
        scope_id: str | Omit = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Page[models.FileMetadata]:
        """List files

        The files of the workspace. To continue, send `next_page` as `page` until `next_page` is null; pages before
        the last one may be empty. With the beta value `files-api-2025-04-14` pages go by ID: continue with
        `after_id` or `before_id` while `has_more` is true.

        Args:
            ids: IDs of files, at most 100: only these are listed, on a single page. Unknown IDs are left out. Not
                together with `page` or `limit`.
            limit: How many items a page holds at most, from 1 to 1,000.
            page: Position in the list, an opaque string. To get the next page, send `next_page` of this one. The first
                page when absent or null.
            after_id: ID of the file that the page starts after. To get the next page, send `last_id` of this one. Beta:
                the header value `files-api-2025-04-14` is sent with it.
            before_id: ID of the file that the page ends before. To get the previous page, send `first_id` of this one.
                Beta: the header value `files-api-2025-04-14` is sent with it.
            scope_id: ID of a scope, such as the session of an agent. Only the files of this scope are listed. Beta: the
                header value `managed-agents-2026-04-01` is sent with it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 429, 500, 503, 504,
                529). This package by itself raises `ApiError`.

        See `GET /v1/files`.
        """
        call = endpoints.list(
            ids=ids,
            limit=limit,
            page=page,
            after_id=after_id,
            before_id=before_id,
            scope_id=scope_id,
            workspace_id=workspace_id,
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

    def upload(
        self,
        *,
        file: FileInput,
        expires_in_seconds: int | Omit = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.FileMetadata:
        """Upload a file

        Stores a file for the requests of this workspace, sent as multipart form data. It stays until it is deleted.
        Expiry does not delete it: its content can no longer be used, its metadata stays. Its name has 1 to 255
        characters, none of them a control character or one of `<>:"|?*\\/`.

        Args:
            file: The content. The headers of this part give the file's name and media type.
            expires_in_seconds: Seconds until the file expires, from one hour to 90 days. An expired file can no longer
                be used, but is not deleted. It never expires when absent.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 413, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `POST /v1/files`.
        """
        call = endpoints.upload(
            file=file,
            expires_in_seconds=expires_in_seconds,
            workspace_id=workspace_id,
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

    def retrieve_metadata(
        self,
        file_id: str,
        *,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.FileMetadata:
        """Get a file's metadata

        Name, type, size and dates of a file, without its content.

        Args:
            file_id: ID of a file, as `files.upload` or the result of a tool returned it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `GET /v1/files/{file_id}`.
        """
        call = endpoints.retrieve_metadata(
            file_id,
            workspace_id=workspace_id,
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

    def delete(
        self,
        file_id: str,
        *,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.DeletedFile:
        """Delete a file

        Removes a file permanently. Later requests that name it are refused with a 404.

        Args:
            file_id: ID of a file, as `files.upload` or the result of a tool returned it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `DELETE /v1/files/{file_id}`.
        """
        call = endpoints.delete(
            file_id,
            workspace_id=workspace_id,
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
        file_id: str,
        *,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Content:
        """Download a file

        The content of a file that a skill or the code execution tool has made (`downloadable` is true). An uploaded
        file gives a 400 with the code `file_not_downloadable`, an expired one a 404 with the code `file_expired`.

        Args:
            file_id: ID of a file, as `files.upload` or the result of a tool returned it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `GET /v1/files/{file_id}/content`.
        """
        call = endpoints.download(
            file_id,
            workspace_id=workspace_id,
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


class AsyncFiles(AsyncResource):
    """Documents, images and data that requests name by ID, and the files that tools have made."""

    __slots__ = ()

    def list(
        self,
        *,
        ids: Sequence[str] | Omit | None = omit,
        limit: int | Omit = omit,
        page: str | Omit | None = omit,
        after_id: str | Omit = omit,
        before_id: str | Omit = omit,
        scope_id: str | Omit = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncPages[models.FileMetadata]:
        """List files

        The files of the workspace. To continue, send `next_page` as `page` until `next_page` is null; pages before
        the last one may be empty. With the beta value `files-api-2025-04-14` pages go by ID: continue with
        `after_id` or `before_id` while `has_more` is true.

        Args:
            ids: IDs of files, at most 100: only these are listed, on a single page. Unknown IDs are left out. Not
                together with `page` or `limit`.
            limit: How many items a page holds at most, from 1 to 1,000.
            page: Position in the list, an opaque string. To get the next page, send `next_page` of this one. The first
                page when absent or null.
            after_id: ID of the file that the page starts after. To get the next page, send `last_id` of this one. Beta:
                the header value `files-api-2025-04-14` is sent with it.
            before_id: ID of the file that the page ends before. To get the previous page, send `first_id` of this one.
                Beta: the header value `files-api-2025-04-14` is sent with it.
            scope_id: ID of a scope, such as the session of an agent. Only the files of this scope are listed. Beta: the
                header value `managed-agents-2026-04-01` is sent with it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 429, 500, 503, 504,
                529). This package by itself raises `ApiError`.

        See `GET /v1/files`.
        """
        call = endpoints.list(
            ids=ids,
            limit=limit,
            page=page,
            after_id=after_id,
            before_id=before_id,
            scope_id=scope_id,
            workspace_id=workspace_id,
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

    async def upload(
        self,
        *,
        file: FileInput,
        expires_in_seconds: int | Omit = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.FileMetadata:
        """Upload a file

        Stores a file for the requests of this workspace, sent as multipart form data. It stays until it is deleted.
        Expiry does not delete it: its content can no longer be used, its metadata stays. Its name has 1 to 255
        characters, none of them a control character or one of `<>:"|?*\\/`.

        Args:
            file: The content. The headers of this part give the file's name and media type.
            expires_in_seconds: Seconds until the file expires, from one hour to 90 days. An expired file can no longer
                be used, but is not deleted. It never expires when absent.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 413, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `POST /v1/files`.
        """
        call = endpoints.upload(
            file=file,
            expires_in_seconds=expires_in_seconds,
            workspace_id=workspace_id,
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

    async def retrieve_metadata(
        self,
        file_id: str,
        *,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.FileMetadata:
        """Get a file's metadata

        Name, type, size and dates of a file, without its content.

        Args:
            file_id: ID of a file, as `files.upload` or the result of a tool returned it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `GET /v1/files/{file_id}`.
        """
        call = endpoints.retrieve_metadata(
            file_id,
            workspace_id=workspace_id,
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

    async def delete(
        self,
        file_id: str,
        *,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.DeletedFile:
        """Delete a file

        Removes a file permanently. Later requests that name it are refused with a 404.

        Args:
            file_id: ID of a file, as `files.upload` or the result of a tool returned it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `DELETE /v1/files/{file_id}`.
        """
        call = endpoints.delete(
            file_id,
            workspace_id=workspace_id,
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
        file_id: str,
        *,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncContent:
        """Download a file

        The content of a file that a skill or the code execution tool has made (`downloadable` is true). An uploaded
        file gives a 400 with the code `file_not_downloadable`, an expired one a 404 with the code `file_expired`.

        Args:
            file_id: ID of a file, as `files.upload` or the result of a tool returned it.
            workspace_id: ID of the workspace to act in, for credentials that can act in several. An ordinary API key
                belongs to one workspace and does not need it. Required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        Raises:
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 429, 500, 503,
                504, 529). This package by itself raises `ApiError`.

        See `GET /v1/files/{file_id}/content`.
        """
        call = endpoints.download(
            file_id,
            workspace_id=workspace_id,
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
