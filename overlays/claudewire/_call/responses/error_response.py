"""The response that an error holds: its facts and its body, read as a response of httpx is read."""

from __future__ import annotations

from typing import Any

from claudewire import _json
from claudewire._secrets import redact

from .response import ResponseInfo

#: Bytes of a body that an error keeps.
_MAX_BODY = 1_000_000


class ErrorResponse(ResponseInfo):
    """A response with an error status, or with a body that does not fit. Keys in its body are redacted."""

    __slots__ = ("content",)

    def __init__(self, *, content: bytes = b"", **facts: Any) -> None:
        """Make the response of an error of its body and of the arguments of `ResponseInfo`."""
        super().__init__(**facts)
        #: The body.
        self.content: bytes = content

    @classmethod
    def of(cls, info: ResponseInfo, body: bytes) -> ErrorResponse:
        """Return the response with this body."""
        text = redact(body[:_MAX_BODY].decode("utf-8", "surrogateescape"))
        return cls(content=text.encode("utf-8", "surrogateescape"), **info._state())  # pyright: ignore[reportPrivateUsage]

    @property
    def text(self) -> str:
        """The body as text; what is not UTF-8 becomes U+FFFD."""
        return self.content.decode("utf-8", "replace")

    @property
    def is_error(self) -> bool:
        """Whether the status is 400 or above."""
        return self.status_code >= 400

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status_code < 300

    @property
    def reason_phrase(self) -> str:
        """The words of the status in HTTP, such as `Not Found`; empty if it has none."""
        from http import HTTPStatus

        try:
            return HTTPStatus(self.status_code).phrase
        except ValueError:
            return ""

    def json(self) -> Any:
        """Return the body as plain JSON values. Raises ValueError if it is not JSON."""
        return _json.loads(self.content)

    def read(self) -> bytes:
        """Return the body."""
        return self.content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ErrorResponse) and other.content == self.content and super().__eq__(other)

    __hash__ = ResponseInfo.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.content, self._state())


def _restored(content: bytes, facts: dict[str, Any]) -> ErrorResponse:
    return ErrorResponse(content=content, **facts)
