# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Resources: the methods of the API, sync and async. A resource's module is loaded on first use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .._call import AsyncCaller, Caller, MappedCaller, beta_view

if TYPE_CHECKING:
    from .notes import AsyncNotes as AsyncNotes
    from .notes import Notes as Notes
    from .notes_pages import AsyncNotesPages as AsyncNotesPages
    from .notes_pages import NotesPages as NotesPages

_MODULES = {
    "Notes": "notes",
    "AsyncNotes": "notes",
    "NotesPages": "notes_pages",
    "AsyncNotesPages": "notes_pages",
}

__all__ = [
    "AsyncBeta",
    "Beta",
    "AsyncResources",
    "Resources",
    "AsyncNotes",
    "Notes",
    "AsyncNotesPages",
    "NotesPages",
]


class Resources:
    """All resources over one caller: what a client inherits."""

    @property
    def _caller(self) -> Caller:
        raise NotImplementedError

    @property
    def notes(self) -> Notes:
        """`client.notes`: Notes, and what they are made of."""
        from .notes import Notes

        return Notes(self._caller)

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
    def notes(self) -> AsyncNotes:
        """`client.notes`: Notes, and what they are made of."""
        from .notes import AsyncNotes

        return AsyncNotes(self._caller)

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
