"""Recordings as interactions: VCR cassettes, HAR files, JSON lines; each also gzipped."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

from claudewire.contract.findings import Place
from claudewire.contract.readers.interaction import Interaction, Message
from claudewire.contract.values import is_array, is_object

_SUFFIXES: Final = (".yaml", ".yml", ".json", ".har", ".jsonl", ".ndjson")
_GZIP: Final = b"\x1f\x8b"


class UnreadableError(ValueError):
    """A file is no recording, or not a whole one."""


class NotARecordingError(UnreadableError):
    """A file is something else altogether."""


def recordings(paths: Iterable[str | PathLike[str]]) -> Iterator[Path]:
    """The files that the paths name: files as they are, folders with every file in them that may be a recording."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from (
                file
                for file in sorted(path.rglob("*"))
                if file.is_file() and file.name.removesuffix(".gz").endswith(_SUFFIXES)
            )
        else:
            yield path


def read(path: str | PathLike[str]) -> list[Interaction]:
    """The interactions of a file.

    Raises:
        UnreadableError: the file is of no known format.
        OSError: it can not be opened.
    """
    file = Path(path)
    return list(parse(file.read_bytes(), str(path)))


def parse(data: bytes, name: str) -> Iterator[Interaction]:
    """The interactions in the bytes of a file; its name says the format."""
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError) as error:
            raise UnreadableError(f"the file is damaged: {error}") from None
    kind = name.lower().removesuffix(".gz").rpartition(".")[2]
    try:
        text = data.decode()
        if kind in ("jsonl", "ndjson"):
            yield from _json_lines(text, name)
        else:
            yield from _whole(text, name, kind)
    except UnreadableError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(f"no recording, or not a whole one: {type(error).__name__}: {error}") from None


def _whole(text: str, name: str, kind: str) -> Iterator[Interaction]:
    raw = _yaml(text) if kind in ("yaml", "yml") else json.loads(text)
    if not is_object(raw):
        raise NotARecordingError("neither a cassette nor a HAR file")
    if is_object(raw.get("log")):
        yield from _each(raw["log"]["entries"], name, text, "startedDateTime", _har)
        return
    for key in ("interactions", "http_interactions"):
        if key in raw and (raw[key] is None or is_array(raw[key])):
            yield from _each(raw[key] or (), name, text, "request", _vcr)
            return
    raise NotARecordingError("neither a cassette nor a HAR file")


def yaml_module() -> Any:
    """PyYAML, which only this needs.

    Raises:
        UnreadableError: it is not installed.
    """
    try:
        import yaml
    except ImportError:
        raise UnreadableError("YAML needs PyYAML: pip install 'claudewire[contract]'") from None
    return yaml


def _yaml(text: str) -> Any:
    yaml = yaml_module()
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise UnreadableError(f"no YAML: {error}") from None


def _each(
    items: Iterable[Mapping[str, Any]],
    name: str,
    text: str,
    mark: str,
    convert: Callable[[Mapping[str, Any], _At], Interaction],
) -> Iterator[Interaction]:
    listed = list(items)
    lines = _lines_of(text, mark)
    # The mark can stand inside a recorded body as well; then no line can be trusted but the first.
    known = len(lines) == len(listed)
    for index, item in enumerate(listed):
        yield convert(item, _At(name, lines[index] if known else 1, index))


def _lines_of(text: str, mark: str) -> list[int]:
    pattern = re.compile(rf'^[ \t]*(?:- |\{{)?[ \t]*"?{mark}"?:', re.MULTILINE)
    found: list[int] = []
    line, start = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        found.append(line)
    return found


class _At:
    """File, line and position of an interaction."""

    def __init__(self, file: str, line: int, index: int) -> None:
        self.file, self.line, self.index = file, line, index

    def place(self, method: str, path: str, status: int) -> Place:
        return Place(file=self.file, line=self.line, index=self.index, title=f"{method} {path} → {status}")


def _interaction(
    at: _At, method: str, url: str, request: Message, status: int, response: Message, **more: Any
) -> Interaction:
    path = url.partition("?")[0]
    path = "/" + path.split("/", 3)[3] if path.count("/") >= 3 and "://" in path else path
    method = method.upper()
    place = at.place(method, path, status)
    return Interaction(place=place, method=method, url=url, request=request, status=status, response=response, **more)


# -- VCR: vcrpy, and its relatives in Ruby, R and Go


def _vcr(item: Mapping[str, Any], at: _At) -> Interaction:
    request, response = item["request"], item["response"]
    status = response.get("status", response.get("code"))
    if is_object(status):
        status = status.get("code", status.get("status_code"))
    elif "code" in response:
        status = response["code"]
    return _interaction(
        at,
        request["method"],
        str(request.get("uri") or request.get("url")),
        Message(headers=_headers(request.get("headers")), body=_vcr_body(request)),
        int(status or response.get("status_code") or 0),
        Message(headers=_headers(response.get("headers")), body=_vcr_body(response)),
        chunk_sizes=_chunk_sizes(response),
    )


def _vcr_body(message: Mapping[str, Any]) -> bytes | None:
    if "parsed_body" in message:  # some projects keep JSON bodies as YAML, to read them better
        return json.dumps(message["parsed_body"]).encode()
    body = message.get("body", message.get("content"))
    if is_object(body):
        if "base64_string" in body:
            return base64.b64decode(body["base64_string"])
        body = body.get("string", body.get("text"))
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    if isinstance(body, str):
        return _text(body)
    return None if body is None else json.dumps(body).encode()


def _chunk_sizes(response: Mapping[str, Any]) -> list[int] | None:
    sizes = response.get("chunk_sizes")
    return [int(size) for size in sizes] if is_array(sizes) else None


# -- HAR


def _har(item: Mapping[str, Any], at: _At) -> Interaction:
    request, response = item["request"], item["response"]
    post: Mapping[str, Any] = request.get("postData") or {}
    content: Mapping[str, Any] = response.get("content") or {}
    sent = post.get("text")
    came = content.get("text")
    return _interaction(
        at,
        request["method"],
        request["url"],
        Message(headers=_headers(request.get("headers")), body=_har_body(sent, post.get("encoding"))),
        int(response["status"]),
        Message(headers=_headers(response.get("headers")), body=_har_body(came, content.get("encoding"))),
    )


def _har_body(text: str | None, encoding: str | None) -> bytes | None:
    if text is None:
        return None
    return base64.b64decode(text) if encoding == "base64" else _text(text)


# -- JSON lines: one interaction a line


def _json_lines(text: str, name: str) -> Iterator[Interaction]:
    for index, line in enumerate(
        text.splitlines() if "\u2028" not in text and "\x85" not in text else text.split("\n")
    ):
        if line.strip():
            item = json.loads(line)
            if not is_object(item) or not item.keys() >= {"request", "response"}:
                raise NotARecordingError(f"line {index + 1} is no interaction")
            yield _line(item, _At(name, index + 1, index))


def _line(item: Mapping[str, Any], at: _At) -> Interaction:
    request, response = item["request"], item["response"]
    unnamed = response.get("fidelity") == "sse-data-lines"
    body = _line_body(response)
    if unnamed and body is not None:
        body = b"".join(b"data: %s\n\n" % payload for payload in body.split(b"\n") if payload.strip())
    return _interaction(
        at,
        request["method"],
        request["url"],
        Message(headers=_headers(request.get("headers")), body=_line_body(request)),
        int(response["status"]),
        Message(headers=_headers(response.get("headers")), body=body),
        # A matcher of the recorder says which requests it answers, and not what was sent.
        request_known=item.get("request_known", True) and request.get("fidelity") != "recorder-match-pattern",
        events_unnamed=unnamed,
        chunk_sizes=response.get("chunk_sizes"),
        extra={key: item[key] for key in ("id", "source_repo", "source_path") if key in item},
    )


def _line_body(message: Mapping[str, Any]) -> bytes | None:
    body = message.get("body")
    if body is None or (message.get("trimmed") and body.startswith("<trimmed ")):  # nothing of it is left
        return None
    return base64.b64decode(body) if message.get("body_base64") else _text(body)


# -- shared


def _text(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _headers(raw: Any) -> list[tuple[str, str]]:
    return [(name.lower(), value) for name, value in header_pairs(raw)]


def header_pairs(raw: Any) -> list[tuple[str, str]]:
    """Headers in any of the forms in use: a mapping to a value or a list, pairs, or objects with `name` and `value`."""
    pairs: list[tuple[Any, Any]] = []
    if is_object(raw):
        for name, values in raw.items():
            pairs += [(name, value) for value in (values if is_array(values) else [values])]
    elif is_array(raw):
        pairs = [(item["name"], item["value"]) if is_object(item) else (item[0], item[1]) for item in raw]
    return [(str(name), value.decode("latin-1") if isinstance(value, bytes) else str(value)) for name, value in pairs]
