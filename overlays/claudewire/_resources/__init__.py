"""The resources of the clients: the generated ones, and what users ask for beyond them. Most are loaded on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudewire_api import resources as generated
from claudewire_api._call import AsyncCaller, Caller, Mapped, beta_view

from .messages import AsyncMessages, Messages
from .views import GroupViews

if TYPE_CHECKING:
    from .files import AsyncFiles, Files
    from .models import AsyncModels, Models
    from .skills import AsyncSkills, Skills


class Resources(GroupViews, generated.Resources):
    """All resources over one caller, blocking."""

    @property
    def messages(self) -> Messages:
        """`client.messages`: one turn of a conversation at a time."""
        return Messages(self._caller)

    @property
    def models(self) -> Models:
        """`client.models`: the models, newest first."""
        from .models import Models

        return Models(self._caller)

    @property
    def files(self) -> Files:
        """`client.files`: files to be used in messages, and files that tools made."""
        from .files import Files

        return Files(self._caller)

    @property
    def skills(self) -> Skills:
        """`client.skills`: folders of instructions that a model reads when it needs them."""
        from .skills import Skills

        return Skills(self._caller)

    @property
    def beta(self) -> Beta:
        """The same resources through the beta door: `?beta=true`, and the header that gives the beta shape of an answer."""
        return Beta(self._caller)


class Beta(Resources, generated.Beta):
    """`client.beta`"""

    def __init__(self, caller: Caller) -> None:
        self._mapped = Mapped(caller, beta_view)

    @property
    def _caller(self) -> Caller:
        return self._mapped


class AsyncResources(GroupViews, generated.AsyncResources):
    """All resources over one caller, for event loops."""

    @property
    def messages(self) -> AsyncMessages:
        """`client.messages`: one turn of a conversation at a time."""
        return AsyncMessages(self._caller)

    @property
    def models(self) -> AsyncModels:
        """`client.models`: the models, newest first."""
        from .models import AsyncModels

        return AsyncModels(self._caller)

    @property
    def files(self) -> AsyncFiles:
        """`client.files`: files to be used in messages, and files that tools made."""
        from .files import AsyncFiles

        return AsyncFiles(self._caller)

    @property
    def skills(self) -> AsyncSkills:
        """`client.skills`: folders of instructions that a model reads when it needs them."""
        from .skills import AsyncSkills

        return AsyncSkills(self._caller)

    @property
    def beta(self) -> AsyncBeta:
        """The same resources through the beta door: `?beta=true`, and the header that gives the beta shape of an answer."""
        return AsyncBeta(self._caller)


class AsyncBeta(AsyncResources, generated.AsyncBeta):
    """`client.beta`"""

    def __init__(self, caller: AsyncCaller) -> None:
        self._mapped = Mapped(caller, beta_view)

    @property
    def _caller(self) -> AsyncCaller:
        return self._mapped
