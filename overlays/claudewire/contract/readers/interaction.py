"""One recorded exchange, whatever recorded it."""

from __future__ import annotations

import gzip
import importlib
import zlib
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from attrs import field, frozen

from claudewire.contract.findings import Place

#: What recorders write in place of a value that they hide.
_MASKS: Final = ("redacted", "filtered", "xxx", "***", "<", "dummy", "fake", "masked", "sanitized")
_GZIP: Final = b"\x1f\x8b"


def is_redacted(value: str) -> bool:
    """Whether a header value was hidden by the recorder, so that nothing can be said about it."""
    text = value.strip().lower()
    return not text or any(mask in text for mask in _MASKS)


class UndecodableError(ValueError):
    """A body is compressed in a way that can not be undone here."""


@frozen(kw_only=True)
class Message:
    """A request or a response."""

    #: Names in lower case, in the order of the recording.
    headers: Sequence[tuple[str, str]]
    #: As the recorder kept it; None if it kept none.
    body: bytes | None

    def header(self, name: str) -> str | None:
        """The value of a header; several are joined by commas."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None

    @property
    def media_type(self) -> str | None:
        """Media type without parameters, in lower case; None if it was not recorded, or hidden."""
        value = self.header("content-type")
        if value is None or is_redacted(value):
            return None
        return value.partition(";")[0].strip().lower()

    def content(self) -> bytes | None:
        """The body without its content encoding. Many recorders undo it and keep the header, so the bytes decide.

        Raises:
            UndecodableError: the encoding is not known, its decoder is not installed, or the bytes are damaged.
        """
        body = self.body
        if body is None:
            return None
        encoding = (self.header("content-encoding") or "").strip().lower()
        try:
            if body.startswith(_GZIP):
                return gzip.decompress(body)
            if encoding == "deflate" and body[:1] == b"\x78":
                return zlib.decompress(body)
        except (OSError, EOFError, zlib.error) as error:
            raise UndecodableError(f"the body is damaged: {error}") from None
        if encoding in ("br", "zstd") and _is_binary(body):
            return _decompress(encoding, body)
        return body


@frozen(kw_only=True)
class Interaction:
    """A request and its response."""

    place: Place
    method: str
    url: str
    request: Message
    status: int
    response: Message
    #: False: only the response was recorded, and the request is a guess.
    request_known: bool = True
    #: The recorder kept the payloads of the events and not their names.
    events_unnamed: bool = False
    #: Sizes of the pieces in which the response arrived.
    chunk_sizes: Sequence[int] | None = None
    #: Facts that the source adds, for whoever reads the report.
    extra: dict[str, Any] = field(factory=dict[str, Any])

    @property
    def _address(self) -> SplitResult:
        try:
            return urlsplit(self.url)
        except ValueError:  # nothing can be said of an address that is none
            return urlsplit("")

    @property
    def host(self) -> str:
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
        return self._address.path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self._address.query, keep_blank_values=True)


def _is_binary(body: bytes) -> bool:
    try:
        body[:4096].decode()
    except UnicodeDecodeError as error:
        return error.start < len(body[:4096]) - 4
    return b"\0" in body[:4096]


def _decompress(encoding: str, body: bytes) -> bytes:
    """With whatever decoder is installed: none is needed by anything else here."""
    name = {"br": "brotli", "zstd": "zstandard"}[encoding]
    try:
        decoder: Any = importlib.import_module(name)
    except ImportError:
        raise UndecodableError(f"the body is compressed with {encoding}, and {name} is not installed") from None
    try:
        made: bytes
        if encoding == "br":
            made = decoder.decompress(body)
        else:
            made = decoder.ZstdDecompressor().decompressobj().decompress(body)
    except Exception as error:  # noqa: BLE001 each decoder has an error class of its own
        raise UndecodableError(f"the body is damaged: {error}") from None
    return made
