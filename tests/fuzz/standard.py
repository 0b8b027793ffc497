"""The algorithm of the HTML standard for event streams, step by step: the oracle for `EventDecoder`."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import NamedTuple

from claudewire._stream.sse import EventDecoder, ServerSentEvent

#: Events; whether the bytes end inside an event; reconnection time in milliseconds.
Decoded = tuple[list[ServerSentEvent], bool, int | None]


class Standard(NamedTuple):
    """What the standard says about a stream."""

    decoded: Decoded
    comments: int
    last_event_id: str


def decode(chunks: Iterable[bytes], **limits: int) -> Decoded:
    """Return what `EventDecoder` makes of the chunks."""
    decoder = EventDecoder(**limits)
    events: list[ServerSentEvent] = []
    for chunk in chunks:
        by_itself = decoder.one_event(chunk)  # as the reader of a message does
        events += decoder.feed(chunk) if by_itself is None else [ServerSentEvent(*by_itself.groups())]
    return events, decoder.finish(), decoder.retry


def standard(data: bytes) -> Standard:
    """Return what the HTML standard, 9.2.6, makes of the bytes. Written in its steps, without regard to speed."""
    text = data.decode("utf-8", "replace")
    text = text.removeprefix("\ufeff")
    events: list[ServerSentEvent] = []
    data_buffer, type_buffer, id_buffer, last_id, retry = "", "", "", "", None
    comments, line, fields, position = 0, "", False, 0
    while position < len(text):
        character = text[position]
        position += 1
        if character not in "\r\n":
            line += character
            continue
        if character == "\r" and text[position : position + 1] == "\n":
            position += 1
        if line == "":
            last_id = id_buffer
            if data_buffer != "":
                content = data_buffer[:-1] if data_buffer[-1] == "\n" else data_buffer
                events.append(ServerSentEvent(type_buffer if type_buffer != "" else "message", content, last_id, retry))
            data_buffer, type_buffer, fields = "", "", False
        elif line[0] == ":":
            comments += 1
        else:
            fields = True
            if ":" in line:
                name, value = line[: line.index(":")], line[line.index(":") + 1 :]
                if value[:1] == " ":
                    value = value[1:]
            else:
                name, value = line, ""
            if name == "event":
                type_buffer = value
            elif name == "data":
                data_buffer += value + "\n"
            elif name == "id":
                if "\0" not in value:
                    id_buffer = value
            elif name == "retry" and value != "" and all(digit in "0123456789" for digit in value):
                retry = int(value)
        line = ""
    return Standard((events, fields or line != "", retry), comments, last_id)


FRAGMENTS = [
    b"data", b"event", b"id", b"retry", b":", b": ", b" ", b"\n", b"\r", b"\r\n", b"\n\n", b"data: x\n", b"event: e\n",
    b"event: a\ndata: {}\n\n", b"data: y\n\n", b"1", b"007", b"\0", b"\xef\xbb\xbf", b"\xe2\x82\xac", b"\xe2", b"\x82",
    b"\xff", b"foo", b"\xe2\x80\xa8", b"\x0b", b"\x85", b"\xc2\x85",
]  # fmt: skip


def random_stream(chance: random.Random) -> bytes:
    return b"".join(chance.choices(FRAGMENTS, k=chance.randint(0, 24)))


def random_chunks(data: bytes, chance: random.Random) -> list[bytes]:
    places = sorted(chance.randint(0, len(data)) for _ in range(chance.randint(0, 6)))
    return [data[a:b] for a, b in zip([0, *places], [*places, len(data)], strict=True)]
