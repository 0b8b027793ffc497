"""`client.skills`, with what users ask for beyond the generated methods."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from claudewire_api.resources.skills import AsyncSkills as _AsyncSkills
from claudewire_api.resources.skills import Skills as _Skills
from claudewire_api.resources.skills_versions import AsyncSkillsVersions as _AsyncSkillsVersions
from claudewire_api.resources.skills_versions import SkillsVersions as _SkillsVersions

from .views import Views

if TYPE_CHECKING:
    from typing import Unpack

    from claudewire._arguments import CallOptions, SkillArguments
    from claudewire_api import models


class Skills(Views, _Skills):
    """`client.skills`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _Skills

    @property
    def versions(self) -> SkillsVersions:
        """`client.skills.versions`"""
        return SkillsVersions(self._caller)

    def create_from_dir(self, path: str | PathLike[str], **arguments: Unpack[SkillArguments]) -> models.Skill:
        """A skill from a folder with a SKILL.md, or from a zip archive of one, checked here first.

        Raises:
            SkillInvalid: it breaks a rule of the API; nothing was sent.
        """
        from claudewire._skills import skill_files

        return self.create(files=skill_files(path), **arguments)


class AsyncSkills(Views, _AsyncSkills):
    """`client.skills`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _Skills

    @property
    def versions(self) -> AsyncSkillsVersions:
        """`client.skills.versions`"""
        return AsyncSkillsVersions(self._caller)

    async def create_from_dir(self, path: str | PathLike[str], **arguments: Unpack[SkillArguments]) -> models.Skill:
        """A skill from a folder with a SKILL.md, or from a zip archive of one; see `Skills.create_from_dir`."""
        from claudewire._skills import skill_files

        return await self.create(files=skill_files(path), **arguments)


class SkillsVersions(Views, _SkillsVersions):
    """`client.skills.versions`"""

    __slots__ = ()
    BLOCKING, SYNC = True, _SkillsVersions

    def create_from_dir(
        self, skill_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]
    ) -> models.SkillVersion:
        """A new version of a skill from a folder or a zip archive, checked here first.

        Raises:
            SkillInvalid: it breaks a rule of the API; nothing was sent.
        """
        from claudewire._skills import skill_files

        return self.create(skill_id, files=skill_files(path), **options)


class AsyncSkillsVersions(Views, _AsyncSkillsVersions):
    """`client.skills.versions`"""

    __slots__ = ()
    BLOCKING, SYNC = False, _SkillsVersions

    async def create_from_dir(
        self, skill_id: str, path: str | PathLike[str], **options: Unpack[CallOptions]
    ) -> models.SkillVersion:
        """A new version of a skill; see `SkillsVersions.create_from_dir`."""
        from claudewire._skills import skill_files

        return await self.create(skill_id, files=skill_files(path), **options)
