"""Faults in the middle of a stream of events."""

# ruff: noqa: ARG001 - every fault has the same signature
from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from itertools import chain
from typing import Any

from attrs import evolve

from claudewire.testing.responses.errors import APIErrorResponse
from claudewire.testing.responses.steps import Disconnect, Event, Head, Pause, Steps, dumps, json_response

from .fault import Fault, Transform, fault_named


def _after(count: int, script: Steps) -> Iterator[Any]:
    """Yield the head and `count` events; the rest stays in the iterator."""
    if count <= 0:
        yield next(script)
        return
    for step in script:
        yield step
        count -= isinstance(step, (Event, bytes))
        if not count:
            return


@fault_named("cut")
def _cut(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The stream ends after `after_events` events, cleanly, without its last ones."""
    for step in _after(fault.after_events, script):
        yield _unsized(step)


def _is_stream(head: Any) -> bool:
    return isinstance(head, Head) and head.headers.get("content-type", "").startswith("text/event-stream")


def _streams_only(apply: Transform) -> Transform:
    """Restrict a fault to streams: what it adds would not fit into the content-length of other responses."""

    @wraps(apply)
    def apply_streams(fault: Fault, script: Steps, request_id: str) -> Steps:
        head = next(script)
        response = chain([head], script)
        yield from apply(fault, response, request_id) if _is_stream(head) else response

    return apply_streams


@fault_named("drop")
def _drop(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The connection is reset after `after_events` events; in the middle of the body, if there are none."""
    head = next(script)
    if _is_stream(head):
        yield from _after(fault.after_events, chain([head], script))
    else:
        yield head
        body = b"".join(step for step in script if isinstance(step, bytes))
        yield body[: len(body) // 2]
    yield Pause(0.05)  # what was sent must arrive before the reset overtakes it
    yield Disconnect("reset")


@fault_named("stream_error")
def _stream_error(fault: Fault, script: Steps, request_id: str) -> Steps:
    """An `error` event after `after_events` events; a response that is not a stream becomes that error. `type` says which."""
    head = next(script)
    refusal = APIErrorResponse(529, fault.message or "Overloaded", kind=fault.type)
    if not _is_stream(head):
        yield from json_response(refusal.body(request_id), 529)
        return
    yield head
    if fault.after_events:
        yield from _after(fault.after_events, script)
    yield Event("error", refusal.body(request_id))


@fault_named("stall")
@_streams_only
def _stall(fault: Fault, script: Steps, request_id: str) -> Steps:
    """Silence of `seconds` after `after_events` events, then the rest."""
    yield from _after(fault.after_events, script)
    yield Pause(fault.seconds)
    yield from script


@fault_named("pings")
@_streams_only
def _pings(fault: Fault, script: Steps, request_id: str) -> Steps:
    """After `after_events` events nothing but pings, ten a second for `seconds`, then the rest."""
    yield from _after(fault.after_events, script)
    for _ in range(round(fault.seconds * 10)):
        yield Event("ping", {"type": "ping"})
        yield Pause(0.1)
    yield from script


@fault_named("unknown_event")
@_streams_only
def _unknown_event(fault: Fault, script: Steps, request_id: str) -> Steps:
    """An event of an unknown type after `after_events` events. A client has to tolerate it."""
    yield from _after(fault.after_events, script)
    yield Event("canned_novelty", {"type": "canned_novelty", "note": "the API may add event types at any time"})
    yield from script


@fault_named("twice")
@_streams_only
def _twice(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The stream starts over after `after_events` events: an order that is not legal."""
    steps = list(script)
    yield from _after(fault.after_events, iter(steps))
    yield from steps[1:]


@fault_named("bad_checksum")
@_streams_only
def _bad_checksum(fault: Fault, script: Steps, request_id: str) -> Steps:
    """One event after `after_events` events is damaged: on Bedrock the checksum of its frame, elsewhere its payload is no JSON."""
    yield from _after(fault.after_events, script)
    for step in script:
        if isinstance(step, Event):
            yield evolve(step, data=dumps(step.data).decode()[:-2])
            break
        yield step
    yield from script


@fault_named("cut_frame")
@_streams_only
def _cut_frame(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The stream ends cleanly in the middle of an event, or on Bedrock of a frame, after `after_events` events."""
    yield from _after(fault.after_events, script)
    for step in script:
        if isinstance(step, Event):
            data = step.encode()
            yield data[: len(data) // 2]
            return


def _unsized(step: Any) -> Any:
    """Return a head without its content-length."""
    if isinstance(step, Head):
        return Head(step.status, {name: value for name, value in step.headers.items() if name != "content-length"})
    return step
