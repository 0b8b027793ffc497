# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.files`: Documents, images and data that requests refer to by ID, and files that tools have made."""

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
    """Documents, images and data that requests refer to by ID, and files that tools have made."""

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

        The files of the workspace. Continue with `page` and `next_page` until `next_page` is null; a page may be
        empty before that. With the beta value `files-api-2025-04-14` pages are told apart by the IDs of their files:
        continue with `after_id` or `before_id` while `has_more` is true.

        Args:
            ids: Only these files, in a single page; IDs that are not visible are passed over. Not together with `page`
                or `limit`.
            limit: How many items a page holds at most.
            page: Opaque position in a list; `next_page` of one page gives the next one.
            after_id: ID of the file that the page starts after. Beta: the header value `files-api-2025-04-14` is sent
                with it.
            before_id: ID of the file that the page ends before. Beta: the header value `files-api-2025-04-14` is sent
                with it.
            scope_id: Only the files of this scope, such as the session of an agent. Beta: the header value
                `managed-agents-2026-04-01` is sent with it.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

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
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Stores a file for the requests of this workspace, as multipart form data. It stays until it is deleted or
        expires. Its name has 1 to 255 characters, none of them a control character or one of `<>:"|?*\\/`.

        Args:
            file: The content, with the file's name and media type in the headers of its part.
            expires_in_seconds: Seconds until the file is deleted by itself, from one hour to 90 days. Without it the
                file stays.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `POST /v1/files`.
        """
        call = endpoints.upload(
            file=file,
            expires_in_seconds=expires_in_seconds,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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
        """Get what is known about a file

        Name, type, size and dates of a file, without its content.

        Args:
            file_id: ID of a file.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `GET /v1/files/{file_id}`.
        """
        call = endpoints.retrieve_metadata(
            file_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Removes a file for good. Requests that still name it are refused from then on.

        Args:
            file_id: ID of a file.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `DELETE /v1/files/{file_id}`.
        """
        call = endpoints.delete(
            file_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        The content of a file that a skill or the code execution tool has made (`downloadable` is true). Files that
        were uploaded are refused with a 400 and the code `file_not_downloadable`.

        Args:
            file_id: ID of a file.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `GET /v1/files/{file_id}/content`.
        """
        call = endpoints.download(
            file_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        return self._caller.download(call, options)


class AsyncFiles(AsyncResource):
    """Documents, images and data that requests refer to by ID, and files that tools have made."""

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

        The files of the workspace. Continue with `page` and `next_page` until `next_page` is null; a page may be
        empty before that. With the beta value `files-api-2025-04-14` pages are told apart by the IDs of their files:
        continue with `after_id` or `before_id` while `has_more` is true.

        Args:
            ids: Only these files, in a single page; IDs that are not visible are passed over. Not together with `page`
                or `limit`.
            limit: How many items a page holds at most.
            page: Opaque position in a list; `next_page` of one page gives the next one.
            after_id: ID of the file that the page starts after. Beta: the header value `files-api-2025-04-14` is sent
                with it.
            before_id: ID of the file that the page ends before. Beta: the header value `files-api-2025-04-14` is sent
                with it.
            scope_id: Only the files of this scope, such as the session of an agent. Beta: the header value
                `managed-agents-2026-04-01` is sent with it.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

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
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Stores a file for the requests of this workspace, as multipart form data. It stays until it is deleted or
        expires. Its name has 1 to 255 characters, none of them a control character or one of `<>:"|?*\\/`.

        Args:
            file: The content, with the file's name and media type in the headers of its part.
            expires_in_seconds: Seconds until the file is deleted by itself, from one hour to 90 days. Without it the
                file stays.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `POST /v1/files`.
        """
        call = endpoints.upload(
            file=file,
            expires_in_seconds=expires_in_seconds,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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
        """Get what is known about a file

        Name, type, size and dates of a file, without its content.

        Args:
            file_id: ID of a file.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `GET /v1/files/{file_id}`.
        """
        call = endpoints.retrieve_metadata(
            file_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        Removes a file for good. Requests that still name it are refused from then on.

        Args:
            file_id: ID of a file.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `DELETE /v1/files/{file_id}`.
        """
        call = endpoints.delete(
            file_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
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

        The content of a file that a skill or the code execution tool has made (`downloadable` is true). Files that
        were uploaded are refused with a 400 and the code `file_not_downloadable`.

        Args:
            file_id: ID of a file.
            workspace_id: Workspace to act in, for credentials that are not bound to one. An ordinary API key belongs to
                one workspace and does not need it; required on Claude Platform on AWS.
            betas: Beta header values to send, beside those that the call needs by itself.
            without_betas: Beta header values not to send, whoever asked for them.
            extra_headers: Headers to add or replace; `omit` as a value removes one.
            extra_query: Query parameters to add.
            extra_body: Fields to add to the body; they win.
            timeout: Seconds for each step of the connection, or an `httpx.Timeout`; None for no limit.
            max_retries: How often a failed attempt is repeated.
            deadline: Seconds for the whole call: attempts, waits and reading.

        See `GET /v1/files/{file_id}/content`.
        """
        call = endpoints.download(
            file_id,
            workspace_id=workspace_id,
        )
        options = Options(
            extra_headers=extra_headers,
            extra_query=extra_query,
            extra_body=extra_body,
            betas=betas or (),
            without_betas=without_betas or (),
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
        )
        return await self._caller.download(call, options)
