"""Resources of the clients: the generated methods, and what users need beyond them.

Public interface: `Resources` and `AsyncResources`, from which the clients of `_client` are derived. Each resource has a module
(`messages`, `batches`, `files`, `models`, `skills`), which is loaded when the resource is first used; only `messages` is loaded
at once. `arguments`, `skill_folder`, `skill_md` and `views` serve the resources.

This package knows no connection and no response: it makes calls, and the caller that it is given carries them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudewire_api import resources as generated
from claudewire_api._call import AsyncCaller, Caller, MappedCaller, beta_view

from .messages import AsyncMessages, Messages
from .views import RawViews, resource

if TYPE_CHECKING:
    from .completions import AsyncCompletions, Completions
    from .files import AsyncFiles, Files
    from .models import AsyncModels, Models
    from .raw_methods import (  # noqa: F401  # in strings: nothing loads it
        AsyncClientWithRawResponse,
        AsyncClientWithStreamingResponse,
        ClientWithRawResponse,
        ClientWithStreamingResponse,
    )
    from .skills import AsyncSkills, Skills
    from .webhooks import Webhooks


class Resources(RawViews["ClientWithRawResponse", "ClientWithStreamingResponse"], generated.Resources):
    """All resources of a sync client."""

    @resource
    def messages(self) -> Messages:
        """`client.messages`: create messages, stream them, count tokens."""
        return Messages(self._caller)

    @resource
    def models(self) -> Models:
        """`client.models`: the models, newest first."""
        from .models import Models

        return Models(self._caller)

    @resource
    def files(self) -> Files:
        """`client.files`: files for use in messages, and files that tools have created."""
        from .files import Files

        return Files(self._caller)

    @resource
    def skills(self) -> Skills:
        """`client.skills`: folders of instructions that a model reads on demand."""
        from .skills import Skills

        return Skills(self._caller)

    @resource
    def webhooks(self) -> Webhooks:
        """`client.webhooks`: deliveries that the API sends to your program, checked with the client's `webhook_key`."""
        from .webhooks import Webhooks

        return Webhooks(self._caller)

    @resource
    def completions(self) -> Completions:
        """`client.completions` of old: the API has retired it, and every call is refused."""
        from .completions import Completions

        return Completions()

    @resource
    def beta(self) -> Beta:
        """`client.beta`: the resources with `?beta=true` and the header that selects the beta form of a response."""
        return Beta(self._caller)


class Beta(Resources, generated.Beta):
    """`client.beta`"""

    def __init__(self, caller: Caller) -> None:
        self._mapped = MappedCaller(caller, beta_view)

    @property
    def _caller(self) -> Caller:
        return self._mapped


class AsyncResources(
    RawViews["AsyncClientWithRawResponse", "AsyncClientWithStreamingResponse"], generated.AsyncResources
):
    """All resources of an async client."""

    @resource
    def messages(self) -> AsyncMessages:
        """`client.messages`: create messages, stream them, count tokens."""
        return AsyncMessages(self._caller)

    @resource
    def models(self) -> AsyncModels:
        """`client.models`: the models, newest first."""
        from .models import AsyncModels

        return AsyncModels(self._caller)

    @resource
    def files(self) -> AsyncFiles:
        """`client.files`: files for use in messages, and files that tools have created."""
        from .files import AsyncFiles

        return AsyncFiles(self._caller)

    @resource
    def skills(self) -> AsyncSkills:
        """`client.skills`: folders of instructions that a model reads on demand."""
        from .skills import AsyncSkills

        return AsyncSkills(self._caller)

    @resource
    def webhooks(self) -> Webhooks:
        """`client.webhooks`: deliveries that the API sends to your program, checked with the client's `webhook_key`."""
        from .webhooks import Webhooks

        return Webhooks(self._caller)

    @resource
    def completions(self) -> AsyncCompletions:
        """`client.completions` of old: the API has retired it, and every call is refused."""
        from .completions import AsyncCompletions

        return AsyncCompletions()

    @resource
    def beta(self) -> AsyncBeta:
        """`client.beta`: the resources with `?beta=true` and the header that selects the beta form of a response."""
        return AsyncBeta(self._caller)


class AsyncBeta(AsyncResources, generated.AsyncBeta):
    """`client.beta`"""

    def __init__(self, caller: AsyncCaller) -> None:
        self._mapped = MappedCaller(caller, beta_view)

    @property
    def _caller(self) -> AsyncCaller:
        return self._mapped
