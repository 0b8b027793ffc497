"""Recordings without secrets: headers by an allow-list, everything else by what it holds."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from claudewire.contract.findings import Place
from claudewire.contract.headers import LOCAL_SERVER, is_kept
from claudewire.contract.readers import UnreadableError, header_pairs, parse, recordings, yaml_module
from claudewire.contract.scrub.secrets import Leak, Scrubber, is_placeholder, names_secret, split_runs
from claudewire.contract.values import is_array, is_object

_GZIP: Final = b"\x1f\x8b"
#: Headers whose value is replaced whole; that they were sent is worth keeping.
CREDENTIALS: Final = frozenset({"x-api-key", "authorization", "proxy-authorization"})
_IDS: Final = {"anthropic-organization-id": "organization", "anthropic-workspace-id": "workspace"}
_DELTA: Final = re.compile(r'"(text|partial_json|thinking|cited_text)"\s*:\s*("(?:[^"\\]|\\.)*")')


class SecretLeftError(ValueError):
    """A recording still holds a secret, or something that can not be looked into."""


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
            return {**value, "value": structure(value["value"], scrubber, value["name"])}
        return {key: _entry(str(key), inner, scrubber) for key, inner in value.items()}
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
    """The bytes of a recording without secrets, in the same format. Without secrets in them, they come back as they are.

    Raises:
        UnreadableError: the file is no recording.
        SecretLeftError: something is left that can not be replaced, or not be looked into.
    """
    packed = data.startswith(_GZIP)
    plain = gzip.decompress(data) if packed else data
    kind = name.lower().removesuffix(".gz").rpartition(".")[2]
    opaque = [interaction.place for interaction in parse(plain, name) if _opaque(interaction)]
    text = plain.decode()
    if kind in ("jsonl", "ndjson"):
        clean = "".join(_line(line, scrubber) for line in text.splitlines(keepends=True))
    elif kind in ("yaml", "yml"):
        clean = _yaml(text, scrubber)
    else:
        raw = json.loads(text)
        learn(raw, scrubber)
        new = structure(raw, scrubber)
        clean = text if new == raw else json.dumps(new, indent=2, ensure_ascii=False) + "\n"
    left = _left(clean, kind)
    if left or opaque:
        raise SecretLeftError(_message(name, left, opaque))
    made = clean.encode()
    return data if made == plain else gzip.compress(made, mtime=0) if packed else made


def main(paths: Sequence[Path], *, check: bool = False) -> int:
    """Scrub recordings in place, or only look for secrets."""
    scrubber = Scrubber()
    status = changed = looked = 0
    for path in recordings(paths):
        known = len(scrubber.leaks)
        try:
            data = path.read_bytes()
            clean = file(data, str(path), scrubber)
        except UnreadableError as error:
            if path in paths:
                print(f"{path}: {error}", file=sys.stderr)
                status = 2
            continue
        except SecretLeftError as error:
            print(error, file=sys.stderr)
            status = status or 1
            continue
        looked += 1
        for leak in scrubber.leaks[known:]:
            print(f"{path}: {leak.kind} {leak.hint}")
        if clean != data:
            changed += 1
            if not check:
                path.write_bytes(clean)
    print(
        f"{looked} recordings, {changed} {'with secrets or headers to remove' if check else 'changed'}, {len(scrubber.leaks)} secrets"
    )
    return status or (1 if check and changed else 0)


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


def _line(line: str, scrubber: Scrubber) -> str:
    if not line.strip():
        return line
    raw = json.loads(line)
    learn(raw, scrubber)
    new = structure(raw, scrubber)
    return line if new == raw else json.dumps(new, ensure_ascii=False) + "\n"


def _yaml(text: str, scrubber: Scrubber) -> str:
    yaml = yaml_module()
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    learn(raw, scrubber)
    new = structure(raw, scrubber)
    if new == raw:
        return text
    made: str = yaml.dump(new, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True)
    return made


def _left(text: str, kind: str) -> list[Leak]:
    """What is found when the result is read again from the start."""
    again = Scrubber()
    if kind in ("jsonl", "ndjson"):
        for line in text.splitlines():
            if line.strip():
                structure(json.loads(line), again)
    elif kind in ("yaml", "yml"):
        structure(yaml_module().safe_load(text), again)
    else:
        structure(json.loads(text), again)
    return again.leaks


def _opaque(interaction: Any) -> bool:
    """Whether a body is compressed in a way that can not be undone, so that nobody knows what is in it."""
    for message in (interaction.request, interaction.response):
        try:
            content = message.content()
        except ValueError:
            return True
        encoding = (message.header("content-encoding") or "").lower()
        if content is not None and content is message.body and encoding in ("br", "zstd") and b"\0" in content[:4096]:
            return True
    return False


def _message(name: str, left: Sequence[Leak], opaque: Sequence[Place]) -> str:
    parts = [f"{leak.kind} {leak.hint}" for leak in left]
    parts += [f"interaction {place.index} has a body that can not be looked into" for place in opaque]
    return f"{name}: not written: {'; '.join(parts)}"
