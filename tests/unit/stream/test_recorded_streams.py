"""Recorded streams give what their deltas say."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator

import pytest

from claudewire._errors import ClaudeError, StreamOrderError, StreamTruncated
from claudewire._stream.accumulator import Accumulator
from claudewire._stream.sse import EventDecoder
from tests.support.event_streams import outcome, unknown
from tests.support.streams import Event
from tests.traffic.recorded import FOLDER as TRAFFIC
from tests.traffic.recorded import MISSING

# Each of these was read by hand.
BROKEN = {
    "85dad5af1a9999ce": StreamTruncated,  # the file ends without the blank line after message_stop
    "103dd80767af53a9": StreamTruncated,  # likewise
    "c8390d314fea8f53": StreamTruncated,  # it was cut after a content_block_stop
    "a9279a12f17a65d7": StreamTruncated,  # it ends with an `error` event, which a reader raises
    "e67f15b0814330d6": StreamTruncated,  # likewise
    "cde4234ce2fd50fd": StreamOrderError,  # a delta in a result block, put there by hand: its JSON has another style
}
# Its recorder wrote the deltas in a form of its own: "text" where the API says "text_delta".
TRANSLATED = {"6917c88ed324589f"}


def recorded() -> Iterator[tuple[str, bytes]]:
    for file in sorted(TRAFFIC.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                body = record["response"].get("body") or ""
                if record["response"].get("fidelity") == "sse-data-lines":
                    body = "".join(f"data: {data}\n\n" for data in body.splitlines())
                if (
                    record["platform"] == "direct"
                    and "message_start" in body[:500]
                    and body.startswith(("event:", "data:"))
                ):
                    yield record["id"], body.encode()


def split(body: bytes) -> list[list[Event]]:
    """Return the events of each response of a recording: four recordings hold all responses of a program, one after the other."""
    responses: list[list[Event]] = [[]]
    for event in EventDecoder().feed(body):
        payload = json.loads(event.data)
        if payload["type"] == "message_start" and responses[-1][-1:] == [{"type": "message_stop"}]:
            responses.append([])
        responses[-1].append(payload)
    return responses


@pytest.mark.skipif(not TRAFFIC.is_dir(), reason=MISSING)
def test_every_recorded_stream_gives_what_its_deltas_say() -> None:
    """Recordings have no event or delta that the document does not know."""
    recordings = messages = 0
    for identity, body in recorded():
        recordings += 1
        for events in split(body):
            accumulator = Accumulator()
            error = None
            try:
                for event in events:
                    accumulator.feed(event)
                message = accumulator.finish()
            except ClaudeError as raised:
                error = raised
            assert type(error) is BROKEN.get(identity, type(None)), identity
            assert bool(unknown(events)) == (identity in TRANSLATED), identity
            if error is not None:
                continue
            messages += 1
            for place, block in enumerate(message["content"]):
                deltas = [e["delta"] for e in events if e["type"] == "content_block_delta" and e["index"] == place]
                for kind, field in (("text_delta", "text"), ("thinking_delta", "thinking")):
                    if any(delta["type"] == kind for delta in deltas):
                        joined = "".join(delta[field] for delta in deltas if delta["type"] == kind)
                        assert block[field] == joined, identity
                if raw := "".join(delta.get("partial_json", "") for delta in deltas):
                    assert block["input_json"] == raw if "input_error" in block else block["input"] == json.loads(raw)
            assert message["stop_reason"], identity
    assert recordings > 1600
    assert messages >= recordings - len(BROKEN)
    print(f"{recordings} recordings, {messages} messages")


@pytest.mark.skipif(not TRAFFIC.is_dir(), reason=MISSING)
def test_every_recorded_stream_that_ends_between_two_events_is_truncated() -> None:
    ends = 0
    for identity, body in recorded():
        for events in [] if identity in BROKEN else split(body):
            accumulator = Accumulator()
            for event in events:
                if event["type"] == "message_stop":
                    break
                accumulator.feed(event)
                ends += 1
                with pytest.raises(StreamTruncated):
                    accumulator.finish()
            assert accumulator.partial()["content"] == outcome(events)[0]["content"]  # type: ignore[index]
    assert ends > 40_000
    print(f"{ends} ends")


@pytest.mark.skipif(not TRAFFIC.is_dir(), reason=MISSING)
def test_recorded_streams_cut_at_every_byte_are_never_complete_too_early() -> None:
    """A sample here; the drivers' tests cut more."""
    chance = random.Random(7)
    bodies = [
        body
        for identity, body in recorded()
        if identity not in BROKEN and body.count(b'"message_start"') == 1 and len(body) < 8000
    ]
    for body in chance.sample(bodies, 20):
        # Complete from the blank line of message_stop on; a CR there stands for itself.
        end = body.index(b"\n\n", body.rindex(b"message_stop")) + 2 if b"\n\n" in body else len(body)
        decoder, accumulator = EventDecoder(), Accumulator()
        for place in range(end):
            assert not accumulator.complete
            with pytest.raises(StreamTruncated):
                accumulator.finish()
            for event in decoder.feed(body[place : place + 1]):
                accumulator.feed(json.loads(event.data))
        assert accumulator.complete
