"""Requests on their way out, in the form in which httpcore has them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, cast

from ._errors import ConfigurationError
from ._multipart import Multipart
from ._request import Request


class Outgoing:
    """One attempt to send a request, with the credential among its headers.

    Attributes:
        target: What the request line says of the URL. The connection knows.
        extensions: The timeouts.
        deadline: When the call must be over, on the monotonic clock; None for never.
    """

    __slots__ = ("deadline", "extensions", "headers", "method", "stream", "target", "url")

    def __init__(
        self,
        request: Request,
        authorization: Mapping[bytes, bytes],
        timeouts: Mapping[str, float | None],
        deadline: float | None,
    ) -> None:
        body = request.body
        self.method = request.method.encode()
        self.url = request.url
        self.target = b""
        #: Checked when the request was made.
        self.headers = [*request.headers.items(), *authorization.items()]
        self.stream = EMPTY if body is None else Bytes(body) if isinstance(body, bytes) else Form(body)
        self.extensions: dict[str, Any] = {"timeout": dict(timeouts)}
        self.deadline = deadline


class Bytes:
    """A body in one piece. Its iterators are no generators: a cancelled request drops them unfinished."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __iter__(self) -> Iterator[bytes]:
        return iter((self._data,)) if self._data else iter(())

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Pieces(iter(self))

    async def aclose(self) -> None:
        pass


EMPTY = Bytes(b"")


class _Pieces:
    __slots__ = ("_pieces",)

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> _Pieces:
        return self

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration


class Form:
    """A body that is read while it is sent."""

    __slots__ = ("_form", "_reading")

    def __init__(self, form: Multipart) -> None:
        self._form = form
        self._reading: Any = None

    def __iter__(self) -> Iterator[bytes]:
        if self._form.is_async:
            raise ConfigurationError("an async iterator can only be uploaded by an async client")
        return iter(self._form)

    def __aiter__(self) -> AsyncIterator[bytes]:
        self._reading = self._form.__aiter__()
        return cast("AsyncIterator[bytes]", self._reading)

    async def aclose(self) -> None:
        """Files are closed when sending them broke off, too."""
        if self._reading is not None:
            await self._reading.aclose()
