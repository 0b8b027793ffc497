"""Fuzzes message streams: any bytes end in the message that their events describe, or in a ClaudeError with a partial message.

The first byte chooses the input: raw bytes, or events of the numbered vectors in another order and with other values.

`python -m tests.fuzz.messages -max_total_time=300` runs for five minutes; other arguments are those of libFuzzer. Needs atheris.
"""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(
    include=["claudewire._stream.accumulator", "claudewire._stream.reader", "claudewire._stream.partial_json"]
):
    from claudewire._stream.reader import MessageReader
    from claudewire._stream.stream import MessageStream, Stream
from claudewire import ClaudeError
from claudewire_api.models import Message
from tests.support.streams import CALL, ScriptedResponse, wire

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/streams.json").read_text("utf-8"))["vectors"]
STREAMS: list[list[dict[str, Any]]] = [vector["events"] for vector in VECTORS]
EVENTS = [event for events in STREAMS for event in events if isinstance(event, dict)]

READS: list[Callable[[MessageStream], Any]] = [
    MessageStream.get_final_message,
    MessageStream.until_done,
    lambda stream: list(stream.text_stream),
    lambda stream: [repr(event) + json.dumps(event.to_dict()) for event in stream],
    lambda stream: [stream.current_message_snapshot.to_dict() for _ in stream],
]


def value(data: atheris.FuzzedDataProvider, depth: int = 0) -> Any:
    """Any JSON value."""
    kind = data.ConsumeIntInRange(0, 7 if depth < 3 else 5)
    if kind == 6:
        return [value(data, depth + 1) for _ in range(data.ConsumeIntInRange(0, 3))]
    if kind == 7:
        return {word(data): value(data, depth + 1) for _ in range(data.ConsumeIntInRange(0, 3))}
    return (None, True, data.ConsumeInt(4), data.ConsumeRegularFloat(), word(data), "")[kind]


WORDS = sorted(
    {str(key) for event in EVENTS for part in (event, *event.values()) if isinstance(part, dict) for key in part}
    | {str(part.get("type")) for event in EVENTS for part in (event, *event.values()) if isinstance(part, dict)}
)


def word(data: atheris.FuzzedDataProvider) -> str:
    """A word of the protocol, or any text."""
    if data.ConsumeBool():
        return str(data.PickValueInList(WORDS))
    return str(data.ConsumeUnicodeNoSurrogates(8))


def mutated(data: atheris.FuzzedDataProvider) -> bytes:
    """A stream of the vectors, changed in a few places."""
    events: list[Any] = copy.deepcopy(data.PickValueInList(STREAMS))
    for _ in range(data.ConsumeIntInRange(0, 3)):
        place = data.ConsumeIntInRange(0, len(events))
        match data.ConsumeIntInRange(0, 4):
            case 0:
                events.insert(place, copy.deepcopy(data.PickValueInList(EVENTS)))
            case 1:
                del events[place : place + 1]
            case 2:
                events.insert(place, value(data))
            case _ if events:
                replace(events, data)
            case _:
                pass
    return b"".join(
        wire(event) if isinstance(event, dict) and "type" in event else b"data: " + json.dumps(event).encode() + b"\n\n"
        for event in events
    )


def replace(container: Any, data: atheris.FuzzedDataProvider) -> None:
    """One value somewhere inside becomes another, or goes."""
    while True:
        places = list(range(len(container)) if isinstance(container, list) else container)
        if not places:
            return
        place = data.PickValueInList(places)
        inner = container[place]
        if isinstance(inner, (dict, list)) and inner and data.ConsumeIntInRange(0, 3):
            container = inner
            continue
        if data.ConsumeBool():
            container[place] = value(data)
        else:
            del container[place]
        return


def check(raw: bytes) -> None:
    data = atheris.FuzzedDataProvider(raw)
    read = data.PickValueInList(READS)
    size = data.ConsumeIntInRange(1, 400)
    body = mutated(data) if data.ConsumeIntInRange(0, 4) else data.ConsumeBytes(data.remaining_bytes())
    chunks = [body[place : place + size] for place in range(0, len(body), size)]
    response = ScriptedResponse(*chunks)
    stream = MessageStream(Stream(CALL, response))
    try:
        read(stream)
    except ClaudeError as error:
        left = getattr(error, "partial_message", None)
        assert left is None or isinstance(left, Message)
        if left is not None:
            json.dumps(left.to_dict())
            repr(left)
    except RuntimeError as error:
        if "has not begun" not in str(error):  # a snapshot before there is one
            raise
    else:
        assert stream.get_final_message().to_dict() == accumulated(body)
    assert response.closed


def accumulated(body: bytes) -> Any:
    """Return the message of the complete body, read in one step by a bare reader."""
    reader = MessageReader()
    for _ in reader.feed(body):
        pass
    return Message.from_dict(reader.accumulator.finish()).to_dict()


def main() -> None:
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
