# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""What every resource is: a group of methods over one caller."""

from __future__ import annotations

from ._call import AsyncCaller, Caller
from ._errors import SuggestsAttributes


class Resource(SuggestsAttributes):
    """Methods that hand their calls to a caller."""

    __slots__ = ("_caller",)

    def __init__(self, caller: Caller) -> None:
        self._caller = caller


class AsyncResource(SuggestsAttributes):
    """The same for async callers."""

    __slots__ = ("_caller",)

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller
