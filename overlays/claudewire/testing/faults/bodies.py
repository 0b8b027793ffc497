"""Faults of the connection and of the body: no response, a late one, or one that is damaged."""

# ruff: noqa: ARG001 - every fault has the same signature
from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from attrs import evolve

from claudewire.testing.responses.steps import Disconnect, Event, Head, Pause, Raw, Steps, dumps, full_response

from .fault import Fault, fault_named

#: Seconds; longer than any client waits.
_FOREVER: Final = 3_600.0


@fault_named("unavailable")
def _unavailable(fault: Fault, script: Steps, request_id: str) -> Steps:
    """A 503 of the proxy in front of the API: plain text, no JSON."""
    return full_response(
        503,
        b"upstream connect error or disconnect/reset before headers. reset reason: connection termination",
        "text/plain",
    )


@fault_named("html")
def _html(fault: Fault, script: Steps, request_id: str) -> Steps:
    """A 200 that is a web page, as captive portals send it."""
    return full_response(
        200, b"<!DOCTYPE html><html><title>Sign in</title><p>Sign in to use this network.</html>", "text/html"
    )


@fault_named("empty")
def _empty(fault: Fault, script: Steps, request_id: str) -> Steps:
    """A 200 with the right content type and no body."""
    return full_response(200, b"", "application/json")


@fault_named("redirect")
def _redirect(fault: Fault, script: Steps, request_id: str) -> Steps:
    """A 307 to another origin."""
    return full_response(307, b"", "text/plain", {"location": "http://127.0.0.1:9/v1/messages"})


@fault_named("refuse")
def _refuse(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The connection is reset before a response."""
    yield Disconnect("reset")


@fault_named("close")
def _close(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The connection is closed before a response."""
    yield Disconnect("close")


@fault_named("garbage")
def _garbage(fault: Fault, script: Steps, request_id: str) -> Steps:
    """Something that is not HTTP."""
    yield Raw(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
    yield Disconnect("close")


@fault_named("hang")
def _hang(fault: Fault, script: Steps, request_id: str) -> Steps:
    """Nothing, for an hour."""
    yield Pause(_FOREVER)


@fault_named("delay")
def _delay(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The response arrives `seconds` late."""
    yield Pause(fault.seconds)
    yield from script


@fault_named("slow")
def _slow(fault: Fault, script: Steps, request_id: str) -> Steps:
    """`seconds` between every two chunks of the response."""
    for step in script:
        yield step
        if isinstance(step, (Event, bytes)):
            yield Pause(fault.seconds)


@fault_named("slices")
def _slices(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The body arrives byte by byte."""
    for step in script:
        if isinstance(step, (Event, bytes)):
            data = step.encode() if isinstance(step, Event) else step
            yield from (data[place : place + 1] for place in range(len(data)))
        else:
            yield step


@fault_named("truncate")
def _truncate(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The connection closes in the middle of the body, short of its content-length."""
    body = b""
    for step in script:
        if isinstance(step, Head):
            yield step
        elif isinstance(step, (Event, bytes)):
            body += step.encode() if isinstance(step, Event) else step
    yield body[: len(body) // 2]
    yield Disconnect("close")


@fault_named("bad_json")
def _bad_json(fault: Fault, script: Steps, request_id: str) -> Steps:
    """The first half of the JSON, with the length of that half; in a stream, half of one event's payload."""
    count = 0
    for step in _resized(script, lambda body: body[: len(body) // 2]):
        if isinstance(step, Event):
            count += 1
            if count > fault.after_events:
                yield evolve(step, data=dumps(step.data).decode()[:-2])
                continue
        yield step


@fault_named("bad_gzip")
def _bad_gzip(fault: Fault, script: Steps, request_id: str) -> Steps:
    """A body that claims to be gzip and cannot be decompressed. Streams are unchanged."""
    yield from _resized(script, _corrupted, {"content-encoding": "gzip"})


def _corrupted(body: bytes) -> bytes:
    packed = gzip.compress(body)
    # After the ten bytes of the head: a block of a type that does not exist.
    return packed[:10] + b"\xff" + packed[11:]


@fault_named("bomb")
def _bomb(fault: Fault, script: Steps, request_id: str) -> Steps:
    """Few bytes of gzip that become 300 MiB."""
    bomb = _bomb_bytes()
    yield Head(200, {"content-type": "application/json", "content-encoding": "gzip", "content-length": str(len(bomb))})
    yield bomb


@cache
def _bomb_bytes() -> bytes:  # the server would serve nobody else for a second
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(squeeze.compress(b" " * (1 << 20)) for _ in range(300)) + squeeze.flush()


def _resized(script: Steps, change: Callable[[bytes], bytes], headers: Mapping[str, str] | None = None) -> Steps:
    """Replace the body, and the content-length with it. Streams are unchanged."""
    head = next(script)
    if not isinstance(head, Head) or "content-length" not in head.headers:
        yield head
        yield from script
        return
    body = change(b"".join(step for step in script if isinstance(step, bytes)))
    yield Head(head.status, {**head.headers, **(headers or {}), "content-length": str(len(body))})
    yield body
