"""What only a clock can show of cost: that no copy in C is made again and again, and rates. `make linearity`.

The test suite counts steps (tests/counting.py). This needs a machine that is not busy elsewhere.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from claudewire._call.requests.betas import betas_of_fields
from claudewire._stream.accumulator import Accumulator
from claudewire._stream.sse import EventDecoder
from claudewire.contract import Checker, Document
from claudewire_api.betas import NODES
from tests.contract.samples import interactions

DELTA = {"type": "content_block_delta", "index": 0}
START = {"type": "message_start", "message": {"id": "msg_1", "content": [], "stop_reason": None, "usage": {}}}


def seconds(action: Callable[[], Any], times: int = 3) -> float:
    """Processor time, the least of a few."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best


def event(opening: bytes, piece: bytes, closing: bytes, size: int) -> None:
    decoder = EventDecoder(max_line=1 << 30, max_event=1 << 30)
    decoder.feed(opening)
    for _ in range(size // len(piece)):
        decoder.feed(piece)
    assert len(decoder.feed(closing)) == 1


def tool_input(size: int, *, read: bool) -> None:
    text = json.dumps({f"key {n}": "some words" for n in range(size // 22)})
    accumulator = Accumulator()
    accumulator.feed(START)
    block = {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {}}
    accumulator.feed({"type": "content_block_start", "index": 0, "content_block": block})
    for place in range(0, len(text), 20):
        accumulator.feed({**DELTA, "delta": {"type": "input_json_delta", "partial_json": text[place : place + 20]}})
        if read and accumulator.block:
            accumulator.block.partial_input()
    accumulator.feed({"type": "content_block_stop", "index": 0})


def text(count: int) -> None:
    accumulator = Accumulator()
    accumulator.feed(START)
    accumulator.feed({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
    for _ in range(count):
        accumulator.feed({**DELTA, "delta": {"type": "text_delta", "text": "word "}})
    accumulator.snapshot()


#: What is done to so much of it: the size, in bytes or deltas.
WORK: dict[str, tuple[Callable[[int], Any], int]] = {
    "an event in one line, in 4 KiB chunks": (lambda size: event(b"data: ", b"x" * 4096, b"\n\n", size), 2 << 20),
    "an event in one line, in 64 byte chunks": (lambda size: event(b"data: ", b"x" * 64, b"\r\r", size), 2 << 20),
    "an event in many lines": (lambda size: event(b"", b"data: " + b"x" * 4000 + b"\n", b"\n", size), 2 << 20),
    "tool input, read at its end": (lambda size: tool_input(size, read=False), 200_000),
    "tool input, read at each delta": (lambda size: tool_input(size, read=True), 200_000),
    "text": (text, 40_000),
}


def figures() -> Iterator[tuple[str, str, bool]]:
    for name, (work, size) in WORK.items():
        growth = seconds(lambda work=work, size=size: work(4 * size)) / seconds(lambda work=work, size=size: work(size))
        # A quadratic step would take sixteen times as long. Caches may double what is linear.
        yield f"four times as much: {name}", f"{growth:.1f} times the time", growth < 9

    blocks = [{"type": "text", "text": "word " * 50} for _ in range(3)]
    body = {"model": "m", "messages": [{"role": "user", "content": blocks} for _ in range(200)]}
    look = seconds(lambda: betas_of_fields("MessageCreateParams", body, NODES), 9)
    write = seconds(lambda: json.dumps(body, ensure_ascii=False), 9)
    yield "betas that 200 messages need, against writing them as JSON", f"{look / write:.2f} of it", look < write * 2

    document = Document.load()
    clean = interactions(document)
    many = (clean * (5000 // len(clean) + 1))[:5000]
    check = seconds(lambda: Checker(document).run(many), 1)
    yield "checking 5,000 recordings", f"{check:.1f} s", check < 20


def main() -> int:
    good = True
    for what, measured, fine in figures():
        good &= fine
        print(f"{'ok ' if fine else 'BAD'} {what}: {measured}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
