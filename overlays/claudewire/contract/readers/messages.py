"""Headers and bodies in the forms that recorders have for them."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from claudewire.contract.findings import Place
from claudewire.contract.readers.interaction import Interaction, Message
from claudewire.contract.readers.limits import AbsentBodyError, UndecodableError
from claudewire.contract.readers.text import body_bytes
from claudewire.contract.values import is_array, is_object

_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2})*")
_STATUS: Final = re.compile(r"\s*(\d{1,4})\b")
_ORIGIN: Final = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*")


class Location:
    """File, line and position of an interaction."""

    def __init__(self, file: str, line: int, index: int) -> None:
        self.file: str = file
        self.line: int = line
        self.index: int = index

    def place(self, title: str) -> Place:
        return Place(file=self.file, line=self.line, index=self.index, title=title)


def interaction(
    location: Location, method: Any, url: Any, request: Message, status: int, response: Message, **more: Any
) -> Interaction:
    """An interaction with its title, such as `POST /v1/messages → 200`.

    Raises:
        UndecodableError: method or address is not a text.
    """
    if not isinstance(method, str) or not isinstance(url, str):
        raise UndecodableError("it has no method or no address")
    method = method.removeprefix(":").upper()  # a symbol of Ruby
    path = _ORIGIN.sub("", url).partition("?")[0] or "/"
    place = location.place(f"{method} {path} → {status or 'no response'}")
    return Interaction(place=place, method=method, url=url, request=request, status=status, response=response, **more)


def message(headers: Any, body: bytes | str | UndecodableError | None) -> Message:
    """A message from headers in any form, and its body or the reason why it was lost."""
    pairs = [(name.lower(), value) for name, value in header_pairs(headers) if not name.startswith(":")]
    if isinstance(body, UndecodableError):
        return Message(headers=pairs, body=None, lost=str(body), absent=isinstance(body, AbsentBodyError))
    return Message(headers=pairs, body=body_bytes(body) if isinstance(body, str) else body)


def status_of(*candidates: Any) -> int:
    """The status: the first candidate that holds a number; 0 if none does."""
    for value in candidates:
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, (int, float)):
            return int(value)
        found = _STATUS.match(value) if isinstance(value, str) else None
        if found:
            return int(found[1])
    return 0


def json_body(value: Any) -> bytes:
    """The bytes of a body that the recorder keeps as a value."""
    return json.dumps(
        value, default=lambda item: item.decode("latin-1") if isinstance(item, bytes) else str(item)
    ).encode()


def from_base64(text: Any) -> bytes | UndecodableError:
    """The bytes of a base64 text, of either alphabet, with or without line ends and padding; or why there are none."""
    if isinstance(text, (bytes, bytearray)):
        text = text.decode("latin-1")
    if not isinstance(text, str):
        return UndecodableError("its base64 is not a text")
    compact = "".join(text.split()).translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        return UndecodableError(f"its base64 is not valid: {error}")


def from_chunks(chunks: list[Any]) -> bytes | UndecodableError:
    """The bytes of a body that was recorded as a list of chunks, each in hexadecimal or in base64; or why there are none."""
    texts = [chunk for chunk in chunks if isinstance(chunk, str)]
    if len(texts) < len(chunks):
        return UndecodableError("a chunk of the body is not a text")
    if all(map(_HEX.fullmatch, texts)):
        return b"".join(map(bytes.fromhex, texts))
    decoded = [from_base64(text) for text in texts]
    lost = next((found for found in decoded if isinstance(found, UndecodableError)), None)
    return lost or b"".join(found for found in decoded if isinstance(found, bytes))


def header_pairs(raw: Any) -> list[tuple[str, str]]:
    """Headers in any of the forms in use: a mapping to a value or a list, pairs, or objects with `name` and `value`.

    Anything else is skipped: a header that the recorder mangled says nothing about the API.
    """
    pairs: list[tuple[Any, Any]] = []
    if is_object(raw):
        for name, values in raw.items():
            pairs += [(name, value) for value in (values if is_array(values) else [values])]
    elif is_array(raw):
        for item in raw:
            if is_object(item):
                pairs.append((item.get("name"), item.get("value")))
            elif is_array(item) and len(item) == 2 and not any(map(is_array, item)):
                pairs.append((item[0], item[1]))
            elif is_array(item):  # a set of pairs, of Python 2 days
                pairs += header_pairs(item)
    return [(_text(name), _text(value)) for name, value in pairs if name is not None and not is_object(value)]


def _text(value: Any) -> str:
    if isinstance(value, (bytes, bytearray)):
        return value.decode("latin-1")
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def as_mapping(value: Any) -> Mapping[str, Any]:
    """The value, if it is an object; else an empty one."""
    return value if is_object(value) else {}
