"""Faults on demand: what can go wrong with an answer, by name. A fault is a function from script to script."""

# ruff: noqa: ARG001 - every fault has the same signature
from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from itertools import chain
from threading import Lock
from typing import Any, Final

from attrs import evolve, frozen

from .refusal import Refusal
from .script import Event, Hangup, Head, Pause, Raw, Script, dumps, json_answer, whole

#: Long enough that any client gives up first.
_FOREVER: Final = 3_600.0
HEADER: Final = "x-claudewire-fault"


@frozen(kw_only=True)
class Fault:
    """One fault, and when it strikes."""

    name: str
    #: Requests that it strikes; None for all of them.
    times: int | None = None
    #: Requests that it lets pass first.
    after: int = 0
    #: Only this operation, by `operationId`.
    operation: str | None = None
    #: For faults in the middle of a stream: events that come through first.
    after_events: int = 3
    #: For faults that take time.
    seconds: float = 1.0
    #: For `status`: which.
    status: int = 500
    #: For errors: the type and the sentence, if not the usual ones.
    type: str | None = None
    message: str | None = None
    #: For errors: seconds in the `retry-after` header.
    retry_after: float | None = None
    #: For errors: the verdict in the `x-should-retry` header.
    should_retry: bool | None = None
    #: Tells two faults of a header apart.
    id: str = ""

    def __attrs_post_init__(self) -> None:
        if self.name not in FAULTS:
            known = ", ".join(sorted(FAULTS))
            raise ValueError(f"no fault is called {self.name!r}; there are {known}")

    @classmethod
    def parse(cls, text: str) -> Fault:
        """`overloaded;times=1;operation=models.list`, as on the command line and in the `x-claudewire-fault` header."""
        name, *options = (part.strip() for part in text.split(";"))
        values: dict[str, Any] = {}
        for option in options:
            key, _, value = option.partition("=")
            if key not in _PARSERS:
                raise ValueError(f"a fault has no option {key!r}; it has {', '.join(_PARSERS)}")
            values[key] = _PARSERS[key](value)
        return cls(name=name, **values)

    def __str__(self) -> str:
        """What `parse` reads: the name, and what is not as usual."""
        usual = Fault(name=self.name)
        options = [
            f"{key}={str(value).lower() if isinstance(value, bool) else value}"
            for key in _PARSERS
            if (value := getattr(self, key)) != getattr(usual, key)
        ]
        return ";".join([self.name, *options])

    def strike(self, script: Script, request_id: str) -> Script:
        """The answer as the client will see it."""
        return FAULTS[self.name](self, script, request_id)


_PARSERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "times": int,
    "after": int,
    "operation": str,
    "after_events": int,
    "seconds": float,
    "status": int,
    "type": str,
    "message": str,
    "retry_after": float,
    "should_retry": lambda text: text == "true",
    "id": str,
}


# ------------------------------------------------------------------------------------------ instead of an answer


def _error(status: int, message: str, *, code: str | None = None, retry_after: float | None = None) -> Transform:
    def strike(fault: Fault, script: Script, request_id: str) -> Script:
        refusal = Refusal(fault.status if status == 0 else status, fault.message or message, kind=fault.type, code=code)
        return json_answer(refusal.body(request_id), refusal.status, _advice(fault, retry_after))

    strike.__doc__ = f"An error {status}: {message}" if status else "An error of the given `status`."
    return strike


def _advice(fault: Fault, retry_after: float | None) -> dict[str, str]:
    wait = retry_after if fault.retry_after is None else fault.retry_after
    headers = {} if wait is None else {"retry-after": f"{wait:g}"}
    return headers if fault.should_retry is None else headers | {"x-should-retry": str(fault.should_retry).lower()}


def _unavailable(fault: Fault, script: Script, request_id: str) -> Script:
    """A 503 of the proxy in front of the API: plain text, no JSON."""
    return whole(
        503,
        b"upstream connect error or disconnect/reset before headers. reset reason: connection termination",
        "text/plain",
    )


def _html(fault: Fault, script: Script, request_id: str) -> Script:
    """A 200 that is a web page, as captive portals answer."""
    return whole(200, b"<!DOCTYPE html><html><title>Sign in</title><p>Sign in to use this network.</html>", "text/html")


def _empty(fault: Fault, script: Script, request_id: str) -> Script:
    """A 200 with the right content type and no body."""
    return whole(200, b"", "application/json")


def _redirect(fault: Fault, script: Script, request_id: str) -> Script:
    """A 307 to another origin."""
    return whole(307, b"", "text/plain", {"location": "http://127.0.0.1:9/v1/messages"})


def _refuse(fault: Fault, script: Script, request_id: str) -> Script:
    """The connection is reset before anything was answered."""
    yield Hangup("reset")


def _close(fault: Fault, script: Script, request_id: str) -> Script:
    """The connection is closed before anything was answered."""
    yield Hangup("close")


def _garbage(fault: Fault, script: Script, request_id: str) -> Script:
    """Something that is not HTTP."""
    yield Raw(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
    yield Hangup("close")


def _hang(fault: Fault, script: Script, request_id: str) -> Script:
    """Nothing, for an hour."""
    yield Pause(_FOREVER)


# ------------------------------------------------------------------------------------------ to any answer


def _delay(fault: Fault, script: Script, request_id: str) -> Script:
    """The answer comes `seconds` late."""
    yield Pause(fault.seconds)
    yield from script


def _slow(fault: Fault, script: Script, request_id: str) -> Script:
    """`seconds` between every two pieces of the answer."""
    for step in script:
        yield step
        if isinstance(step, (Event, bytes)):
            yield Pause(fault.seconds)


def _slices(fault: Fault, script: Script, request_id: str) -> Script:
    """The body comes byte by byte."""
    for step in script:
        if isinstance(step, (Event, bytes)):
            data = step.encode() if isinstance(step, Event) else step
            yield from (data[place : place + 1] for place in range(len(data)))
        else:
            yield step


def _truncate(fault: Fault, script: Script, request_id: str) -> Script:
    """The connection closes in the middle of the body, short of its content-length."""
    body = b""
    for step in script:
        if isinstance(step, Head):
            yield step
        elif isinstance(step, (Event, bytes)):
            body += step.encode() if isinstance(step, Event) else step
    yield body[: len(body) // 2]
    yield Hangup("close")


def _bad_json(fault: Fault, script: Script, request_id: str) -> Script:
    """The first half of the JSON, with the length of that half; in a stream, half of one event's payload."""
    count = 0
    for step in _resized(script, lambda body: body[: len(body) // 2]):
        if isinstance(step, Event):
            count += 1
            if count > fault.after_events:
                yield evolve(step, data=dumps(step.data).decode()[:-2])
                continue
        yield step


def _bad_gzip(fault: Fault, script: Script, request_id: str) -> Script:
    """A body that claims to be gzip and can not be inflated. Streams of events pass."""
    yield from _resized(script, _corrupted, {"content-encoding": "gzip"})


def _corrupted(body: bytes) -> bytes:
    packed = gzip.compress(body)
    # After the ten bytes of the head: a block of a type that does not exist.
    return packed[:10] + b"\xff" + packed[11:]


def _bomb(fault: Fault, script: Script, request_id: str) -> Script:
    """Few bytes of gzip that become 300 MiB."""
    bomb = _bomb_bytes()
    yield Head(200, {"content-type": "application/json", "content-encoding": "gzip", "content-length": str(len(bomb))})
    yield bomb


def _bomb_bytes() -> bytes:
    import zlib

    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(squeeze.compress(b" " * (1 << 20)) for _ in range(300)) + squeeze.flush()


def _resized(script: Script, change: Callable[[bytes], bytes], headers: Mapping[str, str] | None = None) -> Script:
    """The same answer with another body, and the content-length of that body. Streams of events pass."""
    head = next(script)
    if not isinstance(head, Head) or "content-length" not in head.headers:
        yield head
        yield from script
        return
    body = change(b"".join(step for step in script if isinstance(step, bytes)))
    yield Head(head.status, {**head.headers, **(headers or {}), "content-length": str(len(body))})
    yield body


# ------------------------------------------------------------------------------------------ in the middle of a stream


def _after(count: int, script: Script) -> Iterator[Any]:
    """The head and so many events; what follows stays in the script."""
    if count <= 0:
        yield next(script)
        return
    for step in script:
        yield step
        count -= isinstance(step, (Event, bytes))
        if not count:
            return


def _cut(fault: Fault, script: Script, request_id: str) -> Script:
    """The stream ends after `after_events` events, cleanly, without its last ones."""
    for step in _after(fault.after_events, script):
        yield _unsized(step)


def _is_stream(head: Any) -> bool:
    return isinstance(head, Head) and head.headers.get("content-type", "").startswith("text/event-stream")


def _of_streams(strike: Transform) -> Transform:
    """A fault that leaves other answers as they are: what it adds would not fit into their content-length."""

    @wraps(strike)
    def strike_streams(fault: Fault, script: Script, request_id: str) -> Script:
        head = next(script)
        answer = chain([head], script)
        yield from strike(fault, answer, request_id) if _is_stream(head) else answer

    return strike_streams


def _drop(fault: Fault, script: Script, request_id: str) -> Script:
    """The connection is reset after `after_events` events; in the middle of the body, if there are none."""
    head = next(script)
    if _is_stream(head):
        yield from _after(fault.after_events, chain([head], script))
    else:
        yield head
        body = b"".join(step for step in script if isinstance(step, bytes))
        yield body[: len(body) // 2]
    yield Pause(0.05)  # what was sent must arrive before the reset overtakes it
    yield Hangup("reset")


def _stream_error(fault: Fault, script: Script, request_id: str) -> Script:
    """An `error` event after `after_events` events; an answer that is no stream is that error. `type` says which."""
    head = next(script)
    refusal = Refusal(529, fault.message or "Overloaded", kind=fault.type)
    if not _is_stream(head):
        yield from json_answer(refusal.body(request_id), 529)
        return
    yield head
    if fault.after_events:
        yield from _after(fault.after_events, script)
    yield Event("error", refusal.body(request_id))


def _stall(fault: Fault, script: Script, request_id: str) -> Script:
    """Silence of `seconds` after `after_events` events, then the rest."""
    yield from _after(fault.after_events, script)
    yield Pause(fault.seconds)
    yield from script


def _pings(fault: Fault, script: Script, request_id: str) -> Script:
    """After `after_events` events nothing but pings, ten a second for `seconds`, then the rest."""
    yield from _after(fault.after_events, script)
    for _ in range(round(fault.seconds * 10)):
        yield Event("ping", {"type": "ping"})
        yield Pause(0.1)
    yield from script


def _unknown_event(fault: Fault, script: Script, request_id: str) -> Script:
    """An event of a type that nobody knows, after `after_events` events. A client has to live with it."""
    yield from _after(fault.after_events, script)
    yield Event("canned_novelty", {"type": "canned_novelty", "note": "the API may add event types at any time"})
    yield from script


def _twice(fault: Fault, script: Script, request_id: str) -> Script:
    """The stream starts over after `after_events` events: an order that is not legal."""
    steps = list(script)
    yield from _after(fault.after_events, iter(steps))
    yield from steps[1:]


def _unsized(step: Any) -> Any:
    """A head without a promise of length."""
    if isinstance(step, Head):
        return Head(step.status, {name: value for name, value in step.headers.items() if name != "content-length"})
    return step


Transform = Callable[[Fault, Script, str], Script]

FAULTS: Final[Mapping[str, Transform]] = {
    "status": _error(0, "A fault was asked for."),
    "bad_request": _error(400, "A fault was asked for."),
    "bad_key": _error(401, "invalid x-api-key"),
    "billing": _error(402, "Your credit balance is too low to access the API."),
    "permission": _error(403, "Your API key does not have permission to use the specified resource."),
    "not_found": _error(404, "Not found"),
    "file_expired": _error(404, "This file has expired.", code="file_expired"),
    "conflict": _error(409, "The resource was changed at the same time."),
    "too_large": _error(413, "Request exceeds the maximum size"),
    "rate_limit": _error(429, "This request would exceed your organization's rate limit.", retry_after=1),
    "spend_limit": _error(429, "You have reached your monthly spend limit.", code="enforced_spend_limit_reached"),
    "server_error": _error(500, "Internal server error"),
    "timeout": _error(504, "The request took too long."),
    "overloaded": _error(529, "Overloaded"),
    "unavailable": _unavailable,
    "html": _html,
    "empty": _empty,
    "redirect": _redirect,
    "refuse": _refuse,
    "close": _close,
    "garbage": _garbage,
    "hang": _hang,
    "delay": _delay,
    "slow": _slow,
    "slices": _slices,
    "truncate": _truncate,
    "bad_json": _bad_json,
    "bad_gzip": _bad_gzip,
    "bomb": _bomb,
    "cut": _cut,
    "drop": _drop,
    "stream_error": _stream_error,
    "stall": _of_streams(_stall),
    "pings": _of_streams(_pings),
    "unknown_event": _of_streams(_unknown_event),
    "twice": _of_streams(_twice),
}


class Faults:
    """The faults that were asked for, each with the number of requests it has seen."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[Fault, int] = {}
        self._order: list[Fault] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._order.append(fault)
            self._seen[fault] = 0

    def clear(self) -> None:
        with self._lock:
            self._order.clear()
            self._seen.clear()

    def next(self, operation: str | None, header: str | None) -> Fault | None:
        """The fault that strikes this request: the one of its own header, or the first that is due."""
        with self._lock:
            asked = [Fault.parse(header)] if header else []
            for fault in [*asked, *self._order]:
                if fault.operation not in (None, operation):
                    continue
                seen = self._seen.get(fault, 0)
                self._seen[fault] = seen + 1
                if seen >= fault.after and (fault.times is None or seen < fault.after + fault.times):
                    return fault
        return None

    def listed(self) -> list[Fault]:
        with self._lock:
            return list(self._order)


def described() -> dict[str, str]:
    """Every fault by name, with its sentence."""
    return {name: " ".join((strike.__doc__ or "").split()) for name, strike in FAULTS.items()}
