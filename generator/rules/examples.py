"""Examples are examples of their schemas, and streams follow the grammar of their events."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs

from generator import grammar
from generator import schemas as S
from generator.load import Pointer

from .places import each_schema
from .registry import Found, rule

Json = Any
Schema = dict[str, Any]


@rule("C201", "Every example is an example of its schema.")
def examples(document: Json) -> Found:
    definitions = {"components": {"schemas": S.named_schemas(document)}}
    compiled: dict[str, jsonschema_rs.Draft202012Validator] = {}  # compiling costs more than all the rest of the rules

    def errors(schema: Json, value: Json) -> list[str]:
        key = json.dumps(schema, sort_keys=True)
        if key not in compiled:
            compiled[key] = jsonschema_rs.Draft202012Validator({**schema, **definitions})
        found = compiled[key].iter_errors(value)
        return [f"{'.'.join(map(str, e.instance_path)) or 'it'}: {e.message[:200]}" for e in found]

    def check(pointer: Pointer, medium: Json) -> Found:
        if not S.is_object(medium.get("schema")):
            return
        for name, example in S.mapping(medium, "examples").items():
            value = S.resolve(document, example).get("value")
            for error in errors(medium["schema"], value)[:3]:
                yield (*pointer, "examples", name), f"the example {name!r} does not fit its schema: {error}"
        if "example" in medium:
            for error in errors(medium["schema"], medium["example"])[:3]:
                yield (*pointer, "example"), f"the example does not fit its schema: {error}"

    for path, method, _, operation in S.operations(document):
        base = ("paths", path, method)
        for kind, medium in S.request_media(document, operation).items():
            if kind.endswith("json"):
                yield from check((*base, "requestBody", "content", kind), medium)
        for status, content in S.response_media(document, operation):
            shared = S.string(operation["responses"][status], "$ref")
            named = ("components", "responses", shared.rpartition("/")[2]) if shared else (*base, "responses", status)
            for kind, medium in content.items():
                if "json" in kind:
                    yield from check((*named, "content", kind), medium)
    for name, method, hook in S.webhooks(document):
        for kind, medium in S.request_media(document, hook).items():
            yield from check(("webhooks", name, method, "requestBody", "content", kind), medium)
    for pointer, union, events, message in grammar.examples(document):
        for number, event in enumerate(events):
            for error in errors(union, event)[:3]:
                yield pointer, f"event {number} of the stream does not fit its schema: {error}"
        if message is not None:
            for error in errors({"$ref": "#/components/schemas/Message"}, message)[:3]:
                yield pointer, f"the message of the stream does not fit its schema: {error}"
    for pointer, schema in each_schema(document):
        for index, value in enumerate(S.sequence(schema, "examples")):
            for error in errors({k: v for k, v in schema.items() if k != "examples"}, value)[:3]:
                yield (*pointer, "examples", str(index)), f"the example does not fit its schema: {error}"


@rule("C202", "The event grammar names states, events, blocks and deltas that exist.")
def event_grammar(document: Json) -> Found:
    yield from grammar.check_grammar(document)


@rule("C203", "The streams that operations show follow the grammar.")
def shown_streams(document: Json) -> Found:
    yield from grammar.check_examples(document)
