"""Defects to plant in clean recordings: for each, the rule that has to find it, and the recording with the defect."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from attrs import evolve

from claudewire.contract import Interaction, Message

from .samples import BOUNDARY, events, form


class Defect(NamedTuple):
    name: str
    rule: str
    broken: Interaction


def plant(clean: Interaction) -> Iterator[Defect]:
    """Every defect that this recording can have."""
    yield from requests(clean)
    yield from forms(clean)
    yield from answers(clean)
    yield from bodies(clean)
    yield from streams(clean)
    yield from lines(clean)


# -- what is sent


def requests(clean: Interaction) -> Iterator[Defect]:
    sent = clean.request

    def changed(headers: Any) -> Interaction:
        return evolve(clean, request=evolve(sent, headers=headers))

    yield Defect("a path that does not exist", "unknown-path", evolve(clean, url=clean.url.replace("/v1/", "/v1/new_")))
    yield Defect("another method", "unknown-method", evolve(clean, method="PATCH"))
    query = clean.url + ("&" if "?" in clean.url else "?")
    yield Defect("a query parameter too many", "undocumented-query", evolve(clean, url=f"{query}verbose=1"))
    if "limit=" in clean.url:
        yield Defect(
            "a limit that is no number", "wrong-type", evolve(clean, url=re.sub(r"limit=\d+", "limit=many", clean.url))
        )
        yield Defect(
            "a limit that is too large",
            "out-of-range",
            evolve(clean, url=re.sub(r"limit=\d+", "limit=5000", clean.url)),
        )
    without = [(name, value) for name, value in sent.headers if name != "anthropic-version"]
    if sent.header("x-api-key") is not None:  # without credentials, the recorder left out headers
        yield Defect("no version", "missing-header", changed(without))
    yield Defect("a version that is none", "bad-header", changed([*without, ("anthropic-version", "latest")]))
    if clean.status < 400:
        new_beta = [*sent.headers, ("anthropic-beta", "telepathy-2027-01-01")]
        yield Defect("a beta value that nobody knows", "undocumented-beta", changed(new_beta))
    if clean.status >= 400:
        return
    if sent.body is None:
        yield Defect(
            "a body that is not taken", "unexpected-body", evolve(clean, request=evolve(sent, body=b'{"a": 1}'))
        )
        return
    if sent.media_type != "application/json":
        return
    yield Defect("half a body", "bad-json", evolve(clean, request=evolve(sent, body=sent.body[: len(sent.body) // 2])))
    other = [(name, "text/xml" if name == "content-type" else value) for name, value in sent.headers]
    yield Defect("another media type", "undocumented-media-type", changed(other))
    for name, rule, change in SENT:
        body = json.loads(sent.body)
        if change(body):
            yield Defect(name, rule, evolve(clean, request=evolve(sent, body=json.dumps(body).encode())))


def _no_betas(clean: Interaction) -> list[tuple[str, str]]:
    return [(name, value) for name, value in clean.request.headers if name != "anthropic-beta"]


def _set(path: str, value: Any) -> Callable[[Any], bool]:
    """Set what stands at a path of keys and positions, if there is something."""

    def change(body: Any) -> bool:
        *way, last = (int(key) if key.isdigit() else key for key in path.split("."))
        try:
            for key in way:
                body = body[key]
            body[last]
        except (KeyError, IndexError, TypeError):
            return False
        body[last] = value
        return True

    return change


def _rename(path: str, new: str) -> Callable[[Any], bool]:
    def change(body: Any) -> bool:
        *way, last = (int(key) if key.isdigit() else key for key in path.split("."))
        try:
            for key in way:
                body = body[key]
            body[new] = body.pop(last)
        except (KeyError, IndexError, TypeError, AttributeError):
            return False
        return True

    return change


def _add(path: str, name: str) -> Callable[[Any], bool]:
    def change(body: Any) -> bool:
        try:
            for key in path.split(".") if path else []:
                body = body[int(key) if key.isdigit() else key]
            body[name] = {"new": True}
        except (KeyError, IndexError, TypeError):
            return False
        return True

    return change


#: Defects of bodies that are sent: name, rule, change (False where it does not apply).
SENT: list[tuple[str, str, Callable[[Any], bool]]] = [
    ("max_tokens as text", "wrong-type", _set("max_tokens", "many")),
    ("max_tokens as a fraction", "wrong-type", _set("max_tokens", 1.5)),
    ("max_tokens below zero", "out-of-range", _set("max_tokens", -1)),
    ("temperature above its limit", "out-of-range", _set("temperature", 5)),
    ("no max_tokens", "missing-field", lambda body: body.pop("max_tokens", None) is not None),
    ("no messages", "missing-field", lambda body: body.pop("messages", None) is not None),
    ("model as a number", "wrong-type", _set("model", 4)),
    ("messages as an object", "wrong-type", _set("messages", {})),
    ("a role that is none", "wrong-value", _set("messages.0.role", "robot")),
    ("a renamed field", "unknown-field", _rename("max_tokens", "maxTokens")),
    ("a renamed nested field", "unknown-field", _rename("messages.0.content", "text")),
    ("a field too many", "unknown-field", lambda body: "messages" in body and _add("", "verbosity")(body)),
    ("a nested field too many", "unknown-field", _add("messages.0", "mood")),
    ("a block that is none", "undocumented-member", _set("messages.0.content", [{"type": "hologram"}])),
    ("a block without a type", "missing-field", _set("messages.0.content", [{"text": "Hello"}])),
    ("a block that is null", "wrong-type", _set("messages.0.content", [None])),
    ("a tool choice that is none", "undocumented-member", _set("tool_choice", {"type": "maybe"})),
    ("thinking as a switch", "wrong-type", _set("thinking", True)),
    ("stream as text", "wrong-type", _set("stream", "yes")),
    ("stop sequences as text", "wrong-type", _set("stop_sequences", "END")),
    (
        "a tool without a schema",
        "missing-field",
        lambda body: bool(body.get("tools")) and body["tools"][0].pop("input_schema", 0) != 0,
    ),
    ("a batch without requests", "missing-field", lambda body: body.pop("requests", None) is not None),
    (
        "a batch request without a name",
        "missing-field",
        lambda body: "requests" in body and body["requests"][0].pop("custom_id") != 0,
    ),
]


def forms(clean: Interaction) -> Iterator[Defect]:
    sent = clean.request
    if sent.media_type != "multipart/form-data" or sent.body is None or clean.status >= 400:
        return

    def changed(body: bytes) -> Interaction:
        return evolve(clean, request=evolve(sent, body=body))

    yield Defect(
        "a form without an end", "bad-multipart", changed(sent.body.removesuffix(f"--{BOUNDARY}--\r\n".encode()))
    )
    yield Defect("no form at all", "bad-multipart", changed(b'{"file": "text"}'))
    yield Defect(
        "a file without a name", "bad-multipart", changed(re.sub(rb'; filename="[^"]*"', b"", sent.body, count=1))
    )
    yield Defect(
        "a form without a file",
        "missing-field",
        changed(form({"expires_in_seconds": 86400} if b'name="file"' in sent.body else {"display_name": "x"})),
    )
    extra = f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="colour"\r\n\r\nred\r\n'.encode()
    yield Defect("a part too many", "unknown-field", changed(extra + sent.body))
    if b'name="file"' in sent.body:
        yield Defect(
            "a lifetime that is too short", "out-of-range", changed(form({"file": "a", "expires_in_seconds": 60}))
        )
        yield Defect("a lifetime in words", "wrong-type", changed(form({"file": "a", "expires_in_seconds": "soon"})))
        yield Defect("two files in place of one", "bad-multipart", changed(form({"file": ["a", "b"]})))


# -- what comes back


def answers(clean: Interaction) -> Iterator[Defect]:
    came = clean.response

    def with_header(name: str, value: str) -> Interaction:
        rest = [(key, text) for key, text in came.headers if key != name]
        return evolve(clean, response=evolve(came, headers=[*rest, (name, value)]))

    yield Defect("a header too many", "undocumented-header", with_header("x-powered-by", "steam"))
    if clean.status >= 400 or not clean.path.endswith("/content"):  # a download has the media type of its file
        yield Defect("another media type back", "undocumented-media-type", with_header("content-type", "text/csv"))
    yield Defect("retry-after in words", "bad-header", with_header("retry-after", "soon"))
    yield Defect("a limit below zero", "bad-header", with_header("anthropic-ratelimit-requests-remaining", "-1"))
    yield Defect("a reset that is no time", "bad-header", with_header("anthropic-ratelimit-requests-reset", "tomorrow"))
    if clean.status < 400:
        if came.media_type in ("application/octet-stream", "application/zip"):
            other = [(name, value) for name, value in came.headers if name != "content-type"]
            broken = evolve(clean, status=204, response=Message(headers=other, body=b""))
            yield Defect("nothing in place of a file", "undocumented-status", broken)
        if came.media_type == "application/json":
            yield Defect("a status nobody lists", "undocumented-status", evolve(clean, status=202))
    else:
        yield Defect("a status nobody lists", "undocumented-status", evolve(clean, status=418))
        other_status = 500 if clean.status != 500 else 401
        yield Defect("an error with another status", "wrong-error-type", evolve(clean, status=other_status))
    if came.media_type == "application/json" and came.body:
        cut = evolve(came, body=came.body[:-2])
        yield Defect("half an answer", "bad-json", evolve(clean, response=cut))
        as_page = evolve(came, body=b"<html>Bad gateway</html>")
        yield Defect("a web page in place of JSON", "bad-json", evolve(clean, response=as_page))
    if clean.path == "/v1/messages" and came.media_type == "application/json" and clean.status == 200:
        asked = {**json.loads(clean.request.body or b"{}"), "stream": True}
        sent = evolve(clean.request, body=json.dumps(asked).encode())
        yield Defect("one message where a stream was asked for", "wrong-form", evolve(clean, request=sent))


def bodies(clean: Interaction) -> Iterator[Defect]:
    """Every field of an answer, once renamed, once with another type, once left out, as far as the document minds."""
    came = clean.response
    if came.media_type != "application/json" or not came.body:
        return

    def changed(body: Any) -> Interaction:
        return evolve(clean, response=evolve(came, body=json.dumps(body).encode()))

    original = json.loads(came.body)
    for way in objects(original):
        body = copy.deepcopy(original)
        target = at(body, way)
        target["surprise"] = 1
        if not free(way):
            yield Defect(f"a field too many in /{'/'.join(map(str, way))}", "undocumented-field", changed(body))
        if isinstance(target.get("type"), str):
            body = copy.deepcopy(original)
            at(body, way)["type"] = "hologram"
            rule = "wrong-value" if clean.status < 400 and not way else "*"
            yield Defect(f"another type in /{'/'.join(map(str, way))}", rule, changed(body))
            if "deleted" in target["type"]:  # recorded without as well
                continue
            body = copy.deepcopy(original)
            del at(body, way)["type"]
            yield Defect(f"no type in /{'/'.join(map(str, way))}", "*" if free(way) else "missing-field", changed(body))
    for field, value, rule in CAME:
        if field in original:
            yield Defect(f"{field} as {value!r}", rule, changed({**original, field: value}))


#: Fields of answers with a value they can not have.
CAME: list[tuple[str, Any, str]] = [
    ("stop_reason", "tired", "undocumented-literal"),
    ("role", "user", "wrong-value"),
    ("content", "Hello", "wrong-type"),
    ("usage", [], "wrong-type"),
    ("usage", {"input_tokens": "many", "output_tokens": 1}, "wrong-type"),
    ("id", 7, "wrong-type"),
    ("created_at", "yesterday", "wrong-format"),
    ("expires_at", "tomorrow", "wrong-format"),
    ("processing_status", "thinking", "undocumented-literal"),
    ("size_bytes", -1, "out-of-range"),
    ("data", {}, "wrong-type"),
    ("has_more", "no", "wrong-type"),
    ("input_tokens", "many", "wrong-type"),
    ("error", "bad luck", "wrong-type"),
]


def objects(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        yield way
        for key, inner in value.items():
            yield from objects(inner, (*way, key))
    elif isinstance(value, list):
        for key, inner in enumerate(value):
            yield from objects(inner, (*way, key))


def at(value: Any, way: tuple[Any, ...]) -> Any:
    for key in way:
        value = value[key]
    return value


def free(way: tuple[Any, ...]) -> bool:
    """Inside what the model or the caller wrote, every field is welcome."""
    return "input" in way or "input_schema" in way


# -- streams and lines


def streams(clean: Interaction) -> Iterator[Defect]:
    came = clean.response
    if came.media_type != "text/event-stream" or not came.body:
        return
    payloads = [json.loads(line[6:]) for line in came.body.decode().splitlines() if line.startswith("data: ")]

    def raw(body: bytes) -> Interaction:
        return evolve(clean, response=evolve(came, body=body))

    def made(*changed: Any) -> Interaction:
        return raw(events(list(changed)))

    kinds = [payload["type"] for payload in payloads]
    if kinds[-1] == "error":
        yield Defect("something after an error", "illegal-event", made(*payloads, {"type": "message_stop"}))
        return
    yield Defect("a stream that was not asked for", "wrong-form", evolve(clean, request=_unasked(clean)))
    for stop in range(1, len(payloads)):
        yield Defect(f"a stream cut after {stop} events", "truncated-stream", made(*payloads[:stop]))
    yield Defect("a stream cut inside an event", "truncated-stream", raw(came.body[:-2]))
    for position, payload in enumerate(payloads):
        rest = [*payloads[:position], *payloads[position + 1 :]]
        if payload["type"] in ("message_start", "content_block_start", "content_block_stop"):
            yield Defect(f"no {payload['type']} ({position})", "illegal-event", made(*rest))
            again = [*payloads[: position + 1], *payloads[position:]]
            yield Defect(f"two {payload['type']} ({position})", "illegal-event", made(*again))
        if payload["type"] in ("message_delta", "message_stop"):
            yield Defect(f"no {payload['type']}", "*", made(*rest))
        if "index" in payload:
            wrong = {**payload, "index": payload["index"] + 7}
            yield Defect(
                f"another index ({position})",
                "wrong-index",
                made(*payloads[:position], wrong, *payloads[position + 1 :]),
            )
        if payload["type"] == "content_block_delta":
            kind = payload["delta"]["type"]
            other = (
                {"type": "signature_delta", "signature": "x"}
                if kind != "signature_delta"
                else {"type": "text_delta", "text": "x"}
            )
            if kind != "thinking_delta":
                wrong = {**payload, "delta": other}
                yield Defect(
                    f"{other['type']} in place of {kind} ({position})",
                    "illegal-delta",
                    made(*payloads[:position], wrong, *payloads[position + 1 :]),
                )
            wrong = {**payload, "delta": {"type": "hologram_delta"}}
            yield Defect(
                f"a delta that is none ({position})",
                "undocumented-member",
                made(*payloads[:position], wrong, *payloads[position + 1 :]),
            )
            if kind == "signature_delta" and payloads[position - 1]["type"] == "content_block_delta":
                yield Defect("no signature", "missing-delta", made(*rest))
            if (
                kind == "input_json_delta"
                and payload["delta"]["partial_json"]
                and kinds.count("content_block_delta") > 1
            ):
                shorter = {
                    **payload,
                    "delta": {**payload["delta"], "partial_json": payload["delta"]["partial_json"][:-1] + "\\"},
                }
                yield Defect(
                    f"half an input ({position})",
                    "missing-delta",
                    made(*payloads[:position], shorter, *payloads[position + 1 :]),
                )
        extra = [*payloads[:position], {**payload, "surprise": 1}, *payloads[position + 1 :]]
        yield Defect(f"a field too many in event {position}", "undocumented-field", made(*extra))
    yield Defect("something after the end", "illegal-event", made(*payloads, payloads[-1]))
    yield Defect(
        "an event that is none", "undocumented-member", made(*payloads[:1], {"type": "message_sigh"}, *payloads[1:])
    )
    yield Defect(
        "an event with another name",
        "bad-event",
        raw(came.body.replace(b"event: message_start", b"event: message_begin", 1)),
    )
    yield Defect("an event without a name", "bad-event", raw(came.body.replace(b"event: message_start\n", b"", 1)))
    yield Defect("an event that is no JSON", "bad-json", raw(came.body.replace(b"data: {", b"data: {{", 1)))
    if kinds.count("content_block_start") > 1:
        swapped = list(payloads)
        first, second = [place for place, kind in enumerate(kinds) if kind == "content_block_start"][:2]
        swapped[first], swapped[second] = swapped[second], swapped[first]
        yield Defect("two blocks in each other's place", "wrong-index", made(*swapped))


def _unasked(clean: Interaction) -> Message:
    body = json.loads(clean.request.body or b"{}")
    body.pop("stream")
    return evolve(clean.request, body=json.dumps(body).encode())


def lines(clean: Interaction) -> Iterator[Defect]:
    came = clean.response
    if came.media_type != "application/x-jsonl" or not came.body:
        return
    listed = came.body.splitlines(keepends=True)

    def made(*changed: bytes) -> Interaction:
        return evolve(clean, response=evolve(came, body=b"".join(changed)))

    for number, line in enumerate(listed):
        before, after = listed[:number], listed[number + 1 :]
        yield Defect(f"half of line {number}", "bad-json", made(*before, line[: len(line) // 2] + b"\n", *after))
        yield Defect(f"line {number} twice", "duplicate-line", made(*before, line, line, *after))
        value = json.loads(line)
        for key in list(value):
            shorter = {name: inner for name, inner in value.items() if name != key}
            yield Defect(
                f"line {number} without {key}",
                "missing-field",
                made(*before, json.dumps(shorter).encode() + b"\n", *after),
            )
        value["result"]["type"] = "lost"
        yield Defect(
            f"line {number} with another result",
            "undocumented-member",
            made(*before, json.dumps(value).encode() + b"\n", *after),
        )
