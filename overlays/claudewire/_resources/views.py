"""Responses in place of results, for one resource and for all of them."""

from __future__ import annotations

from typing import Any, ClassVar


class Views:
    """What every resource has."""

    __slots__ = ()
    BLOCKING: ClassVar[bool]
    #: The generated class whose methods make the calls, blocking form.
    SYNC: ClassVar[type[Any]]

    @property
    def with_raw_response(self) -> Any:
        """The same methods; each gives an `APIResponse` with status, headers and body, and `parse()` for the result."""
        from claudewire._raw import View

        return View(self, managed=False)

    @property
    def with_streaming_response(self) -> Any:
        """The same methods; each gives a manager for a `with` block, in which the body is read when it is asked for."""
        from claudewire._raw import View

        return View(self, managed=True)


class GroupViews:
    """What a group of resources has."""

    @property
    def with_raw_response(self) -> Any:
        """All resources, with responses in place of results."""
        return _Group(self, managed=False)

    @property
    def with_streaming_response(self) -> Any:
        """All resources, with managers of unread responses in place of results."""
        return _Group(self, managed=True)


class _Group:
    """`client.with_raw_response`: the views of all its resources."""

    def __init__(self, resources: Any, *, managed: bool) -> None:
        self._resources, self._managed = resources, managed

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._resources, name)
        if isinstance(found, GroupViews):
            return _Group(found, managed=self._managed)
        from claudewire._raw import View

        return View(found, managed=self._managed)
