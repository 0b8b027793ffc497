"""What paths and parameters may be."""

from __future__ import annotations

import re
from typing import Any

from generator import schemas as S
from generator.load import Pointer
from generator.operation import CLIENT_HEADERS

from .places import SCALARS, TOKEN, UNSUPPORTED_METHODS, each_operation, parameters
from .registry import Found, rule

Json = Any
_PATH = re.compile(r"(/([A-Za-z0-9._~!$&()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{[^{}/]+\})*)+")
#: Headers that say how a request is sent, not what it asks for.
_WORDS = """
    accept accept-encoding authorization connection content-length content-type cookie host te transfer-encoding upgrade
"""
_OWN_HEADERS = frozenset(_WORDS.split())


@rule("G302", "A path is sent as it stands; its operations have a method that has a request and a response.")
def paths(document: Json) -> Found:
    for path, item in S.mapping(document, "paths").items():
        if not S.is_object(item):
            continue
        if not _PATH.fullmatch(path):
            yield (
                ("paths", path),
                f"{path!r} is no path: letters, digits, -._~!$&()*+,;=:@ and parameters in braces, after a /",
            )
        for method in UNSUPPORTED_METHODS:
            if method in item:
                yield (
                    ("paths", path, method),
                    f"operations with the method {method.upper()} are not generated: leave it out",
                )
        for holder, here in ((item, ("paths", path)), *((item[m], ("paths", path, m)) for m in S.METHODS if m in item)):
            if S.sequence(holder, "servers"):
                yield (*here, "servers"), "a server of its own is not supported: the client has one base URL"
    for pointer, _, operation in each_operation(document):
        if S.mapping(operation, "callbacks"):
            yield (*pointer, "callbacks"), "callbacks are not generated: leave them out"
        own = operation.get("security")
        if own is not None and own not in ([], S.sequence(document, "security")):
            yield (
                (*pointer, "security"),
                "the credentials of an operation are those of the document: leave `security` out here",
            )


@rule("G303", "A path and its parameters name the same.")
def path_parameters(document: Json) -> Found:
    for pointer, item, operation in each_operation(document):
        where = operation.get("operationId", pointer[1])
        named = re.findall(r"\{([^{}]*)\}", pointer[1])
        declared = [str(p["name"]) for p in S.parameters(document, item, operation) if p["in"] == "path"]
        for name in named:
            if named.count(name) > 1:
                yield pointer, f"the path has the parameter {name!r} twice"
            if name not in declared:
                yield pointer, f"{where} does not declare its path parameter {name!r}"
        for name in declared:
            if name not in named:
                yield pointer, f"{where} declares the path parameter {name!r}, which its path does not have"


@rule("G304", "A parameter stands in the path, the query or a header, in a style that is written as the standard says.")
def parameter_styles(document: Json) -> Found:
    for pointer, item, operation in each_operation(document):
        here: dict[tuple[Pointer, str, str], Pointer] = {}
        for at, parameter in parameters(document, pointer[1], pointer[2], item, operation):
            name, place = str(parameter["name"]), str(parameter["in"])
            holder = at[:4] if at[0] == "paths" else at
            key = (
                holder[:3] if len(at) > 3 and at[2] in S.METHODS else at[:2],
                place,
                name.lower() if place == "header" else name,
            )
            if here.setdefault(key, at) != at:
                yield at, f"the parameter {name!r} stands here twice"
            if place == "header" and name.lower() in CLIENT_HEADERS:
                continue
            yield from (
                (at, f"the parameter {name!r} {problem}") for problem in _parameter(document, name, place, parameter)
            )


def _parameter(document: Json, name: str, place: str, parameter: Json) -> list[str]:
    """What is wrong with a parameter, as the end of a sentence."""
    out: list[str] = []
    if place not in ("path", "query", "header"):
        return [
            f"stands in a {place}: only path, query and header are supported; a cookie is sent with `extra_headers`"
        ]
    if not name or not name.isprintable():
        out.append("has a name that cannot be sent")
    if place == "header" and not TOKEN.fullmatch(name):
        out.append("is no header name")
    if place == "header" and name.lower() in _OWN_HEADERS:
        out.append("is a header that the client sets: leave it out")
    if place == "path" and not parameter.get("required"):
        out.append("is part of the path and must say `required: true`")
    unsupported = [key for key in ("allowReserved", "allowEmptyValue") if parameter.get(key)]
    out += [f"says `{key}`, which is not supported: leave it out" for key in unsupported]
    style = parameter.get("style") or ("form" if place == "query" else "simple")
    wanted = {"path": ("simple",), "header": ("simple",), "query": ("form", "deepObject")}[place]
    if style not in wanted:
        out.append(f"has the style {style}: in the {place} only {' and '.join(wanted)} are supported")
    schema = parameter.get("schema")
    if not S.is_object(schema) or style not in wanted:
        return out
    kinds = S.json_types(document, schema) - {"null"}
    if place == "path" and "null" in S.json_types(document, schema):
        out.append("is part of the path and cannot be null: say which type it has")
    elif kinds == S.ALL_TYPES - {"null"}:
        out.append("has no type: say which")
    elif style == "deepObject":
        if kinds != frozenset({"object"}) or not _flat_object(document, schema):
            out.append("has the style deepObject, which is for objects with scalar entries")
    elif "object" in kinds:
        out.append("is an object: in a query, say `style: deepObject`")
    elif "array" in kinds and (place == "path" or not _flat_lists(document, schema)):
        out.append("is a list: only lists of scalars, in a query or a header, are supported")
    return out


def _flat_object(document: Json, schema: Json) -> bool:
    """Whether the entries of an object are scalars, or lists of them."""
    target = S.resolve(document, S.without_null(schema)[0])
    values = [*S.mapping(target, "properties").values()]
    more = target.get("additionalProperties")
    if not values and not (S.is_object(more) and more):
        return False
    values += [more] if S.is_object(more) and more else []
    return all(flat_value(document, value) for value in values)


def flat_value(document: Json, schema: Json) -> bool:
    kinds = S.json_types(document, schema) - {"null"}
    return kinds <= SCALARS or (kinds <= SCALARS | {"array"} and _flat_lists(document, schema))


def _flat_lists(document: Json, schema: Json) -> bool:
    """Whether every list that this schema allows is one of scalars."""
    schema = S.resolve(document, schema)
    members = [*S.sequence(schema, "anyOf"), *S.sequence(schema, "oneOf")]
    if members:
        return all(_flat_lists(document, member) for member in members)
    if "array" not in S.json_types(document, schema):
        return True
    return "items" in schema and S.json_types(document, schema["items"]) <= SCALARS
