# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`client.skills`: Folders of instructions and scripts that a model loads when a task needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .._call import FileInput, Omit, Options, omit
from .._page import AsyncPage, AsyncPages, Page
from .._resource import AsyncResource, Resource
from ..endpoints import skills as endpoints

if TYPE_CHECKING:
    import httpx

    from .. import models
    from .skills_versions import AsyncSkillsVersions, SkillsVersions


class Skills(Resource):
    """Folders of instructions and scripts that a model loads when a task needs them."""

    __slots__ = ()

    @property
    def versions(self) -> SkillsVersions:
        """`client.skills.versions`"""
        from .skills_versions import SkillsVersions

        return SkillsVersions(self._caller)

    def list(
        self,
        *,
        limit: int | Omit = omit,
        page: str | Omit | None = omit,
        source: str | Omit | None = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> Page[models.Skill]:
        """List skills

        The skills that the workspace can use, its own and Anthropic's. To continue, send `next_page` as `page` until
        `next_page` is null. With the beta value `skills-2025-10-02` a page holds at most 100 skills and has
        `has_more` as well.

        Args:
            limit: How many items a page holds at most, from 1 to 1,000.
            page: Position in the list, an opaque string. To get the next page, send `next_page` of this one. The first
                page when absent or null.
            source: Only skills of this source, `custom` for those of the workspace or `anthropic` for Anthropic's. All
                of them when absent or null.
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

        See `GET /v1/skills`.
        """
        call = endpoints.list(
            limit=limit,
            page=page,
            source=source,
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
        *,
        files: Sequence[FileInput],
        display_name: str | Omit | None = omit,
        display_title: str | Omit | None = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.Skill:
        """Create a skill

        Stores a folder as a skill, which is its first version. The folder is sent as one part per file, each with
        its path from the folder on as file name (`quarterly-report/SKILL.md`), or as one zip archive. `SKILL.md`
        stands at the top of the folder and begins with front matter: `name`, which is also the name of the folder,
        and `description`. All files together have less than 30 MB.

        Args:
            files: The files of the folder, each part named by its path from the parent folder
                (`quarterly-report/SKILL.md`); or one zip archive of the folder.
            display_name: Name of the skill for people, at most 255 characters. The model does not see it. When absent
                or null, the name in `SKILL.md`.
            display_title: Name of the skill for people, as the beta calls it. No two skills of a workspace may have the
                same one. None when absent or null. Beta: the header value `skills-2025-10-02` is sent with it.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 409, 413, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/skills`.
        """
        call = endpoints.create(
            files=files,
            display_name=display_name,
            display_title=display_title,
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
        skill_id: str,
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
    ) -> models.Skill:
        """Get a skill

        One skill by its ID, with the ID of its newest version.

        Args:
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

        See `GET /v1/skills/{skill_id}`.
        """
        call = endpoints.retrieve(
            skill_id,
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
        skill_id: str,
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
    ) -> models.DeletedSkill:
        """Delete a skill

        Removes a skill and all its versions permanently. With the beta value `skills-2025-10-02` the API refuses
        this with a 400 while the skill has versions; delete these first.

        Args:
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

        See `DELETE /v1/skills/{skill_id}`.
        """
        call = endpoints.delete(
            skill_id,
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


class AsyncSkills(AsyncResource):
    """Folders of instructions and scripts that a model loads when a task needs them."""

    __slots__ = ()

    @property
    def versions(self) -> AsyncSkillsVersions:
        """`client.skills.versions`"""
        from .skills_versions import AsyncSkillsVersions

        return AsyncSkillsVersions(self._caller)

    def list(
        self,
        *,
        limit: int | Omit = omit,
        page: str | Omit | None = omit,
        source: str | Omit | None = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> AsyncPages[models.Skill]:
        """List skills

        The skills that the workspace can use, its own and Anthropic's. To continue, send `next_page` as `page` until
        `next_page` is null. With the beta value `skills-2025-10-02` a page holds at most 100 skills and has
        `has_more` as well.

        Args:
            limit: How many items a page holds at most, from 1 to 1,000.
            page: Position in the list, an opaque string. To get the next page, send `next_page` of this one. The first
                page when absent or null.
            source: Only skills of this source, `custom` for those of the workspace or `anthropic` for Anthropic's. All
                of them when absent or null.
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

        See `GET /v1/skills`.
        """
        call = endpoints.list(
            limit=limit,
            page=page,
            source=source,
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
        *,
        files: Sequence[FileInput],
        display_name: str | Omit | None = omit,
        display_title: str | Omit | None = omit,
        workspace_id: str | Omit = omit,
        betas: Sequence[str] | Omit | None = None,
        without_betas: Sequence[str] | Omit | None = None,
        extra_headers: Mapping[str, str | Omit] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        timeout: float | httpx.Timeout | Omit | None = omit,
        max_retries: int | None = None,
        deadline: float | None = None,
    ) -> models.Skill:
        """Create a skill

        Stores a folder as a skill, which is its first version. The folder is sent as one part per file, each with
        its path from the folder on as file name (`quarterly-report/SKILL.md`), or as one zip archive. `SKILL.md`
        stands at the top of the folder and begins with front matter: `name`, which is also the name of the folder,
        and `description`. All files together have less than 30 MB.

        Args:
            files: The files of the folder, each part named by its path from the parent folder
                (`quarterly-report/SKILL.md`); or one zip archive of the folder.
            display_name: Name of the skill for people, at most 255 characters. The model does not see it. When absent
                or null, the name in `SKILL.md`.
            display_title: Name of the skill for people, as the beta calls it. No two skills of a workspace may have the
                same one. None when absent or null. Beta: the header value `skills-2025-10-02` is sent with it.
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
            ClaudeError: The arguments cannot be sent, or the call failed (status 400, 401, 403, 409, 413, 429, 500,
                503, 504, 529). This package by itself raises `ApiError`.

        See `POST /v1/skills`.
        """
        call = endpoints.create(
            files=files,
            display_name=display_name,
            display_title=display_title,
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
        skill_id: str,
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
    ) -> models.Skill:
        """Get a skill

        One skill by its ID, with the ID of its newest version.

        Args:
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

        See `GET /v1/skills/{skill_id}`.
        """
        call = endpoints.retrieve(
            skill_id,
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
        skill_id: str,
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
    ) -> models.DeletedSkill:
        """Delete a skill

        Removes a skill and all its versions permanently. With the beta value `skills-2025-10-02` the API refuses
        this with a 400 while the skill has versions; delete these first.

        Args:
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

        See `DELETE /v1/skills/{skill_id}`.
        """
        call = endpoints.delete(
            skill_id,
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
