"""Random edits of documents: what `lint` lets through is generated, imported, type-checked, and read back without a loss.

python -m tests.generator.edits EDITS [SEED] [PYRIGHT_EVERY]      # make edits EDITS=10000

A *cell* is a small document with one operation, an object, a union, an alias and a body, to which a few edits are applied. Each
cell is linted alone. Clean ones are put together into one document of many cells, so that starting Python and pyright pays.
"""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generator import build, load, rules
from generator import schemas as S
from generator.index import Index
from generator.problems import SpecError
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


# Edits: each is a function that changes a cell.
EDITS: dict[str, Callable[[Cell], None]] = {}


def edit(function: Callable[[Cell], None]) -> Callable[[Cell], None]:
    EDITS[function.__name__] = function
    return function


@edit
def add_a_property(cell: Cell) -> None:
    cell.properties()[cell.name()] = cell.shape()


@edit
def add_several_names(cell: Cell) -> None:
    cell.properties().update({name: {"type": "string"} for name in cell.rng.sample(NAMES, 4)})


@edit
def rename_a_property(cell: Cell) -> None:
    properties = cell.properties()
    properties[cell.name()] = properties.pop(cell.pick(properties))


@edit
def retype_a_property(cell: Cell) -> None:
    properties = cell.properties()
    properties[cell.pick(properties)] = cell.shape()


@edit
def remove_a_property(cell: Cell) -> None:
    properties = cell.properties()
    properties.pop(cell.pick(properties))


@edit
def require(cell: Cell) -> None:
    schema = cell.pick([s for s in cell.schemas.values() if s.get("properties")])
    schema["required"] = cell.rng.sample(list(schema["properties"]), cell.rng.randint(0, len(schema["properties"])))


@edit
def hold_itself(cell: Cell) -> None:
    name = cell.pick([n for n, s in cell.schemas.items() if s.get("properties")])
    ref = cell.ref(name)
    cell.schemas[name]["properties"][cell.name()] = cell.pick(
        [ref, {"type": "array", "items": ref}, {"anyOf": [ref, {"type": "null"}]}]
    )


@edit
def describe(cell: Cell) -> None:
    cell.pick([*cell.schemas.values(), *cell.properties().values(), cell.operation])["description"] = cell.pick(TEXTS)


@edit
def deprecate(cell: Cell) -> None:
    cell.pick(cell.properties().values()).update({"deprecated": True, "x-deprecated-reason": cell.pick(TEXTS)})


@edit
def add_an_alias(cell: Cell) -> None:
    name = f"More{cell.number}"
    cell.schemas[name] = cell.shape()
    cell.properties()[cell.name()] = cell.ref(name)


@edit
def change_the_alias(cell: Cell) -> None:
    if cell.alias in cell.schemas:
        cell.schemas[cell.alias] = cell.shape()


@edit
def recursive_alias(cell: Cell) -> None:
    name = f"Tree{cell.number}"
    cell.schemas[name] = {"anyOf": [{"type": "string"}, {"type": "array", "items": cell.ref(name)}]}
    cell.properties()["tree"] = cell.ref(name)


@edit
def rename_a_schema(cell: Cell) -> None:
    name = cell.pick(SCHEMA_NAMES)
    cell.rename(cell.pick(cell.schemas), f"{name}{cell.number}" if cell.rng.random() < 0.7 else name)


@edit
def add_a_union_member(cell: Cell) -> None:
    for schema in cell.schemas.values():
        if "discriminator" in schema:
            name, value = f"Three{cell.number}", cell.name()
            member = {"type": "object", "properties": {"kind": {"const": value}, cell.name(): cell.shape()}}
            if cell.rng.random() < 0.7:
                member["required"] = ["kind"]
            schema["oneOf"] = [*schema["oneOf"], cell.ref(name)]
            schema["discriminator"]["mapping"][value] = AT + name
            cell.schemas[name] = member
            return


@edit
def change_a_tag(cell: Cell) -> None:
    tag = cell.name()
    for schema in cell.schemas.values():
        if "discriminator" in schema:
            schema["discriminator"]["propertyName"] = tag
        elif "kind" in schema.get("properties", {}):
            schema["properties"] = {tag if k == "kind" else k: v for k, v in schema["properties"].items()}
            schema["required"] = [tag if name == "kind" else name for name in schema.get("required", [])]


@edit
def add_a_parameter(cell: Cell) -> None:
    parameter: dict[str, Json] = {"name": cell.name(), "in": cell.pick(["query", "query", "header", "path", "cookie"])}
    parameter["schema"] = cell.shape()
    if cell.rng.random() < 0.4:
        parameter["style"] = cell.pick(["form", "simple", "deepObject", "pipeDelimited", "label"])
    if cell.rng.random() < 0.4:
        parameter["explode"] = cell.pick([True, False])
    if cell.rng.random() < 0.3:
        parameter["required"] = True
    cell.pick([cell.operation, cell.item]).setdefault("parameters", []).append(parameter)


@edit
def retype_a_parameter(cell: Cell) -> None:
    cell.pick(cell.operation["parameters"])["schema"] = cell.shape()


@edit
def add_to_the_path(cell: Cell) -> None:
    name = cell.pick([*NAMES[:60], "probe-id", "a.b"])
    cell.path += f"/{{{name}}}"
    cell.operation["parameters"].append(
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": cell.pick([{"type": "integer"}, {"type": "string"}, cell.shape()]),
        }
    )


@edit
def change_the_path(cell: Cell) -> None:
    cell.path += cell.pick(["/x:y", "/a'b", "/%2F", '/"', "/é", "?x=1", "/{}", "//", "/"])


@edit
def change_the_method(cell: Cell) -> None:
    cell.http = cell.pick(["get", "put", "delete", "patch", "head", "options"])
    if cell.rng.random() < 0.5:
        cell.operation.pop("requestBody", None)


@edit
def rename_the_method(cell: Cell) -> None:
    cell.operation["x-sdk"]["method"] = cell.pick(METHODS)


@edit
def rename_the_resource(cell: Cell) -> None:
    name = cell.pick(RESOURCES)
    cell.operation["x-sdk"]["resource"] = f"{name}{cell.number}" if cell.rng.random() < 0.7 else name


@edit
def drop_x_sdk(cell: Cell) -> None:
    cell.operation.pop("x-sdk")
    cell.operation["operationId"] = f"{cell.pick(['list', 'getIt', 'a.b', 'Do-It', 'x y', 'tags.list'])}{cell.number}"
    cell.operation["tags"] = [f"Tag {cell.number}"]


@edit
def change_the_response(cell: Cell) -> None:
    media = cell.rng.choices(MEDIA, [8, *[1] * (len(MEDIA) - 1)])[0]
    status = cell.pick(["200", "201", "202", "204", "2XX", "400"])
    content = {media: {"schema": cell.shape()}}
    cell.operation["responses"] = {status: {"description": "x", **({"content": content} if status != "204" else {})}}
    if cell.rng.random() < 0.2:
        cell.operation["responses"]["204"] = {"description": "Nothing."}


@edit
def change_the_body(cell: Cell) -> None:
    media = cell.rng.choices(MEDIA, [6, 3, 3, 2, *[1] * (len(MEDIA) - 4)])[0]
    schema = cell.pick([cell.shape(), cell.ref(cell.pick(cell.schemas)), {"type": "string", "format": "binary"}])
    cell.operation["requestBody"] = {"required": cell.pick([True, False]), "content": {media: {"schema": schema}}}


@edit
def paginate(cell: Cell) -> None:
    style, page = cell.pick(["page", "cursor"]), f"Page{cell.number}"
    items = cell.pick([cell.ref(cell.thing), cell.shape()])
    properties = {"data": {"type": "array", "items": items}, "next_page": {"type": "string"}}
    cell.schemas[page] = {"type": "object", "required": ["data"], "properties": properties}
    cell.operation["x-pagination"] = style
    name = {"page": "after_id", "cursor": "page"}[style]
    cell.operation["parameters"].append({"name": name, "in": "query", "schema": {"type": "string"}})
    content = {"application/json": {"schema": cell.ref(page)}}
    cell.operation["responses"] = {"200": {"description": "x", "content": content}}


@edit
def stream(cell: Cell) -> None:
    cell.operation["x-stream"] = {"field": cell.pick(["on", "name"]), "events": cell.union}


@edit
def need_a_beta(cell: Cell) -> None:
    value = cell.pick(["a-2026-01-01", "a-2026-01-01", "nonsense"])
    cell.pick([cell.operation, *cell.properties().values(), *cell.operation["parameters"]])["x-beta"] = value


# Running them.


def cells(count: int, seed: int, tally: Counter[str]) -> Iterator[tuple[Cell, list[str]]]:
    """Cells with one to three edits each, `count` edits in all; those that lint lets through."""
    done = number = 0
    while done < count:
        number += 1
        cell = Cell(number, random.Random(f"{seed}/{number}"))
        names = [cell.pick(EDITS) for _ in range(cell.rng.randint(1, 3))]
        done += len(names)
        tally["edits"] += len(names)
        try:
            for name in names:
                EDITS[name](cell)
            cell.check_references()
        except (IndexError, KeyError):  # an edit took away what another one wants
            tally["impossible"] += 1
            continue
        if rules.lint(load.Bundle(cell.document(), {}), "openapi"):
            tally["refused"] += 1
        else:
            tally["clean"] += 1
            yield cell, names


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


#: Runs in a process of its own: every module is imported, every model reads its values back, every operation makes its call.
CHECK = """
import importlib, json, pkgutil, sys
import probes_api
for module in pkgutil.walk_packages(probes_api.__path__, "probes_api."):
    importlib.import_module(module.name)
from probes_api import models, params, _decoders as decoders
from probes_api._model import _dump
from typing import get_type_hints, is_typeddict
for name in models.__all__:
    kind = getattr(models, name)
    if isinstance(kind, type):
        get_type_hints(kind)
for value in list(vars(params).values()):
    if is_typeddict(value):
        get_type_hints(value)
work = json.load(open(sys.argv[1], encoding="utf-8"))
for name, kind, value in work["values"]:
    try:
        found = getattr(models, name).from_dict(value) if kind == "object" else getattr(decoders, name)(value)
        back = _dump(found)
        assert back == value and repr(back) == repr({**back, **value} if isinstance(back, dict) else value) or back == value, back
        repr(found)
        if kind == "object":
            assert found == getattr(models, name).from_dict(json.loads(json.dumps(value))), "not equal to itself"
    except Exception as error:
        raise SystemExit(f"{name}: {error!r} for {value!r}")
for module, method, arguments, answers in work["calls"]:
    function = getattr(importlib.import_module(f"probes_api.endpoints.{module}"), method)
    try:
        call = function(**arguments)
        for answer in answers:
            assert _dump(call.decode(answer)) == answer, answer
    except Exception as error:
        raise SystemExit(f"{module}.{method}: {error!r} for {arguments!r}")
"""


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


def check(batch: list[tuple[Cell, list[str]]], seed: int, *, pyright: bool) -> list[str]:
    """What goes wrong with the package of these cells: nothing, it is hoped."""
    document = merged([cell for cell, _ in batch])
    bundle = load.Bundle(document, {})
    if problems := rules.lint(bundle, "openapi"):
        return [f"lint of the whole: {problem}" for problem in problems]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            build.write(build.generate(bundle, package="probes_api"), folder)
        except (SpecError, Exception) as error:
            return [f"generate: {type(error).__name__}: {error}"[:2000]]
        (folder / "work.json").write_text(json.dumps(work(document, random.Random(seed))), encoding="utf-8")
        script = f"import sys; sys.path.insert(0, {str(folder)!r})\n{CHECK}"
        command = [sys.executable, "-I", "-c", script, str(folder / "work.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        out = [f"run: {done.stderr[-2000:]}"] if done.returncode else []
        if pyright:
            (folder / "pyrightconfig.json").write_text('{"pythonVersion": "3.11"}')
            command = [sys.executable, "-m", "pyright", "-p", name, "--pythonpath", sys.executable]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            out += [f"pyright: {done.stdout[:3000]}"] if done.returncode else []
        return out


def resource_module(cell: Cell) -> str:
    """The module of the cell's resource, for which `a.b` and `a_b` are one name."""
    resource: str = cell.operation.get("x-sdk", {}).get("resource", "")
    return f"module {resource.replace('.', '_')}"


def batches(count: int, seed: int, size: int, tally: Counter[str]) -> Iterator[list[tuple[Cell, list[str]]]]:
    """Clean cells, each put together with others whose names differ from its own."""
    open_batches: list[tuple[list[tuple[Cell, list[str]]], set[str]]] = []
    for cell, edits in cells(count, seed, tally):
        mine = {n.lower().replace("_", "") for n in cell.schemas} | {f"unknown{n.lower()}" for n in cell.schemas}
        mine |= {f"{n.lower()}param" for n in cell.schemas} | {resource_module(cell)}
        mine |= {cell.path, cell.operation["operationId"]}
        batch, names = next((each for each in open_batches if not each[1] & mine), ([], set[str]()))
        if not batch:
            open_batches.append((batch, names))
        batch.append((cell, edits))
        names |= mine
        if len(batch) == size:
            open_batches = [each for each in open_batches if each[0] is not batch]
            yield batch
    yield from (batch for batch, _ in open_batches)


def run(
    count: int, seed: int, size: int = 150, *, pyright: bool = True, say: Callable[[str], object] = print
) -> list[str]:
    """All failures of `count` edits. A batch that fails is taken apart, to name the cell."""
    tally: Counter[str] = Counter()
    failures: list[str] = []
    for number, batch in enumerate(batches(count, seed, size, tally)):
        # A cell that cannot be put together with others is checked without pyright, which takes seconds to start.
        checked = pyright and len(batch) > 1
        if found := check(batch, seed, pyright=checked):
            failures.append(f"batch {number} ({len(batch)} cells): {found[0]}")
            for cell, names in batch if len(batch) > 1 else []:
                if alone := check([(cell, names)], seed, pyright=False):
                    failures.append(f"cell {cell.number} of seed {seed} ({', '.join(names)}): {alone[0]}")
        tally["batches"] += 1
        tally["checked"] += len(batch)
        say(f"{number}: {', '.join(f'{what}: {n:,}' for what, n in tally.items())}, failures: {len(failures)}")
    say(", ".join(f"{what}: {number:,}" for what, number in tally.items()) + f", failures: {len(failures)}")
    return failures


if __name__ == "__main__":
    found = run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print("\n".join(found))
    sys.exit(bool(found))
