"""Events of a message, event streams as responses, and what the accumulator makes of them."""

from __future__ import annotations

import httpx

from claudewire._errors import ClaudeError
from claudewire._stream.accumulator import Accumulator, message_grammar
from tests.support.streams import Event

START: Event = {
    "type": "message_start",
    "message": {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": None,
        "stop_sequence": None, "usage": {"input_tokens": 3, "output_tokens": 4},
    },
}  # fmt: skip


END: list[Event] = [
    {
        "type": "message_delta",
        "delta": {"stop_reason": "end_turn", "stop_sequence": None},
        "usage": {"output_tokens": 4},
    },
    {"type": "message_stop"},
]


def block(start: Event, *deltas: Event) -> list[Event]:
    """Return the events of a message with one block."""
    return [
        START,
        {"type": "content_block_start", "index": 0, "content_block": start},
        *({"type": "content_block_delta", "index": 0, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": 0},
        *END,
    ]


def event_stream(body: bytes) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=body)


def accumulate(events: list[Event]) -> Accumulator:
    accumulator = Accumulator()
    for event in events:
        accumulator.feed(event)
    return accumulator


def outcome(events: list[Event]) -> tuple[Event, ClaudeError | None]:
    try:
        return accumulate(events).finish(), None
    except ClaudeError as error:
        return {}, error


def unknown(events: list[Event]) -> list[Event]:
    """Return the events whose type, or whose delta's type, the document does not know."""
    grammar = message_grammar()
    event_types = {*grammar.event_types, *grammar.anywhere}
    return [
        event
        for event in events
        if event["type"] not in event_types
        or (event["type"] == "content_block_delta" and event["delta"]["type"] not in grammar.known_deltas)
    ]
