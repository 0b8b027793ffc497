"""Recordings without secrets: headers by an allow-list, everything else by what it holds."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from claudewire._errors import ClaudeError
from claudewire.contract.escaping import printable
from claudewire.contract.findings import Place
from claudewire.contract.headers import LOCAL_SERVER, is_kept
from claudewire.contract.readers import load, unpack
from claudewire.contract.readers.interaction import Interaction
from claudewire.contract.readers.json_text import loads
from claudewire.contract.readers.limits import UndecodableError
from claudewire.contract.readers.messages import header_pairs
from claudewire.contract.readers.text import decode_file
from claudewire.contract.readers.yaml_text import load_yaml, yaml_module
from claudewire.contract.scrub.forms import is_placeholder, names_secret
from claudewire.contract.scrub.packing import TooLargeError
from claudewire.contract.scrub.scrubber import Leak, Scrubber, find, split_runs
from claudewire.contract.values import is_array, is_object

_GZIP: Final = b"\x1f\x8b"
#: Headers whose complete value is replaced; the recording still says that they were sent.
CREDENTIALS: Final = frozenset({"x-api-key", "authorization", "proxy-authorization"})
_IDS: Final = {"anthropic-organization-id": "organization", "anthropic-workspace-id": "workspace"}
#: A comment of YAML: a line of its own, or the end of one.
_COMMENT: Final = re.compile(r"(?m)(?:^|(?<=\s))#[^\n]*")
#: The comments at the top, such as where the recording was made.
_HEAD: Final = re.compile(r"(?:[ \t]*#[^\n]*\n|[ \t]*\n)+")
_DELTA: Final = re.compile(r'"(text|partial_json|thinking|cited_text)"\s*:\s*("(?:[^"\\]|\\.)*")')


class SecretLeftError(ClaudeError, ValueError):
    """A recording still holds a secret, or something that cannot be searched."""


def headers(items: Iterable[tuple[str, str]], scrubber: Scrubber) -> list[tuple[str, str]]:
    """The headers that a recording keeps, without secrets."""
    kept: list[tuple[str, str]] = []
    for name, value in items:
        lower = name.lower()
        if lower in CREDENTIALS:
            scheme, space, secret = value.partition(" ")
            if not space:
                scheme, secret = "", value
            scrubber.learn(secret, "key")
            kept.append((name, f"{scheme}{space}{_masked(secret, 'key', scrubber)}"))
        elif lower in _IDS:
            scrubber.learn(value, _IDS[lower])
            kept.append((name, _masked(value, _IDS[lower], scrubber)))
        elif lower in ("cookie", "set-cookie"):
            for secret in re.findall(r"=([^;,\s]{8,})", value):
                scrubber.learn(secret, "cookie")
        elif is_kept(lower) or (lower, value) == LOCAL_SERVER:
            kept.append((name, scrubber.text(value)))
    return kept


def body(data: bytes, scrubber: Scrubber) -> bytes:
    """A body without secrets. One that holds none comes back byte by byte as it was."""
    clean = scrubber.data(data)
    if b"content_block_delta" in clean and not clean.startswith(_GZIP):
        clean = _deltas(clean.decode("utf-8", "surrogateescape"), scrubber).encode("utf-8", "surrogateescape")
    return clean


def structure(value: Any, scrubber: Scrubber, name: str = "") -> Any:
    """A loaded recording of any format, without secrets."""
    if isinstance(value, str):
        if names_secret(name) and value:
            return _masked(value, "token", scrubber)
        return body(value.encode("utf-8", "surrogatepass"), scrubber).decode("utf-8", "surrogatepass")
    if isinstance(value, (bytes, bytearray)):
        return body(bytes(value), scrubber)
    if is_object(value):
        if isinstance(value.get("name"), str) and isinstance(value.get("value"), str):  # a parameter, in HAR
            rest = {key: _entry(str(key), inner, scrubber) for key, inner in value.items() if key != "value"}
            return {**rest, "value": structure(value["value"], scrubber, value["name"])}
        return {scrubber.text(str(key)): _entry(str(key), inner, scrubber) for key, inner in value.items()}
    if is_array(value):
        return [structure(inner, scrubber, name) for inner in value]
    return value


def learn(value: Any, scrubber: Scrubber) -> None:
    """Take in the secrets that the headers of a recording name, so that they are known before the bodies are read."""
    if is_object(value):
        for key, inner in value.items():
            if key == "headers":
                headers(header_pairs(inner), scrubber)
            else:
                learn(inner, scrubber)
    elif is_array(value):
        for inner in value:
            learn(inner, scrubber)


def file(data: bytes, name: str, scrubber: Scrubber) -> bytes:
    """The bytes of a recording without secrets, in the same format. Without secrets in them, they are returned unchanged.

    Raises:
        UnreadableError: the file is not a recording.
        SecretLeftError: something is left that cannot be replaced, or cannot be searched.
    """
    scrubber.renew()
    packed = data.startswith(_GZIP)
    plain = unpack(data)
    source = decode_file(plain)
    recording = load(plain, name)
    opaque = [interaction.place for interaction in recording.interactions if _is_opaque(interaction)]
    suffix = name.lower().removesuffix(".gz").rpartition(".")[2]
    try:
        clean = _cleaned(source.text, suffix, scrubber)
        left = _left(clean, suffix)
    except TooLargeError as error:
        raise SecretLeftError(f"{name}: not written: {error}") from None
    if left or opaque:
        raise SecretLeftError(_message(name, left, opaque))
    made = source.encode(clean)
    # The header of a gzip file can hold a file name and a comment.
    if made == plain and not (packed and data[3] & 0x18):
        return data
    return gzip.compress(made, mtime=0) if packed else made


def _masked(value: str, kind: str, scrubber: Scrubber) -> str:
    return value if is_placeholder(value) else scrubber.placeholder(value, kind)


def _entry(key: str, value: Any, scrubber: Scrubber) -> Any:
    if key == "headers" and (is_object(value) or is_array(value)):
        return _headers(value, scrubber)
    if key == "cookies" and is_array(value):
        return []
    return structure(value, scrubber, key)


def _headers(value: Any, scrubber: Scrubber) -> Any:
    """Headers in the form in which the recorder keeps them."""
    kept = headers(header_pairs(value), scrubber)
    if is_object(value):
        several = any(map(is_array, value.values()))
        made: dict[str, Any] = {}
        for name, text in kept:
            if several:
                made.setdefault(name, []).append(text)
            else:
                made[name] = text
        return made
    if any(map(is_object, value)):
        return [{"name": name, "value": text} for name, text in kept]
    return [[name, text] for name, text in kept]


def _deltas(text: str, scrubber: Scrubber) -> str:
    """A stream without the secrets that run across its deltas: joined they are found, and each delta gets its part back."""
    blocks: dict[tuple[int, str], list[tuple[int, int, str]]] = {}
    message = start = 0
    for line in text.splitlines(keepends=True):
        stop = start + len(line)
        if '"message_start"' in line:
            message += 1
        index = re.search(r'"index"\s*:\s*(\d+)', line)
        found = _DELTA.search(line) if '"content_block_delta"' in line else None
        if index and found:
            key = (message * 100_000 + int(index[1]), found[1])
            blocks.setdefault(key, []).append((start + found.start(2), start + found.end(2), found[2]))
        start = stop
    changes: list[tuple[int, int, str]] = []
    for pieces in blocks.values():
        try:
            texts = [str(json.loads(literal, strict=False)) for _, _, literal in pieces]
        except ValueError:
            continue
        for position, new in split_runs(texts, scrubber):
            changes.append((pieces[position][0], pieces[position][1], json.dumps(new, ensure_ascii=False)))
    for begin, end, literal in sorted(changes, reverse=True):
        text = text[:begin] + literal + text[end:]
    return text


def _cleaned(text: str, suffix: str, scrubber: Scrubber) -> str:
    if suffix in ("jsonl", "ndjson"):
        return "\n".join(_line(line, scrubber) if line.strip() else line for line in text.split("\n"))
    if suffix in ("yaml", "yml"):
        return _yaml(text, scrubber)
    return _json(text, scrubber, indent=2)


def _line(line: str, scrubber: Scrubber) -> str:
    try:
        return _json(line, scrubber, indent=None)
    except ValueError as error:  # cut short; what is there is searched all the same
        if isinstance(error, TooLargeError):
            raise
        return scrubber.text(line)


def _json(text: str, scrubber: Scrubber, *, indent: int | None) -> str:
    raw = loads(text, strict=False)
    learn(raw, scrubber)
    new = structure(raw, scrubber)
    if new == raw and not _has_repeated_fields(text):  # the first value of such a field is in the text only
        return text
    end = "\n" if indent else "\r" if text.endswith("\r") else ""
    return json.dumps(new, indent=indent, ensure_ascii=not _is_encodable(text)) + end


def _has_repeated_fields(text: str) -> bool:
    found = False

    def pairs(items: list[tuple[str, Any]]) -> None:
        nonlocal found
        found = found or len(items) > len({name for name, _ in items})

    json.loads(text, strict=False, object_pairs_hook=pairs)
    return found


def _yaml(text: str, scrubber: Scrubber) -> str:
    raw = load_yaml(text)
    learn(raw, scrubber)
    new = structure(raw, scrubber)
    if new == raw and (cleaned := _COMMENT.sub(lambda match: scrubber.text(match[0]), text)) == scrubber.text(text):
        return cleaned
    # Comments elsewhere, tags, anchors and further documents are not kept.
    head = _HEAD.match(text)
    comment = scrubber.text(head[0]) if head else ""
    yaml = yaml_module()
    made: str = yaml.dump(new, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=_is_encodable(text))
    return comment + made


def _left(text: str, suffix: str) -> list[Leak]:
    """What is found when the result is read again from the start."""
    again = Scrubber()
    if suffix in ("jsonl", "ndjson"):
        for line in text.split("\n"):
            if line.strip():
                _line(line, again)
    elif suffix in ("yaml", "yml"):
        structure(load_yaml(text), again)
        again.text(text)  # comments, anchors, tags
    else:
        structure(loads(text, strict=False), again)
    return again.leaks


def _is_encodable(text: str) -> bool:
    """Whether the text has no halves of characters, which no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_opaque(interaction: Interaction) -> bool:
    """Whether a body is compressed in a way that cannot be undone, or undone and not be written again."""
    for message in (interaction.request, interaction.response):
        if message.absent:
            continue
        try:
            content = message.content()
        except UndecodableError:
            return True
        coding = (message.header("content-encoding") or "").lower()
        if content is not None and content is not message.body and coding in ("br", "zstd") and find(content):
            return True
    return False


def _message(name: str, left: Sequence[Leak], opaque: Sequence[Place]) -> str:
    parts = [f"{leak.kind} {leak.hint}" for leak in left]
    parts += [f"interaction {place.index} has a body that cannot be searched" for place in opaque]
    return f"{printable(name)}: not written: {'; '.join(parts)}"
