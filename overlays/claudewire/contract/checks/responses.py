"""What came back: status, headers, JSON bodies, event streams, JSON lines."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from claudewire._stream.sse import EventDecoder, LineDecoder
from claudewire.contract.checks.context import NOTHING, CheckContext
from claudewire.contract.checks.streams import EventOrderChecker
from claudewire.contract.document import Node, ResponseSpec, inner_schema
from claudewire.contract.headers import is_transport
from claudewire.contract.readers.interaction import is_redacted
from claudewire.contract.values import is_object

#: A recording is in memory completely: no line in it is too long.
_NO_LIMIT: Final = 1 << 62
_EVENTS, _LINES, _JSON = "text/event-stream", "application/x-jsonl", "application/json"
#: What some servers and recorders call JSON lines.
_LINES_TOO: Final = frozenset({"application/x-ndjson", "application/octet-stream", "binary/octet-stream"})
#: A download has the media type of its file.
_FILES: Final = frozenset({"application/octet-stream", "application/zip"})


def check_response(context: CheckContext, request: Any) -> None:
    """Check everything that came back.

    Args:
        context: The interaction.
        request: The JSON body of the request, which says whether a stream was asked for; or NOTHING.
    """
    if not context.interaction.status:
        context.add("no-response", "response", "the exchange was aborted")
        return
    spec = _spec(context)
    if spec is None:
        return
    context.counted("headers", lambda: _headers(context, spec))
    raw = context.content(context.interaction.response, "response body")
    media = None if raw is None else _media(context, spec, raw)
    if raw is None or media is None:
        return
    context.cover("response", f"{spec.status} {media}")
    schema = spec.content[media]
    if media == _EVENTS:
        _check_form(context, request, streamed=True)
        _stream(context, schema, raw)
    elif media == _LINES:
        _lines(context, schema, raw)
    elif media == _JSON:
        if context.accepted:
            _check_form(context, request, streamed=False)
        context.counted("response body" if context.accepted else "error", lambda: _body(context, schema, raw))


def _spec(context: CheckContext) -> ResponseSpec | None:
    operation, status = context.operation, context.interaction.status
    spec, by_name = operation.response(status)
    if by_name and spec is not None:
        context.cover("response", spec.status)
        return spec
    context.unknown("response", "status", operation.id, str(status))
    known = ", ".join(name for name in operation.responses if name != "default")
    context.add("undocumented-status", "response", f"{status} is not one of {known}")
    if context.accepted:  # `default` is an error; a new kind of success is more like the old one
        return next((known for name, known in operation.responses.items() if name.startswith("2")), spec)
    if spec is not None:
        context.cover("response", spec.status)
    return spec


def _headers(context: CheckContext, spec: ResponseSpec) -> None:
    for name, text in context.interaction.response.headers:
        schema = spec.headers.get(name) or context.contract.listed_headers.get(name)
        if schema is not None:
            context.cover(
                "response", f"header {name}" if name in spec.headers else f"header {name} (of another response)"
            )
            if not is_redacted(text):
                context.header("response header", name, text, schema)
        elif not is_transport(name):
            context.unknown("response", "header", context.operation.id, name, text)
            message = f"`{context.operation.id}` has no response header `{name}`"
            context.add("undocumented-header", f"response header {name}", message)


def _media(context: CheckContext, spec: ResponseSpec, raw: bytes) -> str | None:
    """The media type to judge the body by: the header's, or what the body looks like where the header is hidden."""
    given = context.interaction.response.media_type
    known = tuple(spec.content)
    if given in known:
        return given
    if given is None:
        guess = _EVENTS if raw.lstrip()[:6] in (b"event:", b"data: ") else _JSON
        return guess if guess in known else known[0] if len(known) == 1 else None
    if known == (_LINES,) and given in _LINES_TOO:
        return _LINES
    if known and known[0] in _FILES:
        return known[0]
    message = f"`{given}` is not one of {', '.join(known)}"
    context.add("undocumented-media-type", "response header content-type", message)
    return None


def _check_form(context: CheckContext, request: Any, *, streamed: bool) -> None:
    field = context.operation.stream_field
    if field and is_object(request) and (request.get(field) is True) != streamed:
        came, wanted = ("a stream", "one message") if streamed else ("one message", "a stream")
        context.add("wrong-form", "response", f"{came} came where the request asked for {wanted}")


def _body(context: CheckContext, schema: Node, raw: bytes) -> None:
    body = context.json(raw, "response body")
    if body is NOTHING:
        return
    context.value("response body", "response" if context.accepted else "error", schema, body)
    if not context.accepted and is_object(body) and is_object(error := body.get("error")):
        _error_type(context, error.get("type"))


def _error_type(context: CheckContext, kind: Any) -> None:
    """A status that has an error type of its own comes with that type; others use the type of their class."""
    statuses = context.document.error_statuses
    expected = statuses.get(kind) if isinstance(kind, str) else None
    status = context.interaction.status
    if expected is not None and expected != status and status in statuses.values():
        message = f"`{kind}` comes with {expected}, not {status}"
        context.add("wrong-error-type", "response body", message, pointer="/error/type")


def _stream(context: CheckContext, schema: Node, raw: bytes) -> None:
    schema = inner_schema(context.document.resolve(schema).get("properties", {}).get("data", schema))
    grammar = context.document.resolve(schema).get("x-event-grammar")
    order = EventOrderChecker(grammar) if grammar is not None else None
    decoder = EventDecoder(max_line=_NO_LIMIT, max_event=_NO_LIMIT)
    events = decoder.feed(raw)
    inside = decoder.finish()
    for position, event in enumerate(events):
        part = f"event {position}"
        context.counted("event", partial(_event, context, schema, order, part, event.event, event.data))
    if order is None:
        return
    problems = order.finish()
    for rule, position, message in problems:
        context.add(rule, f"event {position}", message)
    if inside and not any(rule == "truncated-stream" for rule, _, _ in problems):
        context.add("truncated-stream", f"event {len(events)}", "the bytes end inside an event")
    context.report.count("stream", not problems and not inside)


def _event(
    context: CheckContext, schema: Node, order: EventOrderChecker | None, part: str, name: str, data: str
) -> None:
    payload = context.json(data, part)
    if payload is NOTHING:
        return
    kind = payload.get("type") if is_object(payload) else None
    if kind != name and not (context.interaction.events_unnamed and name == "message"):
        context.add("bad-event", part, f"the event is named `{name}`, its payload is of type `{kind}`")
    context.value(part, "event", schema, payload)
    if order is not None and is_object(payload):
        context.cover("event", f"{order.state} → {kind}")
        order.feed(payload)


def _lines(context: CheckContext, schema: Node, raw: bytes) -> None:
    decoder = LineDecoder(max_line=_NO_LIMIT)
    lines = decoder.feed(raw)
    last = decoder.finish()
    names: set[str] = set()
    for number, line in enumerate([*lines, last] if last is not None else lines, 1):
        part = f"line {number}"
        context.counted("line", partial(_line, context, schema, part, line, names))


def _line(context: CheckContext, schema: Node, part: str, line: bytes, names: set[str]) -> None:
    value = context.json(line, part)
    if value is NOTHING:
        return
    context.value(part, "line", schema, value)
    name = value.get("custom_id") if is_object(value) else None
    if isinstance(name, str):
        if name in names:
            context.add("duplicate-line", part, f"`{name}` has a line already", pointer="/custom_id")
        names.add(name)
