"""`client.skills`, with methods beyond the generated ones."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar

from claudewire._secrets import conceal
from claudewire_api.resources.skills import AsyncSkills as _AsyncSkills
from claudewire_api.resources.skills import Skills as _Skills
from claudewire_api.resources.skills_versions import AsyncSkillsVersions as _AsyncSkillsVersions
from claudewire_api.resources.skills_versions import SkillsVersions as _SkillsVersions

from .views import RawViews, resource

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire._resources.arguments import CallOptions, SkillArguments
    from claudewire_api import models

    from .raw_methods import (  # noqa: F401  # in strings: nothing loads it
        AsyncSkillsVersionsWithRawResponse,
        AsyncSkillsVersionsWithStreamingResponse,
        AsyncSkillsWithRawResponse,
        AsyncSkillsWithStreamingResponse,
        SkillsVersionsWithRawResponse,
        SkillsVersionsWithStreamingResponse,
        SkillsWithRawResponse,
        SkillsWithStreamingResponse,
    )


class Skills(RawViews["SkillsWithRawResponse", "SkillsWithStreamingResponse"], _Skills):
    """`client.skills`"""

    _IS_ASYNC: ClassVar[bool] = False
    _GENERATED: ClassVar[type[Any]] = _Skills

    @resource
    def versions(self) -> SkillsVersions:
        """`client.skills.versions`"""
        return SkillsVersions(self._caller)

    def create_from_dir(self, path: str | PathLike[str], **arguments: Unpack[SkillArguments]) -> models.Skill:
        """Create a skill from a folder with a SKILL.md at its top, or from a zip archive of one. It is checked before the upload.

        Args:
            path: The folder, or the zip archive.
            arguments: `display_name` or `display_title`, and the options of every call.

        Raises:
            SkillInvalid: the skill violates a rule of the API; nothing was sent.
        """
        conceal(arguments)
        from claudewire._resources.folders.skill_folder import skill_files

        return self.create(files=skill_files(path), **arguments)


class AsyncSkills(RawViews["AsyncSkillsWithRawResponse", "AsyncSkillsWithStreamingResponse"], _AsyncSkills):
    """`client.skills`"""

    _IS_ASYNC: ClassVar[bool] = True
    _GENERATED: ClassVar[type[Any]] = _Skills

    @resource
    def versions(self) -> AsyncSkillsVersions:
        """`client.skills.versions`"""
        return AsyncSkillsVersions(self._caller)

    async def create_from_dir(self, path: str | PathLike[str], **arguments: Unpack[SkillArguments]) -> models.Skill:
        """Create a skill from a folder or a zip archive; see `Skills.create_from_dir`.

        Args:
            path: The folder, or the zip archive.
            arguments: `display_name` or `display_title`, and the options of every call.

        Raises:
            SkillInvalid: the skill violates a rule of the API; nothing was sent.
        """
        conceal(arguments)
        from anyio.to_thread import run_sync

        from claudewire._resources.folders.skill_folder import skill_files

        return await self.create(files=await run_sync(skill_files, path), **arguments)


class SkillsVersions(RawViews["SkillsVersionsWithRawResponse", "SkillsVersionsWithStreamingResponse"], _SkillsVersions):
    """`client.skills.versions`"""

    _IS_ASYNC: ClassVar[bool] = False
    _GENERATED: ClassVar[type[Any]] = _SkillsVersions

    def create_from_dir(
        self, skill_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]
    ) -> models.SkillVersion:
        """Create a version of a skill from a folder or a zip archive. It is checked before the upload.

        Args:
            skill_id: The id of the skill.
            path: The folder, or the zip archive.
            options: The options of every call.

        Raises:
            SkillInvalid: the skill violates a rule of the API; nothing was sent.
        """
        conceal(options)
        from claudewire._resources.folders.skill_folder import skill_files

        return self.create(skill_id, files=skill_files(path), **options)


class AsyncSkillsVersions(
    RawViews["AsyncSkillsVersionsWithRawResponse", "AsyncSkillsVersionsWithStreamingResponse"],
    _AsyncSkillsVersions,
):
    """`client.skills.versions`"""

    _IS_ASYNC: ClassVar[bool] = True
    _GENERATED: ClassVar[type[Any]] = _SkillsVersions

    async def create_from_dir(
        self, skill_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]
    ) -> models.SkillVersion:
        """Create a version of a skill; see `SkillsVersions.create_from_dir`.

        Args:
            skill_id: The id of the skill.
            path: The folder, or the zip archive.
            options: The options of every call.

        Raises:
            SkillInvalid: the skill violates a rule of the API; nothing was sent.
        """
        conceal(options)
        from anyio.to_thread import run_sync

        from claudewire._resources.folders.skill_folder import skill_files

        return await self.create(skill_id, files=await run_sync(skill_files, path), **options)
