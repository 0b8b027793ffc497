"""`with_raw_response` and `with_streaming_response`, for one resource and for a group of resources."""

from __future__ import annotations

from typing import Any, ClassVar


class RawViews:
    """Adds both views to a resource, or to a group of resources."""

    __slots__ = ()
    #: Of a resource: whether its methods are coroutines.
    IS_ASYNC: ClassVar[bool]
    #: Of a resource: the generated sync class, whose methods make the calls.
    GENERATED: ClassVar[type[Any]]

    @property
    def with_raw_response(self) -> Any:
        """A view whose methods return an `APIResponse`: status, headers, body, and `parse()` for the result."""
        from claudewire._call.raw import RawResponseView

        return RawResponseView(self, streaming=False)

    @property
    def with_streaming_response(self) -> Any:
        """A view whose methods return a context manager. Inside its `with` block, the body is read on demand."""
        from claudewire._call.raw import RawResponseView

        return RawResponseView(self, streaming=True)
