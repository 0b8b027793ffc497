"""Legal values of a schema, and arguments of an operation."""

from __future__ import annotations

import random

from generator import schemas as S
from generator.index import Index

from .cell import Json


def instance(rng: random.Random, document: Json, schema: Json, depth: int = 0) -> Json:
    """A legal value of a schema."""
    schema = S.resolve(document, schema)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return rng.choice(schema["enum"])
    for key in ("oneOf", "anyOf"):
        if key in schema:
            members = schema[key]
            plain = [m for m in members if m.get("type") == "null"] if depth > 5 else []
            return instance(rng, document, rng.choice(plain or members), depth + 1)
    kinds = schema.get("type", "object" if "properties" in schema else rng.choice(["string", "integer", "object"]))
    kind = rng.choice(kinds) if isinstance(kinds, list) else kinds
    match kind:
        case "string" if schema.get("format") == "date-time":
            return rng.choice(
                ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678901234+02:00", "soon", "", "2026-01-02t03:04:05z"]
            )
        case "string":
            return rng.choice(["", "text", "2026-01-01", "é🙂", "null"])
        case "integer":
            return rng.choice([0, -1, 10**20])
        case "number":
            return rng.choice([0.5, 3, -1e300])
        case "boolean":
            return rng.choice([True, False])
        case "null":
            return None
        case "array":
            size = 0 if depth > 4 else rng.randint(0, 2)
            return [instance(rng, document, schema.get("items", {}), depth + 1) for _ in range(size)]
        case _:
            return _object(rng, document, schema, depth)


def _object(rng: random.Random, document: Json, schema: Json, depth: int) -> Json:
    required, properties = schema.get("required", []), schema.get("properties", {})
    if depth > 12:
        raise RecursionError("no value of this schema ends")
    keys = [name for name in properties if name in required or (depth < 4 and rng.random() < 0.7)]
    out = {name: instance(rng, document, properties[name], depth + 1) for name in keys}
    more = schema.get("additionalProperties", True)
    if isinstance(more, dict) and more and depth < 4:
        out["some key"] = instance(rng, document, more, depth + 1)
    elif more and rng.random() < 0.3:
        out["from_the_future"] = {"a": [1, None]}
    return out


def work(document: Json, rng: random.Random) -> Json:
    """Values of every model, and arguments of every operation."""
    index = Index(document)
    values: list[Json] = []
    for named in index.models:
        if named.kind != "alias":
            for _ in range(4):
                try:
                    values.append([named.name, named.kind, instance(rng, document, S.ref_to(named.name))])
                except RecursionError:  # an object that always holds another of its kind
                    break
    calls: list[Json] = []
    for operation in index.operations:
        fields = [*operation.parameters, *operation.body_fields]
        if operation.body and operation.body.content:
            fields.append(operation.body.content)
        try:
            arguments = {
                f.python: _argument(rng, document, f.schema) for f in fields if f.required or rng.random() < 0.7
            }
            answers = (
                [instance(rng, document, operation.response.schema) for _ in range(2)]
                if operation.kind == "json"
                else []
            )
        except RecursionError:
            continue
        if operation.stream_argument in arguments:
            arguments[operation.stream_argument] = False
        module = operation.resource.replace(".", "_")
        calls.append([module, operation.method, arguments, answers])
    return {"values": values, "calls": calls}


def _argument(rng: random.Random, document: Json, schema: Json) -> Json:
    value = "bytes" if S.is_file(schema) else instance(rng, document, schema)
    return "text" if value == "" else value
