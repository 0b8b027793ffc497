"""What all resources have: they are made once for a client, and have `with_raw_response` and `with_streaming_response`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from claudewire_api._errors import SuggestsAttributes

if TYPE_CHECKING:
    resource = property
else:

    class resource:  # noqa: N801  # a decorator
        """A resource of a client or of another resource: made when it is first used, and then an attribute, which can be patched."""

        def __init__(self, make: Any) -> None:
            self._make, self.__doc__ = make, make.__doc__

        def __set_name__(self, owner: type[Any], name: str) -> None:
            self._name = name

        def __get__(self, holder: Any, owner: Any = None) -> Any:
            return self if holder is None else holder.__dict__.setdefault(self._name, self._make(holder))

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):  # what tools ask of a descriptor
                raise AttributeError(name)
            place = f"Claude().{self._name}"
            raise AttributeError(f"`{self._name}` belongs to a client, not to its class: make one, `{place}.{name}`")


#: The types of both views, which `raw_methods` describes.
Raw = TypeVar("Raw")
Streaming = TypeVar("Streaming")


class OfClient:
    """Lets a client stand for its caller: tracers derive a class from `Messages`, and call it with their client."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def _client(self) -> Any: ...
        @_client.setter
        def _client(self, client: Any) -> None: ...

    def __init__(self, caller: Any) -> None:
        if not hasattr(caller, "send"):
            self._client, caller = caller, caller._caller
        super().__init__(caller)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # the generated resource's


class RawViews(SuggestsAttributes, Generic[Raw, Streaming]):
    """Adds both views to a resource, or to a group of resources."""

    __slots__ = ()
    #: Of a resource: whether its methods are coroutines.
    _IS_ASYNC: ClassVar[bool]
    #: Of a resource: the generated sync class, whose methods make the calls.
    _GENERATED: ClassVar[type[Any]]

    @property
    def _client(self) -> Any:
        """The client of which the resource was made, else its configuration. For tracers: they read its `base_url`."""
        from claudewire._call.recording import pipeline_of

        return self.__dict__.get("_made_of") or pipeline_of(self.__getattribute__("_caller")).config

    @_client.setter
    def _client(self, client: Any) -> None:
        self.__dict__["_made_of"] = client

    @property
    def with_raw_response(self) -> Raw:
        """A view whose methods return an `APIResponse`: status, headers, body, and `parse()` for the result."""
        from claudewire._call.responses.raw import RawResponseView

        return cast("Raw", RawResponseView(self, streaming=False))

    @property
    def with_streaming_response(self) -> Streaming:
        """A view whose methods return a context manager. Inside its `with` block, the body is read on demand."""
        from claudewire._call.responses.raw import RawResponseView

        return cast("Streaming", RawResponseView(self, streaming=True))
