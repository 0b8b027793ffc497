# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Resources: the methods of the API, sync and async. A resource's module is loaded on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .._call import AsyncCaller, Caller, MappedCaller, beta_view

if TYPE_CHECKING:
    from .files import AsyncFiles as AsyncFiles
    from .files import Files as Files
    from .messages import AsyncMessages as AsyncMessages
    from .messages import Messages as Messages
    from .messages_batches import AsyncMessagesBatches as AsyncMessagesBatches
    from .messages_batches import MessagesBatches as MessagesBatches
    from .models import AsyncModels as AsyncModels
    from .models import Models as Models
    from .skills import AsyncSkills as AsyncSkills
    from .skills import Skills as Skills
    from .skills_versions import AsyncSkillsVersions as AsyncSkillsVersions
    from .skills_versions import SkillsVersions as SkillsVersions

_MODULES = {
    "Files": "files",
    "AsyncFiles": "files",
    "Messages": "messages",
    "AsyncMessages": "messages",
    "MessagesBatches": "messages_batches",
    "AsyncMessagesBatches": "messages_batches",
    "Models": "models",
    "AsyncModels": "models",
    "Skills": "skills",
    "AsyncSkills": "skills",
    "SkillsVersions": "skills_versions",
    "AsyncSkillsVersions": "skills_versions",
}

__all__ = [
    "AsyncBeta",
    "Beta",
    "AsyncResources",
    "Resources",
    "AsyncFiles",
    "Files",
    "AsyncMessages",
    "Messages",
    "AsyncMessagesBatches",
    "MessagesBatches",
    "AsyncModels",
    "Models",
    "AsyncSkills",
    "Skills",
    "AsyncSkillsVersions",
    "SkillsVersions",
]


class Resources:
    """All resources over one caller: what a client inherits."""

    @property
    def _caller(self) -> Caller:
        raise NotImplementedError

    @property
    def files(self) -> Files:
        """`client.files`: Documents, images and data that requests name by ID, and the files that tools have made."""
        from .files import Files

        return Files(self._caller)

    @property
    def messages(self) -> Messages:
        """`client.messages`: The next turn of a conversation, as one response or as a stream, and the size of a
        conversation in tokens.
        """
        from .messages import Messages

        return Messages(self._caller)

    @property
    def models(self) -> Models:
        """`client.models`: The models that a key may use, and what each of them can do."""
        from .models import Models

        return Models(self._caller)

    @property
    def skills(self) -> Skills:
        """`client.skills`: Folders of instructions and scripts that a model loads when a task needs them."""
        from .skills import Skills

        return Skills(self._caller)

    @property
    def beta(self) -> Beta:
        """The same resources through the beta door: `?beta=true`, and the header that gives the beta shape."""
        return Beta(self._caller)


class Beta(Resources):
    """The resources as `client.beta` has them."""

    def __init__(self, caller: Caller) -> None:
        self._mapped: Caller = MappedCaller(caller, beta_view)

    @property
    def _caller(self) -> Caller:
        return self._mapped


class AsyncResources:
    """All resources over one caller: what a client inherits."""

    @property
    def _caller(self) -> AsyncCaller:
        raise NotImplementedError

    @property
    def files(self) -> AsyncFiles:
        """`client.files`: Documents, images and data that requests name by ID, and the files that tools have made."""
        from .files import AsyncFiles

        return AsyncFiles(self._caller)

    @property
    def messages(self) -> AsyncMessages:
        """`client.messages`: The next turn of a conversation, as one response or as a stream, and the size of a
        conversation in tokens.
        """
        from .messages import AsyncMessages

        return AsyncMessages(self._caller)

    @property
    def models(self) -> AsyncModels:
        """`client.models`: The models that a key may use, and what each of them can do."""
        from .models import AsyncModels

        return AsyncModels(self._caller)

    @property
    def skills(self) -> AsyncSkills:
        """`client.skills`: Folders of instructions and scripts that a model loads when a task needs them."""
        from .skills import AsyncSkills

        return AsyncSkills(self._caller)

    @property
    def beta(self) -> AsyncBeta:
        """The same resources through the beta door: `?beta=true`, and the header that gives the beta shape."""
        return AsyncBeta(self._caller)


class AsyncBeta(AsyncResources):
    """The resources as `client.beta` has them."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._mapped: AsyncCaller = MappedCaller(caller, beta_view)

    @property
    def _caller(self) -> AsyncCaller:
        return self._mapped


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"{__name__}.{module}"), name)
    return value
