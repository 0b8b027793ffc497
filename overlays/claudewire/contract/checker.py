"""One interaction against the document, part by part."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from claudewire._errors import StreamLimitExceeded
from claudewire._sse import EventDecoder, LineDecoder
from .document import Answer, Document, Node, Operation, inner_schema
from .evidence import Evidence, Unknown
from .findings import RULES, Finding, Level, Report
from .forms import FormError, Part, parts
from .headers import TRANSPORT, query_values, value_of
from .interaction import Interaction, UndecodableError, is_masked
from .schema import Check, Schemas, Walk, pointer
from .streams import Order

#: Credentials. Where one was recorded, the recorder did not leave out headers at large, and a missing one was not sent.
_CREDENTIALS: Final = ("x-api-key", "authorization")

#: `?beta=true` is how official clients mark a call that came through their beta door; the API passes over it.
_CLIENT_QUERY: Final = frozenset({"beta"})


class Checker:
    """Checks interactions against one document.

    Args:
        document: The document; by default the one that ships with the package.
        hosts: Hosts, besides the API's own and loopback, whose traffic is the Claude API's.
    """

    def __init__(self, document: Document | None = None, *, hosts: Sequence[str] = ()) -> None:
        self.document = document or Document.load()
        self.hosts = hosts
        self.report = Report()
        self.evidence = Evidence()
        self.schemas = Schemas(self.document)
        self._checks: dict[tuple[str, str], tuple[Node, Check]] = {}
        self._listed_headers = {
            name: schema
            for operation in self.document.operations
            for answer in operation.answers.values()
            for name, schema in answer.headers.items()
        }

    def run(self, interactions: Iterable[Interaction]) -> Report:
        """Check them all; the report grows with every call."""
        for interaction in interactions:
            self.check(interaction)
        return self.report

    def check(self, interaction: Interaction) -> list[Finding]:
        """Check one interaction: what was found in it."""
        if not interaction.is_ours(self.hosts):
            self.report.foreign += 1
            return []
        self.report.interactions.append(interaction.place)
        before = len(self.report.findings)
        _One(self, interaction).run()
        return self.report.findings[before:]

    def compiled(self, operation: str, part: str, schema: Node) -> Check:
        """The check for a schema that stands directly in an operation, made once."""
        key = (operation, part)
        known = self._checks.get(key)
        if known is None or known[0] is not schema:
            known = self._checks[key] = (schema, self.schemas.check(schema, f"{operation} {part}"))
        return known[1]

    @property
    def listed_headers(self) -> Mapping[str, Node]:
        """Every response header of the document."""
        return self._listed_headers


class _One:
    """The check of one interaction."""

    def __init__(self, checker: Checker, interaction: Interaction) -> None:
        self.checker = checker
        self.document = checker.document
        self.interaction = interaction
        self.findings = checker.report.findings
        self.operation: Operation | None = None

    def run(self) -> None:
        found = self.document.route(self.interaction.method, self.interaction.path)
        if isinstance(found, bool):
            rule = "unknown-method" if found else "unknown-path"
            self.add(rule, "request", f"{self.interaction.method} {self.interaction.path} is not in the document")
            self.checker.report.count("request", False)
            return
        self.operation = found
        self.checker.evidence.counter(found.id, "request")["operation"] += 1
        betas = self._betas()
        accepted = self.interaction.status < 400
        body: Any = None
        if self.interaction.request_known:
            self.counted("request", lambda: self._request_head(found, betas, accepted))
            # A request that the API refused may well be wrong: only what was accepted says something about the document.
            body = self._request_body(found, betas if accepted else None, accepted)
        self._response(found, body)

    # -- requests

    def _betas(self) -> frozenset[str] | None:
        """The beta values of the request; None where its headers were not kept."""
        request = self.interaction.request
        value = request.header("anthropic-beta")
        if value is None and not any(request.header(name) is not None for name in _CREDENTIALS):
            return None
        if value is not None and is_masked(value):
            return None
        return frozenset(text.strip() for text in (value or "").split(",") if text.strip())

    def _request_head(self, operation: Operation, betas: frozenset[str] | None, accepted: bool) -> None:
        seen = self.checker.evidence.counter(operation.id, "request")
        request = self.interaction.request
        for name, text in request.headers:
            if name in operation.headers:
                seen[f"header {name}"] += 1
                if not is_masked(text):
                    self._value("bad-header", "request header", operation.headers[name], text, name)
        if any(request.header(name) is not None for name in _CREDENTIALS):
            for name in sorted(operation.required_headers):
                if request.header(name) is None:
                    self.add("missing-header", "request headers", f"`{name}` is missing", statement=f"header {name}")
        for beta in sorted(betas or ()):
            if beta not in self.document.betas and accepted:
                self.unknown("request", "beta", "anthropic-beta", beta, beta)
                self.add("undocumented-beta", "request header anthropic-beta", f"the document does not name `{beta}`")
        query = [(name, text) for name, text in self.interaction.query if name not in _CLIENT_QUERY]
        values = query_values(query, operation.query)
        for name, value in values.items():
            if name not in operation.query:
                self.unknown("request", "query", operation.id, name, value)
                self.add(
                    "undocumented-query",
                    "request query",
                    f"`{operation.id}` has no parameter `{name}`",
                    pointer_=f"/{name}",
                )
                continue
            seen[f"query {name}"] += 1
            self._walk("request query", f"query {name}", operation.query[name], value, at=(None, name))
        for name in sorted(operation.required_query - values.keys()):
            self.add("missing-query", "request query", f"`{name}` is missing", statement=f"query {name}")

    def _request_body(self, operation: Operation, betas: frozenset[str] | None, accepted: bool) -> Any:
        raw = self._content(self.interaction.request, "request body")
        if raw is None:
            return None
        if operation.max_bytes is not None and len(raw) > operation.max_bytes and accepted:
            self.add("too-large", "request body", f"{len(raw):,} bytes; the operation accepts {operation.max_bytes:,}")
        if not raw.strip():
            if (
                operation.body_required
                and accepted
                and self.interaction.request.header("content-length") not in (None, "0")
            ):
                self.add("missing-body", "request body", f"`{operation.id}` needs a body")
            return None
        if not operation.body:
            if accepted and raw.strip() not in (b"{}", b"null"):
                self.add("unexpected-body", "request body", f"`{operation.id}` takes no body")
            return None
        media, schema = next(iter(operation.body.items()))
        given = self.interaction.request.media_type
        if given is not None and given not in operation.body and accepted:
            self.add("undocumented-media-type", "request body", f"`{given}` instead of {' or '.join(operation.body)}")
        if media == "multipart/form-data":
            if accepted:
                self.counted("form", lambda: self._form(operation, schema, raw))
            return None
        body = self._json(raw, "request body") if accepted else _json_or_none(raw)
        if accepted and body is not None:
            self.counted(
                "request body",
                lambda: self._walk("request body", "request", schema, body, betas=betas, scope="request"),
            )
        return body

    def _form(self, operation: Operation, schema: Node, raw: bytes) -> None:
        try:
            found = parts(raw, self.interaction.request.header("content-type"))
        except FormError as error:
            self.add("bad-multipart", "request form", str(error))
            return
        fields = self.document.resolve(schema)["properties"]
        value: dict[str, Any] = {}
        for part in found:
            node = fields.get(part.name, {})
            item = self._part(part, node.get("items", node))
            if "items" in node:
                value.setdefault(part.name, []).append(item)
            elif part.name in value:
                self.add(
                    "bad-multipart", "request form", f"two parts are named `{part.name}`", pointer_=f"/{part.name}"
                )
            else:
                value[part.name] = item
        self._walk("request form", "request", schema, value, scope="request")

    def _part(self, part: Part, node: Node) -> Any:
        if node.get("format") == "binary":
            if part.filename is None:
                self.add(
                    "bad-multipart",
                    "request form",
                    f"the part `{part.name}` is a file, and has no file name",
                    pointer_=f"/{part.name}",
                )
            return "<bytes>"
        if part.filename is not None and node:
            self.add(
                "bad-multipart",
                "request form",
                f"the part `{part.name}` is a field, and has a file name",
                pointer_=f"/{part.name}",
            )
        return value_of(part.value, node)

    # -- answers

    def _response(self, operation: Operation, request: Any) -> None:
        status = self.interaction.status
        answer, by_name = operation.answer(status)
        if not by_name:
            self.unknown("response", "status", operation.id, str(status), None)
            known = ", ".join(name for name in operation.answers if name != "default")
            self.add("undocumented-status", "response", f"{status} is none of {known}")
        if answer is None:
            return
        self.checker.evidence.counter(operation.id, "response")[f"{answer.status}"] += 1
        self.counted("headers", lambda: self._response_headers(operation, answer))
        raw = self._content(self.interaction.response, "response body")
        if raw is None:
            return
        media = self._media(answer, raw)
        if media is None:
            return
        self.checker.evidence.counter(operation.id, "response")[f"{answer.status} {media}"] += 1
        schema = answer.content[media]
        if media == "text/event-stream":
            self._form_asked(operation, request, True)
            self._stream(operation, schema, raw)
        elif media == "application/x-jsonl":
            self._lines(schema, raw)
        elif media == "application/json":
            if status < 400:
                self._form_asked(operation, request, False)
            body = self._json(raw, "response body")
            kind = "response body" if status < 400 else "error"
            if body is None:
                self.checker.report.count(kind, False)
            else:
                self.counted(kind, lambda: self._json_answer(schema, body, status))

    def _json_answer(self, schema: Node, body: Any, status: int) -> None:
        scope = "response" if status < 400 else "error"
        self._walk("response body", scope, schema, body, scope=scope)
        if status >= 400 and isinstance(body, dict) and isinstance(error := body.get("error"), dict):
            kinds = self.document.error_statuses
            expected = kinds.get(error.get("type", ""))
            # A status without a type of its own is reported under the type of its class.
            if expected is not None and expected != status and status in kinds.values():
                self.add(
                    "wrong-error-type",
                    "response body",
                    f"`{error['type']}` comes with {expected}, not {status}",
                    pointer_="/error/type",
                )

    def _response_headers(self, operation: Operation, answer: Answer) -> None:
        seen = self.checker.evidence.counter(operation.id, "response")
        for name, text in self.interaction.response.headers:
            schema = answer.headers.get(name) or self.checker.listed_headers.get(name)
            if schema is not None:
                seen[f"header {name}" if name in answer.headers else f"header {name} (another answer's)"] += 1
                if not is_masked(text):
                    self._value("bad-header", "response header", schema, text, name)
            elif name not in TRANSPORT:
                self.unknown("response", "header", operation.id, name, text)
                self.add(
                    "undocumented-header",
                    f"response header {name}",
                    f"`{operation.id}` has no response header `{name}`",
                )

    def _media(self, answer: Answer, raw: bytes) -> str | None:
        """The media type to judge the body by: the header's, or what the body looks like where the header is hidden."""
        given = self.interaction.response.media_type
        if given in answer.content:
            return given
        known = tuple(answer.content)
        if given is None:
            start = raw.lstrip()[:6]
            guess = "text/event-stream" if start in (b"event:", b"data: ") else "application/json"
            return guess if guess in answer.content else known[0] if len(known) == 1 else None
        if given == "application/x-ndjson" and "application/x-jsonl" in answer.content:
            return "application/x-jsonl"
        if given in ("application/octet-stream", "binary/octet-stream") and known == ("application/x-jsonl",):
            return "application/x-jsonl"
        if known and known[0] in ("application/octet-stream", "application/zip"):
            return known[0]
        self.add("undocumented-media-type", "response header content-type", f"`{given}` is none of {', '.join(known)}")
        return None

    def _form_asked(self, operation: Operation, request: Any, streamed: bool) -> None:
        if operation.stream_field and isinstance(request, dict) and self.interaction.request_known:
            asked = request.get(operation.stream_field) is True
            if asked != streamed:
                came, wanted = ("a stream", "one message") if streamed else ("one message", "a stream")
                self.add("wrong-form", "response", f"{came} came where the request asked for {wanted}")

    def _stream(self, operation: Operation, schema: Node, raw: bytes) -> None:
        payload_schema = inner_schema(self.document.resolve(schema).get("properties", {}).get("data", schema))
        grammar = self.document.resolve(payload_schema).get("x-event-grammar")
        order = Order(grammar) if grammar is not None else None
        decoder = EventDecoder()
        try:
            events = decoder.feed(raw)
            inside = decoder.finish()
        except StreamLimitExceeded as error:
            self.add("bad-event", "response body", str(error))
            return
        for position, event in enumerate(events):
            part = f"event {position}"
            payload = self._json(event.data, part)
            before = len(self.findings)
            if payload is not None:
                name = payload.get("type") if isinstance(payload, dict) else None
                unnamed = self.interaction.events_unnamed and event.event == "message"
                if name != event.event and not unnamed:
                    self.add("bad-event", part, f"the event is named `{event.event}`, its payload is of type `{name}`")
                self._walk(part, "event", payload_schema, payload, scope="event")
                if order is not None and isinstance(payload, dict):
                    state = order.state
                    order.feed(payload)
                    self.checker.evidence.counter(operation.id, "event")[f"{state} → {name}"] += 1
            self.checker.report.count("event", payload is not None and self._clean(before))
        if order is not None:
            problems = order.finish()
            for rule, position, message in problems:
                self.add(rule, f"event {position}", message)
            if inside and not any(rule == "truncated-stream" for rule, _, _ in problems):
                self.add("truncated-stream", f"event {len(events)}", "the bytes end inside an event")
            self.checker.report.count("stream", not problems and not inside)

    def _lines(self, schema: Node, raw: bytes) -> None:
        decoder = LineDecoder()
        lines = decoder.feed(raw)
        last = decoder.finish()
        names: set[str] = set()
        for position, line in enumerate([*lines, last] if last is not None else lines):
            part = f"line {position + 1}"
            value = self._json(line, part)
            before = len(self.findings)
            if value is not None:
                self._walk(part, "line", schema, value, scope="line")
                name = value.get("custom_id") if isinstance(value, dict) else None
                if isinstance(name, str):
                    if name in names:
                        self.add("duplicate-line", part, f"`{name}` has a line already", pointer_="/custom_id")
                    names.add(name)
            self.checker.report.count("line", value is not None and self._clean(before))

    # -- steps

    def _content(self, message: Any, part: str) -> bytes | None:
        try:
            content: bytes | None = message.content()
        except UndecodableError as error:
            self.add("unreadable", part, str(error))
            return None
        return content

    def _json(self, raw: bytes | str, part: str) -> Any:
        try:
            return json.loads(raw)
        except (ValueError, RecursionError) as error:
            self.add("bad-json", part, str(error))
            return None

    def _value(self, rule: str, part: str, schema: Node, text: str, name: str) -> None:
        walk = Walk()
        self.checker.compiled("", f"{part} {name}", schema)(value_of(text, schema), None, walk)
        for _, _, message, _ in walk.problems:
            self.add(rule, f"{part} {name}", message, statement=f"header {name}")

    def _walk(
        self,
        part: str,
        name: str,
        schema: Node,
        value: Any,
        *,
        at: Any = None,
        betas: frozenset[str] | None = None,
        scope: str = "",
    ) -> None:
        assert self.operation is not None
        walk = Walk(betas, seen=self.checker.evidence.counter(self.operation.id, scope or "request"))
        self.checker.compiled(self.operation.id, name, schema)(value, at, walk)
        for rule, way, message, statement in walk.problems:
            self.add(rule, part, message, pointer_=pointer(way), statement=statement)
        for kind, owner, unknown, example in walk.unknown:
            self.unknown(scope or "request", kind, owner, unknown, example)

    def unknown(self, part: str, kind: str, owner: str, name: str, example: Any) -> None:
        assert self.operation is not None
        evidence = self.checker.evidence
        key = Unknown(self.operation.id, part, kind, owner, name)
        evidence.unknown[key] += 1
        place = self.interaction.place
        evidence.places.setdefault(key, f"{place.file}:{place.line}")
        examples = evidence.examples.setdefault(key, [])
        if len(examples) < 5 and example is not None:
            examples.append(example)

    def add(self, rule: str, part: str, message: str, *, pointer_: str = "", statement: str = "") -> None:
        level: Level = RULES[rule].level
        self.findings.append(
            Finding(
                rule=rule,
                level=level,
                message=message,
                place=self.interaction.place,
                part=part,
                pointer=pointer_,
                statement=statement,
            )
        )

    def counted(self, kind: str, step: Callable[[], None]) -> None:
        before = len(self.findings)
        step()
        self.checker.report.count(kind, self._clean(before))

    def _clean(self, before: int) -> bool:
        return all(finding.level == "note" for finding in self.findings[before:])


def _json_or_none(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None
