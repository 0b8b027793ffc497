"""A cell: a small document with one operation, an object, a union, an alias and a body."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

from generator import schemas as S
from tests.generator import probe

Json = Any
AT = "#/components/schemas/"
#: Names that mean something to Python, to the generated code, or to nobody.
_NAMES = """
    _id id ID a-b a_b a.b from class None True self cls list str int Any Literal Mapping models decoders data value get fields
    endpoints REQUIRED RENAMED _REQUIRED _keys _extra _response to_dict from_dict to_json response extra_fields datetime
    timestamp type Type TYPE raw copy json dict model_dump property classmethod print body omit Omit betas timeout
    stall_timeout options call builtins isinstance httpx key item file NOTHING attr_dict ids[] ids bool float
    created_at[gte] created_at anthropic-x __class__ __init__ __dict__ __slots__ _ __ x X intern Sequence Optional
"""
NAMES = [
    *_NAMES.split(),
    *["", " ", "é", "ﬁ", "²", "१", "名", "$ref", "@type", "#", "'", '"', "\\", "\n", "a\u2028b", "{}", "{{x}}", "%s"],
    *["with space", "1", "1a", "a" * 200, "Ünï", '"""', "a'b", "a\\nb", "x\x00y", "🙂"],
]
_SCHEMA_NAMES = """
    Any Model Unknown Class Import None Exception A AB Ab URL Page Mapping lower With_Underscore Tool20250124 Union
    MODULES Timestamp HTTPServer2Go Self ABParam Params
"""
SCHEMA_NAMES = [*_SCHEMA_NAMES.split(), "A-B", "Ünï", "L" * 120, "X" * 99]
_METHODS = "list get_it str close import self fields create omit models call bytes property beta x"
METHODS = [*_METHODS.split(), "a-b", "A", ""]
_RESOURCES = "books page beta close models a.b a_b resource call content import with_options"
RESOURCES = [*_RESOURCES.split(), "a..b", "A", "async_x"]
TEXTS = [
    '"""',
    "\\",
    "a\nb",
    "{{ x }}",
    "{% x %}",
    "'''",
    '"',
    "\u202e",
    "x" * 300,
    "- a\n- b",
    "\x07",
    "`a`\n\nb",
    "* x",
]
MEDIA = [
    *[
        "application/json",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "text/plain",
    ],
    *["application/x-ndjson", "application/problem+json", "text/event-stream", "image/png", "application/xml", "*/*"],
]


class Cell:
    """One small document; its names carry a number, so that cells can be put together."""

    def __init__(self, number: int, rng: random.Random) -> None:
        self.number, self.rng = number, rng
        n = number
        self.thing, self.other, self.union, self.one, self.two = (
            f"{x}{n}" for x in ("Thing", "Other", "Choice", "One", "Two")
        )
        self.params, self.alias = f"Thing{n}Params", f"Label{n}"
        tagged = {"type": "object", "required": ["kind"]}
        self.schemas: dict[str, Json] = {
            self.thing: {
                "type": "object",
                "description": "A thing.",
                "required": ["id"],
                "properties": {"id": {"type": "string"}, "count": {"type": "integer"}, "choice": self.ref(self.union)},
            },
            self.other: {"type": "object", "properties": {"note": {"type": "string"}, "label": self.ref(self.alias)}},
            self.union: {
                "oneOf": [self.ref(self.one), self.ref(self.two)],
                "discriminator": {"propertyName": "kind", "mapping": {"one": AT + self.one, "two": AT + self.two}},
            },
            self.one: {**tagged, "properties": {"kind": {"const": "one"}, "a": {"type": "integer"}}},
            self.two: {**tagged, "properties": {"kind": {"const": "two"}, "other": self.ref(self.other)}},
            self.alias: {"type": "string"},
            self.params: {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "choice": self.ref(self.union), "on": {"type": "boolean"}},
            },
        }
        self.path, self.http = f"/c{n}/{{id}}", "post"
        self.item: dict[str, Json] = {}
        self.operation = probe.operation(
            f"probe{n}",
            f"r{n}",
            parameters=[
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                {"name": "q", "in": "query", "schema": {"type": "string"}},
            ],
            requestBody={"required": True, "content": {"application/json": {"schema": self.ref(self.params)}}},
            responses={
                "200": {"description": "Fine.", "content": {"application/json": {"schema": self.ref(self.thing)}}}
            },
        )
        self.operation["operationId"] = f"op{n}"

    @staticmethod
    def ref(name: str) -> Json:
        return {"$ref": AT + name}

    def pick(self, values: Any) -> Any:
        return self.rng.choice(list(values))

    def name(self) -> str:
        return self.pick(NAMES)

    def properties(self) -> dict[str, Json]:
        """Those of any object."""
        return self.pick([s for s in self.schemas.values() if s.get("properties")] or [{"properties": {}}])[
            "properties"
        ]

    def shape(self, depth: int = 0) -> Json:
        """A schema, of a kind that may or may not be supported."""
        pick, inner = self.pick, lambda: self.shape(depth + 1) if depth < 2 else {"type": "string"}
        names = list(self.schemas)
        kinds: list[Callable[[], Json]] = [
            lambda: {"type": pick(["string", "integer", "number", "boolean", "null", "object", "array"])},
            lambda: {"type": "string", "format": pick(["date-time", "binary", "date", "uuid"])},
            lambda: {"type": ["string", "null"], "format": "date-time"},
            lambda: {"type": "string", "enum": self.rng.sample(NAMES, 3)},
            lambda: {"enum": pick([[1, 2], [True], [None, "a"], ["a", 1], [1.5], []])},
            lambda: {"anyOf": [{"type": "string", "enum": self.rng.sample(NAMES, 2)}, {"type": "string"}]},
            lambda: {"const": pick([*NAMES, 1, True, None, 1.5])},
            lambda: {"type": "array", "items": inner()},
            lambda: {"type": "object", "additionalProperties": pick([True, False, {}, inner()])},
            lambda: {"type": [pick(["string", "integer", "array", "object"]), pick(["null", "boolean"])]},
            lambda: self.ref(pick(names)),
            lambda: {"anyOf": [self.ref(pick(names)), {"type": "null"}]},
            lambda: {"anyOf": [inner(), {"type": "null"}]},
            lambda: {"anyOf": [inner(), inner()]},
            lambda: {"oneOf": [inner(), inner()]},
            lambda: {"allOf": [inner()]},
            dict,
            lambda: {"type": "object", "properties": {self.name(): {"type": "string"}}},
            lambda: {**inner(), "description": pick(TEXTS)},
            lambda: {**inner(), "nullable": True},
            lambda: {**inner(), "default": pick(["a", 1, None, [], {}])},
        ]
        weights = [4 if n < 14 else 1 for n in range(len(kinds))]
        return self.rng.choices(kinds, weights)[0]()

    def rename(self, old: str, new: str) -> None:
        text = json.dumps([self.schemas, self.operation, self.item])
        text = text.replace(json.dumps(AT + old), json.dumps(AT + new.replace("~", "~0").replace("/", "~1")))
        self.schemas, self.operation, self.item = json.loads(text)
        self.schemas = {new if name == old else name: schema for name, schema in self.schemas.items()}

    def document(self) -> Json:
        return merged([self])

    def check_references(self) -> None:
        """Raise KeyError if a reference leads nowhere, which the bundler would have said before."""
        for ref in S.references([self.schemas, self.operation, self.item]):
            _ = self.schemas[ref.removeprefix(AT).replace("~1", "/").replace("~0", "~")]


def merged(cells: list[Cell]) -> Json:
    """One document of many cells, without what nothing reaches."""
    paths: dict[str, Json] = {}
    schemas: dict[str, Json] = {}
    for cell in cells:
        paths[cell.path] = {**cell.item, cell.http: cell.operation}
        schemas |= cell.schemas
    document = {**probe.FRAME, "paths": paths, "components": {"schemas": schemas}}
    return copy.deepcopy(document)
