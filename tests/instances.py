"""JSON values that fit the schemas of the document: one whole and one bare per schema, and Hypothesis strategies."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import claudewire_api
from tests.strategies import json_objects, json_values, words

Json = Any
PREFIX = "#/components/schemas/"


@cache
def document() -> dict[str, Json]:
    """The document as the generated package ships it."""
    return json.loads(Path(claudewire_api.__file__).with_name("openapi.json").read_text(encoding="utf-8"))


def schema(name: str) -> dict[str, Json]:
    return document()["components"]["schemas"][name]


def _referred(node: Json) -> str | None:
    return node["$ref"].removeprefix(PREFIX) if "$ref" in node else None


def example(node: Json, *, whole: bool = True, within: tuple[str, ...] = ()) -> Json:
    """A value of this schema: with every field (`whole`), or with the required ones only."""
    if name := _referred(node):
        return example(schema(name), whole=whole and name not in within, within=(*within, name))
    if "const" in node:
        return node["const"]
    if "enum" in node:
        return node["enum"][0]
    for key in ("oneOf", "anyOf"):
        if key in node:
            fresh = [m for m in node[key] if m.get("type") != "null" and _referred(m) not in within]
            return example(fresh[0] if fresh else node[key][0], whole=whole, within=within)
    kind = node.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if node.get("properties"):
        wanted = node["properties"] if whole else node.get("required", [])
        return {key: example(node["properties"][key], whole=whole, within=within) for key in wanted}
    if kind == "object":
        values = node.get("additionalProperties")
        value = (
            example(values, whole=whole, within=within) if isinstance(values, dict) and values else {"any": [1, None]}
        )
        return {"key": value} if whole else {}
    if kind == "array":
        return [example(node["items"], whole=whole, within=within)] if whole else []
    return {"string": "text", "integer": 7, "number": 0.5, "boolean": True, "null": None}.get(kind, {"free": None})


def member(union: str, tag: str, *, whole: bool = True) -> Json:
    """A value of the member that has this tag."""
    discriminator = schema(union)["discriminator"]
    found = example({"$ref": discriminator["mapping"][tag]}, whole=whole)
    return {**found, discriminator["propertyName"]: tag}


@cache
def values(name: str) -> st.SearchStrategy[Json]:
    """Values of a named schema: unknown fields, unknown values of enums and unknown members of unions included."""
    return st.deferred(lambda: _values(schema(name)))


def _values(node: Json) -> st.SearchStrategy[Json]:
    if name := _referred(node):
        return values(name)
    if "const" in node:
        return st.just(node["const"])
    if "enum" in node:
        return st.sampled_from(node["enum"])
    for key in ("oneOf", "anyOf"):
        if key in node:
            unknown = [_unknown(node["discriminator"])] if "discriminator" in node else []
            return st.one_of(*map(_values, node[key]), *unknown)
    kinds = node["type"] if isinstance(node.get("type"), list) else [node.get("type")]
    return st.one_of(*(_of_type({**node, "type": kind}) for kind in kinds))


def _of_type(node: Json) -> st.SearchStrategy[Json]:
    match node["type"]:
        case "object" if node.get("properties"):
            return _objects(node)
        case "object":
            inner = node.get("additionalProperties")
            return (
                st.dictionaries(words, _values(inner), max_size=2)
                if isinstance(inner, dict) and inner
                else json_objects
            )
        case "array":
            return st.lists(_values(node["items"]), max_size=2)
        case "string":
            return words
        case "integer":
            return st.integers(-(10**6), 10**12)
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case _:
            return json_values


@st.composite
def _objects(draw: st.DrawFn, node: Json) -> Json:
    """Required fields, some of the optional ones and at times one that nobody knows, in any order."""
    required = node.get("required", [])
    optional = [name for name in node["properties"] if name not in required]
    # Few of the optional ones: they are where recursion comes in.
    keys = [*required, *draw(st.lists(st.sampled_from(optional), unique=True, max_size=3))] if optional else [*required]
    out = {key: draw(_values(node["properties"][key])) for key in keys}
    if draw(st.integers(0, 4)) == 0:
        out["from_the_future"] = draw(json_values)
    return dict(draw(st.permutations(list(out.items()))))


def _unknown(discriminator: Json) -> st.SearchStrategy[Json]:
    tag = discriminator["propertyName"]
    return json_objects.map(lambda fields: {**fields, tag: "from_the_future"})
