"""Names that the author of a document chooses for Python: they must be names, and must not meet each other or those of ours."""

from __future__ import annotations

import keyword
import re
from typing import Any

from generator import names as N
from generator import schemas as S
from generator.index import Index
from generator.load import Pointer
from generator.operation import Operation, resource_and_method

from .places import SCHEMAS, each_operation
from .registry import Found, rule

Json = Any


@rule("G201", "The name of a schema is a class name that is free, and fits into a file name.")
def schema_names(document: Json) -> Found:
    for name, schema in S.named_schemas(document).items():
        here = (*SCHEMAS, name)
        if len(name) > N.MAX_SCHEMA_NAME:
            yield (
                here,
                f"the name has {len(name)} letters, and at most {N.MAX_SCHEMA_NAME} fit into the name of a file: shorten it",
            )
        elif not N.SCHEMA_NAME.fullmatch(name):
            yield here, f"{name!r} cannot be the name of a class: write it as `SchemaName`, with letters, digits and _"
        elif name in N.RESERVED_SCHEMAS or (name in N.RESERVED_CLASSES and schema.get("properties")):
            yield here, f"the generated code uses the name {name!r} itself: call the schema something else"
        elif "discriminator" in schema and N.constant(name) == name:
            yield here, f"the table of the union would be called {name!r} as well: write the name with small letters"


@rule("G202", "Names of schemas stay apart in every form that they get in Python.")
def names_unique(document: Json) -> Found:
    seen: dict[str, str] = {}
    schemas = S.named_schemas(document)
    for name in schemas:
        plain = re.sub(r"[^a-z0-9]", "", name.lower())
        if plain in seen:
            yield (*SCHEMAS, name), f"the names {seen[plain]!r} and {name!r} become one in Python"
        seen[plain] = name
    index = Index(document)
    made = {f"Unknown{n}": f"what is unknown of the union {n!r}" for n, s in schemas.items() if "discriminator" in s}
    sent = {named.name for named in index.params}
    made |= {made_name: f"what requests hold of {n!r}" for n in sent if (made_name := index.param_name(n)) != n}
    for name, what in made.items():
        if (other := seen.get(re.sub(r"[^a-z0-9]", "", name.lower()))) is not None:
            yield (*SCHEMAS, other), f"the name {other!r} is also made for {what}: call one of the two something else"


@rule("G203", "The field that tells the members of a union apart has a plain name.")
def tags(document: Json) -> Found:
    for name, schema in S.named_schemas(document).items():
        tag = S.string(S.mapping(schema, "discriminator"), "propertyName")
        if tag is None:
            continue
        here = (*SCHEMAS, name, "discriminator", "propertyName")
        if N.python_name(tag) != tag or tag in N.RESERVED_NAMES or tag == "raw":
            yield (
                here,
                f"{tag!r} cannot be an attribute of that name: a union is told apart by a field with a plain, free name",
            )


@rule("G204", "An operation has a resource and a method, whose names are free.")
def operation_names(document: Json) -> Found:
    operations: dict[tuple[str, str], Pointer] = {}
    constants: dict[str, Pointer] = {}
    modules: dict[str, str] = {}
    for pointer, _, operation in each_operation(document):
        resource, method = resource_and_method(operation)
        where = (*pointer, "x-sdk") if "x-sdk" in operation else (*pointer, "operationId")
        if "operationId" not in operation:
            yield pointer, "the operation has no operationId"
            continue
        if problem := _wrong_name(resource, method):
            yield where, problem
            continue
        if (resource, method) in operations:
            yield where, f"{resource}.{method} is the name of two operations"
        operations[resource, method] = pointer
        constant = Operation(pointer[1], pointer[2], {}, operation, document).constant
        if constants.setdefault(constant, where) != where:
            yield where, f"{resource}.{method} and another operation become one constant {constant}"
        for path in _with_parents(resource):
            module = N.module_of_resource(path)
            if modules.setdefault(module, path) != path:
                yield where, f"the resources {modules[module]!r} and {path!r} become one module"
    resources = {path for resource, _ in operations for path in _with_parents(resource)}
    for (resource, method), pointer in operations.items():
        if f"{resource}.{method}" in resources:
            yield pointer, f"{resource}.{method} is a method and a resource"
    classes: dict[str, str] = {}
    for path in sorted(resources):
        name = N.class_of_resource(path)
        for made in (name, f"Async{name}"):
            if classes.setdefault(made, path) != path:
                where = next(at for (of, _), at in operations.items() if of == path or of.startswith(f"{path}."))
                yield where, f"the resources {classes[made]!r} and {path!r} become one class {made}"


def _wrong_name(resource: str, method: str) -> str | None:
    parts = resource.split(".")
    way_round = "say `x-sdk: {resource: …, method: …}` with other names"
    for part in (*parts, method):
        if not N.PART_NAME.fullmatch(part) or keyword.iskeyword(part) or len(part) > N.MAX_SCHEMA_NAME:
            return f"{part!r} cannot be the name of a resource or method: {way_round}"
    if len(resource) > N.MAX_SCHEMA_NAME:
        return f"the name of the resource is too long for a file: {way_round}"
    if parts[0] in N.RESERVED_RESOURCES:
        return f"a client has an attribute {parts[0]!r} of its own: {way_round}"
    for part in (*parts[1:], method):
        if part in N.RESERVED_METHODS:
            return f"the generated code uses the name {part!r} itself: {way_round}"
    name = N.class_of_resource(resource)
    if name in N.RESERVED_RESOURCE_CLASSES or name.removeprefix("Async") in N.RESERVED_RESOURCE_CLASSES:
        return f"the generated code has a class {name} of its own: {way_round}"
    return None


def _with_parents(resource: str) -> list[str]:
    parts = resource.split(".")
    return [".".join(parts[: number + 1]) for number in range(len(parts))]


@rule("G205", "An operationId is used once.")
def operation_ids(document: Json) -> Found:
    seen: set[str] = set()
    for pointer, _, operation in each_operation(document):
        name = operation.get("operationId")
        if name in seen:
            yield (*pointer, "operationId"), f"the operationId {name!r} is used twice"
        seen.add(name)
