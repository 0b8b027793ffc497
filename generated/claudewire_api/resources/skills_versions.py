# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.skills.versions`: Folders of instructions and scripts that a model loads when a task needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .._call import AsyncContent, Content, FileInput, Omit, Options, omit
from .._page import AsyncPage, AsyncPages, Page
from .._resource import AsyncResource, Resource
from ..endpoints import skills_versions as endpoints

if TYPE_CHECKING:
    import httpx

    from .. import models


class SkillsVersions(Resource):
    """Folders of instructions and scripts that a model loads when a task needs them."""

    __slots__ = ()

    def list(
        self,
        skill_id: str,
        *,
        limit: int | Omit | None = omit,
        page: str | Omit | None = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Page[models.SkillVersion]:
        """List the versions of a skill

        The versions of a skill. To continue, send `next_page` as `page` until `next_page` is null. With the beta
        value `skills-2025-10-02` a page has `has_more` as well.

        Args:
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
            limit: How many versions a page holds at most, from 1 to 1,000. 20 when absent or null.
            page: Position in the list, an opaque string. To get the next page, send `next_page` of this one. The first
                page when absent or null.
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

        See `GET /v1/skills/{skill_id}/versions`.
        """
        call = endpoints.list(
            skill_id,
            limit=limit,
            page=page,
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

    def create(
        self,
        skill_id: str,
        *,
        files: Sequence[FileInput],
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.SkillVersion:
        """Create a version of a skill

        Stores a folder as the newest version of a skill. The rules are those of a new skill. Earlier versions stay
        as they are.

        Args:
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
            files: The files of the folder, each part named by its path from the parent folder
                (`quarterly-report/SKILL.md`); or one zip archive of the folder.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 409, 413, 429,
                500, 503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/skills/{skill_id}/versions`.
        """
        call = endpoints.create(
            skill_id,
            files=files,
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

    def retrieve(
        self,
        version: str,
        *,
        skill_id: str,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.SkillVersion:
        """Get a version of a skill

        One version of a skill. The version `latest` gives the newest one.

        Args:
            version: ID of a version of the skill, or `latest` for the newest one. With the beta value
                `skills-2025-10-02`, the number of the version instead: microseconds since 1970 (`1759178010641129`) for
                custom skills, a date (`20251013`) for Anthropic's.
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
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

        See `GET /v1/skills/{skill_id}/versions/{version}`.
        """
        call = endpoints.retrieve(
            version,
            skill_id=skill_id,
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
        version: str,
        *,
        skill_id: str,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.DeletedSkillVersion:
        """Delete a version of a skill

        Removes one version permanently. Later requests that name this version are refused.

        Args:
            version: ID of a version of the skill, or `latest` for the newest one. With the beta value
                `skills-2025-10-02`, the number of the version instead: microseconds since 1970 (`1759178010641129`) for
                custom skills, a date (`20251013`) for Anthropic's.
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 409, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `DELETE /v1/skills/{skill_id}/versions/{version}`.
        """
        call = endpoints.delete(
            version,
            skill_id=skill_id,
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
        version: str,
        *,
        skill_id: str,
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
        """Download a version of a skill

        The folder of a version as a zip archive.

        Args:
            version: ID of a version of the skill, or `latest` for the newest one. With the beta value
                `skills-2025-10-02`, the number of the version instead: microseconds since 1970 (`1759178010641129`) for
                custom skills, a date (`20251013`) for Anthropic's.
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
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

        See `GET /v1/skills/{skill_id}/versions/{version}/content`.
        """
        call = endpoints.download(
            version,
            skill_id=skill_id,
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


class AsyncSkillsVersions(AsyncResource):
    """Folders of instructions and scripts that a model loads when a task needs them."""

    __slots__ = ()

    def list(
        self,
        skill_id: str,
        *,
        limit: int | Omit | None = omit,
        page: str | Omit | None = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncPages[models.SkillVersion]:
        """List the versions of a skill

        The versions of a skill. To continue, send `next_page` as `page` until `next_page` is null. With the beta
        value `skills-2025-10-02` a page has `has_more` as well.

        Args:
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
            limit: How many versions a page holds at most, from 1 to 1,000. 20 when absent or null.
            page: Position in the list, an opaque string. To get the next page, send `next_page` of this one. The first
                page when absent or null.
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

        See `GET /v1/skills/{skill_id}/versions`.
        """
        call = endpoints.list(
            skill_id,
            limit=limit,
            page=page,
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

    async def create(
        self,
        skill_id: str,
        *,
        files: Sequence[FileInput],
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.SkillVersion:
        """Create a version of a skill

        Stores a folder as the newest version of a skill. The rules are those of a new skill. Earlier versions stay
        as they are.

        Args:
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
            files: The files of the folder, each part named by its path from the parent folder
                (`quarterly-report/SKILL.md`); or one zip archive of the folder.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 409, 413, 429,
                500, 503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/skills/{skill_id}/versions`.
        """
        call = endpoints.create(
            skill_id,
            files=files,
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

    async def retrieve(
        self,
        version: str,
        *,
        skill_id: str,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.SkillVersion:
        """Get a version of a skill

        One version of a skill. The version `latest` gives the newest one.

        Args:
            version: ID of a version of the skill, or `latest` for the newest one. With the beta value
                `skills-2025-10-02`, the number of the version instead: microseconds since 1970 (`1759178010641129`) for
                custom skills, a date (`20251013`) for Anthropic's.
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
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

        See `GET /v1/skills/{skill_id}/versions/{version}`.
        """
        call = endpoints.retrieve(
            version,
            skill_id=skill_id,
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
        version: str,
        *,
        skill_id: str,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.DeletedSkillVersion:
        """Delete a version of a skill

        Removes one version permanently. Later requests that name this version are refused.

        Args:
            version: ID of a version of the skill, or `latest` for the newest one. With the beta value
                `skills-2025-10-02`, the number of the version instead: microseconds since 1970 (`1759178010641129`) for
                custom skills, a date (`20251013`) for Anthropic's.
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 404, 409, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `DELETE /v1/skills/{skill_id}/versions/{version}`.
        """
        call = endpoints.delete(
            version,
            skill_id=skill_id,
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
        version: str,
        *,
        skill_id: str,
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
        """Download a version of a skill

        The folder of a version as a zip archive.

        Args:
            version: ID of a version of the skill, or `latest` for the newest one. With the beta value
                `skills-2025-10-02`, the number of the version instead: microseconds since 1970 (`1759178010641129`) for
                custom skills, a date (`20251013`) for Anthropic's.
            skill_id: ID of a skill. The IDs of Anthropic's own skills are names, such as `pptx`.
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

        See `GET /v1/skills/{skill_id}/versions/{version}/content`.
        """
        call = endpoints.download(
            version,
            skill_id=skill_id,
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
