"""What came back: status, headers, JSON bodies, event streams, JSON lines."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from claudewire._stream.sse import EventDecoder, LineDecoder

from .document import Answer, Node, inner_schema
from .headers import is_transport
from .interaction import is_masked
from .streams import Order
from .values import is_object
from .visit import NOTHING, Visit

#: A recording is whole in memory already: no line in it is too long.
_NO_LIMIT: Final = 1 << 62
_EVENTS, _LINES, _JSON = "text/event-stream", "application/x-jsonl", "application/json"
#: What some servers and recorders call JSON lines.
_LINES_TOO: Final = frozenset({"application/x-ndjson", "application/octet-stream", "binary/octet-stream"})
#: A download has the media type of its file.
_FILES: Final = frozenset({"application/octet-stream", "application/zip"})


def check_answer(visit: Visit, request: Any) -> None:
    """Check everything that came back.

    Args:
        visit: The interaction.
        request: The JSON body of the request, which says whether a stream was asked for; or NOTHING.
    """
    answer = _answer(visit)
    if answer is None:
        return
    visit.counted("headers", lambda: _headers(visit, answer))
    raw = visit.content(visit.interaction.response, "response body")
    media = None if raw is None else _media(visit, answer, raw)
    if raw is None or media is None:
        return
    visit.touch("response", f"{answer.status} {media}")
    schema = answer.content[media]
    if media == _EVENTS:
        _as_asked(visit, request, streamed=True)
        _stream(visit, schema, raw)
    elif media == _LINES:
        _lines(visit, schema, raw)
    elif media == _JSON:
        if visit.accepted:
            _as_asked(visit, request, streamed=False)
        visit.counted("response body" if visit.accepted else "error", lambda: _body(visit, schema, raw))


def _answer(visit: Visit) -> Answer | None:
    operation, status = visit.operation, visit.interaction.status
    answer, by_name = operation.answer(status)
    if by_name and answer is not None:
        visit.touch("response", answer.status)
        return answer
    visit.unknown("response", "status", operation.id, str(status))
    known = ", ".join(name for name in operation.answers if name != "default")
    visit.add("undocumented-status", "response", f"{status} is none of {known}")
    if visit.accepted:  # `default` is an error; a new kind of success is more like the old one
        return next((known for name, known in operation.answers.items() if name.startswith("2")), answer)
    if answer is not None:
        visit.touch("response", answer.status)
    return answer


def _headers(visit: Visit, answer: Answer) -> None:
    for name, text in visit.interaction.response.headers:
        schema = answer.headers.get(name) or visit.contract.listed_headers.get(name)
        if schema is not None:
            visit.touch("response", f"header {name}" if name in answer.headers else f"header {name} (another answer's)")
            if not is_masked(text):
                visit.header("response header", name, text, schema)
        elif not is_transport(name):
            visit.unknown("response", "header", visit.operation.id, name, text)
            message = f"`{visit.operation.id}` has no response header `{name}`"
            visit.add("undocumented-header", f"response header {name}", message)


def _media(visit: Visit, answer: Answer, raw: bytes) -> str | None:
    """The media type to judge the body by: the header's, or what the body looks like where the header is hidden."""
    given = visit.interaction.response.media_type
    known = tuple(answer.content)
    if given in known:
        return given
    if given is None:
        guess = _EVENTS if raw.lstrip()[:6] in (b"event:", b"data: ") else _JSON
        return guess if guess in known else known[0] if len(known) == 1 else None
    if known == (_LINES,) and given in _LINES_TOO:
        return _LINES
    if known and known[0] in _FILES:
        return known[0]
    message = f"`{given}` is none of {', '.join(known)}"
    visit.add("undocumented-media-type", "response header content-type", message)
    return None


def _as_asked(visit: Visit, request: Any, *, streamed: bool) -> None:
    field = visit.operation.stream_field
    if field and is_object(request) and (request.get(field) is True) != streamed:
        came, wanted = ("a stream", "one message") if streamed else ("one message", "a stream")
        visit.add("wrong-form", "response", f"{came} came where the request asked for {wanted}")


def _body(visit: Visit, schema: Node, raw: bytes) -> None:
    body = visit.json(raw, "response body")
    if body is NOTHING:
        return
    visit.value("response body", "response" if visit.accepted else "error", schema, body)
    if not visit.accepted and is_object(body) and is_object(error := body.get("error")):
        _error_type(visit, error.get("type"))


def _error_type(visit: Visit, kind: Any) -> None:
    """A status that has an error type of its own comes with that type; others use the type of their class."""
    statuses = visit.document.error_statuses
    expected = statuses.get(kind) if isinstance(kind, str) else None
    status = visit.interaction.status
    if expected is not None and expected != status and status in statuses.values():
        message = f"`{kind}` comes with {expected}, not {status}"
        visit.add("wrong-error-type", "response body", message, pointer="/error/type")


def _stream(visit: Visit, schema: Node, raw: bytes) -> None:
    schema = inner_schema(visit.document.resolve(schema).get("properties", {}).get("data", schema))
    grammar = visit.document.resolve(schema).get("x-event-grammar")
    order = Order(grammar) if grammar is not None else None
    decoder = EventDecoder(max_line=_NO_LIMIT, max_event=_NO_LIMIT)
    events = decoder.feed(raw)
    inside = decoder.finish()
    for position, event in enumerate(events):
        part = f"event {position}"
        visit.counted("event", partial(_event, visit, schema, order, part, event.event, event.data))
    if order is None:
        return
    problems = order.finish()
    for rule, position, message in problems:
        visit.add(rule, f"event {position}", message)
    if inside and not any(rule == "truncated-stream" for rule, _, _ in problems):
        visit.add("truncated-stream", f"event {len(events)}", "the bytes end inside an event")
    visit.report.count("stream", not problems and not inside)


def _event(visit: Visit, schema: Node, order: Order | None, part: str, name: str, data: str) -> None:
    payload = visit.json(data, part)
    if payload is NOTHING:
        return
    kind = payload.get("type") if is_object(payload) else None
    if kind != name and not (visit.interaction.events_unnamed and name == "message"):
        visit.add("bad-event", part, f"the event is named `{name}`, its payload is of type `{kind}`")
    visit.value(part, "event", schema, payload)
    if order is not None and is_object(payload):
        visit.touch("event", f"{order.state} → {kind}")
        order.feed(payload)


def _lines(visit: Visit, schema: Node, raw: bytes) -> None:
    decoder = LineDecoder(max_line=_NO_LIMIT)
    lines = decoder.feed(raw)
    last = decoder.finish()
    names: set[str] = set()
    for number, line in enumerate([*lines, last] if last is not None else lines, 1):
        part = f"line {number}"
        visit.counted("line", partial(_line, visit, schema, part, line, names))


def _line(visit: Visit, schema: Node, part: str, line: bytes, names: set[str]) -> None:
    value = visit.json(line, part)
    if value is NOTHING:
        return
    visit.value(part, "line", schema, value)
    name = value.get("custom_id") if is_object(value) else None
    if isinstance(name, str):
        if name in names:
            visit.add("duplicate-line", part, f"`{name}` has a line already", pointer="/custom_id")
        names.add(name)
