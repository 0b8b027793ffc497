"""One recorded exchange, whatever recorded it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from attrs import field, frozen

from claudewire.contract.findings import Place
from claudewire.contract.readers.content_coding import decode_content
from claudewire.contract.readers.limits import UndecodableError

#: What recorders write in place of a value that they hide.
_MASKS: Final = ("redacted", "filtered", "xxx", "***", "<", "dummy", "fake", "masked", "sanitized")


def is_redacted(value: str) -> bool:
    """Whether the recorder replaced the value of a header, so that it says nothing about the API."""
    text = value.strip().lower()
    return not text or any(mask in text for mask in _MASKS)


@frozen(kw_only=True)
class Message:
    """A request or a response."""

    #: Names in lower case, in the order of the recording.
    headers: Sequence[tuple[str, str]]
    #: As the recorder kept it; None if it kept none.
    body: bytes | None
    #: Why the body could not be read from the file; empty if it was read.
    lost: str = ""
    #: The recorder kept nothing of the body.
    absent: bool = False

    def header(self, name: str) -> str | None:
        """The value of a header; several are joined by commas. None if there is no such header.

        Args:
            name: Name of the header, in lower case.
        """
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None

    @property
    def media_type(self) -> str | None:
        """Media type without parameters, in lower case; None if it was not recorded, or redacted."""
        value = self.header("content-type")
        if value is None or is_redacted(value):
            return None
        return value.partition(";")[0].strip().lower()

    def content(self) -> bytes | None:
        """The body without its content coding; None if none was recorded.

        Raises:
            UndecodableError: the body was lost, its coding is not known, its decoder is not installed, or the bytes are damaged.
        """
        if self.lost:
            raise UndecodableError(self.lost)
        if self.body is None:
            return None
        return decode_content(self.body, self.header("content-encoding") or "")


@frozen(kw_only=True)
class Interaction:
    """A request and its response."""

    #: Where the interaction stands.
    place: Place
    #: HTTP method, in upper case.
    method: str
    #: The whole URL.
    url: str
    #: The request.
    request: Message
    #: 0: there is no response, because the exchange was aborted.
    status: int
    #: The response.
    response: Message
    #: False: only the response was recorded, and the request is a guess.
    request_known: bool = True
    #: The recorder kept the payloads of the events, without their names.
    events_unnamed: bool = False
    #: Sizes in bytes of the chunks in which the response arrived.
    chunk_sizes: Sequence[int] | None = None
    #: Facts that the source adds, for the reader of the report.
    extra: dict[str, Any] = field(factory=dict[str, Any])

    @property
    def _address(self) -> SplitResult:
        try:
            return urlsplit(self.url)
        except ValueError:  # the address is not valid: no host, no path
            return urlsplit("")

    @property
    def host(self) -> str:
        """Host of the request's URL, without the port."""
        return self._address.hostname or ""

    @property
    def port(self) -> int | None:
        """The port of the address, or that of its scheme; None if there is neither."""
        try:
            return self._address.port or {"http": 80, "https": 443}.get(self._address.scheme)
        except ValueError:
            return None

    @property
    def path(self) -> str:
        """Path of the request's URL, as it was sent."""
        return self._address.path

    @property
    def query(self) -> list[tuple[str, str]]:
        """Query parameters of the request, in their order."""
        return parse_qsl(self._address.query, keep_blank_values=True)
