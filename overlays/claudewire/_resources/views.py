"""Responses in place of results, for every resource."""

from __future__ import annotations

from typing import Any, ClassVar


class Views:
    """Responses in place of results, for every resource."""

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
