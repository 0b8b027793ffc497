"""Cassettes that are safe to publish, and replays that arrive in pieces.

The fixture `claude_cassette` uses both. With other cassettes of pytest-recording:

    @pytest.fixture
    def vcr_config():
        return safe_config()

Without vcrpy at all, from any recording that `claudewire contract` reads:

    client = Claude(api_key="sk-ant-local", http_client=httpx.Client(transport=Replay("cassettes/stream.yaml")))
"""

from __future__ import annotations

import copy
import importlib
import inspect
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from functools import partial
from os import PathLike
from typing import Any, Final, Self, TypeAlias
from urllib.parse import urlsplit

import httpx

from claudewire.contract.readers import read
from claudewire.contract.readers.interaction import Interaction
from claudewire.contract.scrub.files import SecretLeftError, body, headers
from claudewire.contract.scrub.scrubber import Scrubber, find

__all__ = ["GuardedPersister", "Replay", "SecretLeftError", "chunks", "guard", "safe_config"]

#: How a body is cut: as it was recorded (by events, where that is not known), event by event, or into pieces of so many bytes.
Chunking: TypeAlias = "str | int"

_BLOCK: Final = 64 * 1024
#: What must not be handed on, because a replayed body is not encoded any more, or is not what its length says.
_DROPPED: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def safe_config(**more: Any) -> dict[str, Any]:
    """Configuration of vcrpy: what it writes holds no secret, and what it replays arrives event by event.

    Headers are kept by an allow-list. Keys, tokens, cookies, organization and account ids are replaced wherever they stand, the same
    by the same; a body without any is kept byte by byte. Compressed bodies are stored plain.

    Args:
        more: Further configuration of vcrpy, or another value for what is here.

    Raises:
        SecretLeftError: (when recording) a body cannot be searched.
    """
    scrubber = Scrubber()
    return {
        "before_record_request": partial(_request, scrubber=scrubber),
        "before_record_response": partial(_response, scrubber=scrubber),
        "decode_compressed_response": True,
        "custom_patches": _patches(),
        **more,
    }


def guard(vcr: Any) -> None:
    """Make a `vcr.VCR` refuse to write a cassette that still holds a secret, whatever the rest of its configuration does.

    In a `conftest.py`, for pytest-recording:

        def pytest_recording_configure(config, vcr):
            guard(vcr)
    """
    vcr.register_persister(GuardedPersister(vcr.persister))


class Replay(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """An httpx transport that answers from a recording: each interaction once, in order, to a request of its method and path.

    Args:
        path: A recording of any format that `claudewire contract` reads, or interactions.
        chunking: `recorded`, `events`, or a number of bytes.
    """

    def __init__(self, path: str | PathLike[str] | Iterable[Interaction], *, chunking: Chunking = "recorded") -> None:
        is_path = isinstance(path, (str, PathLike))
        self.left: list[Interaction] = read(path) if is_path else list(path)  # type: ignore[arg-type]
        self.chunking = chunking

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self._answer(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return self._answer(request)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        for position, interaction in enumerate(self.left):
            same_path = urlsplit(interaction.url).path == request.url.path
            if interaction.method == request.method and same_path:
                del self.left[position]
                return _replayed(interaction, self.chunking)
        raise httpx.ConnectError(
            f"no recorded response is left for {request.method} {request.url.path}", request=request
        )


class ChunkStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that arrives in these pieces."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            yield piece


def chunks(data: bytes, chunking: Chunking = "events", sizes: Sequence[int] | None = None) -> list[bytes]:
    """A body in pieces; joined, they are the body.

    Args:
        data: The body.
        chunking: `recorded`, `events`, or a number of bytes.
        sizes: The recorded sizes. Where they do not add up to the body, it is cut by events.
    """
    if isinstance(chunking, int):
        return [data[start : start + chunking] for start in range(0, len(data), max(1, chunking))]
    if chunking == "recorded" and sizes and sum(sizes) == len(data):
        pieces: list[bytes] = []
        start = 0
        for size in sizes:
            pieces.append(data[start : start + size])
            start += size
        return pieces
    if data.startswith((b"event:", b"data:", b":")):
        return re.findall(rb".+?(?:\r\n\r\n|\n\n|\r\r|\Z)", data, re.DOTALL)
    return [data[start : start + _BLOCK] for start in range(0, len(data), _BLOCK)]


def _replayed(interaction: Interaction, chunking: Chunking) -> httpx.Response:
    content = interaction.response.content() or b""
    kept = [(name, value) for name, value in interaction.response.headers if name not in _DROPPED]
    stream = ChunkStream(chunks(content, chunking, interaction.chunk_sizes))
    return httpx.Response(interaction.status, headers=kept, stream=stream)


# -- vcrpy


def _request(request: Any, scrubber: Scrubber) -> Any:
    scrubber.renew()
    clean = copy.copy(request)
    listed = [
        (str(name), value.decode("latin-1") if isinstance(value, bytes) else str(value))
        for name, value in request.headers.items()
    ]
    clean.headers = dict(headers(listed, scrubber))
    clean.uri = scrubber.text(request.uri)
    if isinstance(request.body, (bytes, str)):
        raw = request.body.encode() if isinstance(request.body, str) else request.body
        clean.body = body(raw, scrubber)
    return clean


def _response(response: dict[str, Any], scrubber: Scrubber) -> dict[str, Any]:
    scrubber.renew()
    listed = [(name, value) for name, values in response["headers"].items() for value in values]
    kept: dict[str, list[str]] = {}
    for name, value in headers(listed, scrubber):
        kept.setdefault(name, []).append(value)
    encoding = next((values for name, values in kept.items() if name.lower() == "content-encoding"), None)
    if encoding:
        raise SecretLeftError(f"the response is compressed with {encoding[0]}: it cannot be searched for secrets")
    raw = response["body"].get("string") or b""
    clean = body(raw.encode() if isinstance(raw, str) else raw, scrubber)
    return {**response, "headers": kept, "body": {**response["body"], "string": clean}}


class GuardedPersister:
    """Looks once more at what is about to be written."""

    def __init__(self, persister: Any) -> None:
        self._persister = persister

    def load_cassette(self, path: Any, serializer: Any) -> Any:
        return self._persister.load_cassette(path, serializer)

    def save_cassette(self, path: Any, cassette: Any, serializer: Any) -> None:
        serialize: Any = importlib.import_module("vcr.serialize").serialize
        # serialize() changes what it is given.
        left = find(serialize(copy.deepcopy(cassette), serializer).encode())
        if left:
            found = ", ".join(f"{leak.kind} {leak.hint}" for leak in left)
            _undo_patches()
            raise SecretLeftError(f"{path}: not written: {found}")
        self._persister.save_cassette(path, cassette, serializer)


def _undo_patches() -> None:
    """End the recording that is being saved.

    Where saving fails, vcrpy forgets to: what it put in the place of httpx's methods would record every test that follows.
    """
    frame = inspect.currentframe()
    while frame is not None:
        rest = getattr(frame.f_locals.get("self"), "_CassetteContextDecorator__finish", None)
        if rest is not None:
            next(rest, None)
            return
        frame = frame.f_back


class _Patches(tuple[tuple[Any, str, Any], ...]):
    """pytest-recording copies its configuration deeply, and a module cannot be copied."""

    __slots__ = ()

    def __deepcopy__(self, memo: Any) -> Self:
        return self


def _patches() -> _Patches:
    """Vcrpy hands a replayed body on in one piece: cut it by events."""
    try:
        httpx_stubs: Any = importlib.import_module("vcr.stubs.httpx_stubs")
    except ImportError:
        return _Patches()
    original = getattr(httpx_stubs, "_deserialize_response", None)
    if original is None:
        return _Patches()

    def in_pieces(response: Any, *rest: Any) -> Any:
        made = original(response, *rest)
        made.stream = ChunkStream(chunks(response["body"]["string"] or b""))
        return made

    return _Patches([(httpx_stubs, "_deserialize_response", in_pieces)])
