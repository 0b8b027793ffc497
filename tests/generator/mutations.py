"""Single edits of the bundled document, and what each must be called: the oracle of the comparison.

An edit class says which rule must be found, and what it does to the wire and to users of the SDK, by direction. The table is written
from the promises of the API and of this SDK, not from `generator/diff/rules.yaml`; the tests compare the two.
"""

from __future__ import annotations

import json
import marshal
import random
from collections.abc import Callable, Iterator

from attrs import frozen

from generator import schemas as S

NONE, COMPATIBLE, BREAKING = "none", "compatible", "breaking"
PATCH, MINOR, MAJOR = "patch", "minor", "major"
LEVELS = (NONE, COMPATIBLE, BREAKING)
BUMPS = (NONE, PATCH, MINOR, MAJOR)
Edit = Callable[[dict], None]


@frozen
class Mutation:
    name: str
    rule: str
    wire: str
    sdk: str
    edit: Edit
    #: Where the change must be reported; None where it concerns no schema.
    owner: str | None = None

    def applied(self, packed: bytes) -> dict:
        """A copy of the marshalled document, with this edit."""
        document = marshal.loads(packed)
        self.edit(document)
        return document


class Sites:
    """Where the document can be edited."""

    def __init__(self, document: dict) -> None:
        self.document = document
        self.schemas = document["components"]["schemas"]
        self.sent = S.reachable(document, S.request_roots(document))
        self.received = S.reachable(document, S.response_roots(document))
        self.operations = [(path, method) for path, method, _, _ in S.operations(document)]

    def directions(self, schema: str) -> list[str]:
        return [name for name, names in (("request", self.sent), ("response", self.received)) if schema in names]

    def objects(self) -> Iterator[str]:
        yield from (name for name, schema in self.schemas.items() if schema.get("properties") and self.directions(name))

    def tags(self) -> set[tuple[str, str]]:
        """Schemas and fields that a union is told apart by."""
        found = set()
        for schema in self.schemas.values():
            if "discriminator" in schema:
                refs = schema["discriminator"]["mapping"].values()
                found |= {(ref.rpartition("/")[2], schema["discriminator"]["propertyName"]) for ref in refs}
        return found

    def fields(self) -> Iterator[tuple[str, str, dict, bool]]:
        """Schema, field, its schema, whether it is required; without the tags of unions."""
        tags = self.tags()
        for name in self.objects():
            for field, schema in self.schemas[name]["properties"].items():
                if (name, field) not in tags:
                    yield name, field, schema, field in self.schemas[name].get("required", [])


def field_of(document: dict, schema: str, field: str) -> dict:
    return document["components"]["schemas"][schema]["properties"][field]


def everything(document: dict, count: int) -> list[Mutation]:
    """`count` mutations, all classes in turn, the same ones every time."""
    sites = Sites(document)
    pools = []
    for name, found in CLASSES.items():
        pool = list(found(sites))
        assert pool, f"nothing in the document can be edited by {name}"
        random.Random(name).shuffle(pool)
        pools.append([(name, *made) for made in pool])
    out: list[Mutation] = []
    for turn in range(max(map(len, pools))):
        for pool in pools:
            if turn < len(pool) and len(out) < count:
                name, site, rule, impact, edit, owner = pool[turn]
                out.append(Mutation(f"{name}: {site}", rule, *impact, edit, owner))
    return out


def worst(sites: Sites, schema: str, request: tuple[str, str], response: tuple[str, str]) -> tuple[str, str]:
    """The impact on a schema that may travel both ways."""
    impacts = [{"request": request, "response": response}[direction] for direction in sites.directions(schema)]
    return max((i[0] for i in impacts), key=LEVELS.index), max((i[1] for i in impacts), key=BUMPS.index)


CLASSES: dict[str, Callable[[Sites], Iterator[tuple]]] = {}


def edit_class(function):
    CLASSES[function.__name__.replace("_", " ")] = function
    return function


def _set(path: tuple, value) -> Edit:
    def edit(document: dict) -> None:
        node = document
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = value

    return edit


def _schema(name: str, *path) -> tuple:
    return ("components", "schemas", name, *path)


# Fields


@edit_class
def add_an_optional_field(sites):
    for name in sites.objects():
        edit = _set(_schema(name, "properties", "brand_new"), {"type": "string", "description": "New."})
        yield name, "field-added", (COMPATIBLE, MINOR), edit, f"{name}.brand_new"


@edit_class
def add_a_required_field(sites):
    for name in sites.objects():

        def edit(document, name=name):
            schema = document["components"]["schemas"][name]
            schema["properties"]["brand_new"] = {"type": "integer", "description": "New."}
            schema["required"] = [*schema.get("required", []), "brand_new"]

        impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MINOR))
        yield name, "required-field-added", impact, edit, f"{name}.brand_new"


@edit_class
def remove_a_field(sites):
    for name, field, _, _ in sites.fields():

        def edit(document, name=name, field=field):
            schema = document["components"]["schemas"][name]
            del schema["properties"][field]
            schema["required"] = [other for other in schema.get("required", []) if other != field]

        yield f"{name}.{field}", "field-removed", (BREAKING, MAJOR), edit, f"{name}.{field}"


@edit_class
def rename_a_field(sites):
    for name, field, _, _ in sites.fields():

        def edit(document, name=name, field=field):
            schema = document["components"]["schemas"][name]
            items = schema["properties"].items()
            schema["properties"] = {f"{key}_renamed" if key == field else key: sub for key, sub in items}
            schema["required"] = [f"{key}_renamed" if key == field else key for key in schema.get("required", [])]

        yield f"{name}.{field}", "field-renamed", (BREAKING, MAJOR), edit, f"{name}.{field}"


@edit_class
def require_a_field(sites):
    for name, field, _, required in sites.fields():
        if not required:

            def edit(document, name=name, field=field):
                document["components"]["schemas"][name].setdefault("required", []).append(field)

            impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MINOR))
            yield f"{name}.{field}", "field-became-required", impact, edit, f"{name}.{field}"


@edit_class
def no_longer_require_a_field(sites):
    for name, field, schema, required in sites.fields():
        if required:

            def edit(document, name=name, field=field):
                document["components"]["schemas"][name]["required"].remove(field)

            nullable = S.without_null(S.resolve(sites.document, schema))[1] or S.without_null(schema)[1]
            rule = "nullable-field-became-optional" if nullable else "field-became-optional"
            impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, PATCH if nullable else MAJOR))
            yield f"{name}.{field}", rule, impact, edit, f"{name}.{field}"


@edit_class
def deprecate_a_field(sites):
    for name, field, schema, _ in sites.fields():
        if not schema.get("deprecated"):
            edit = _set(_schema(name, "properties", field, "deprecated"), True)
            yield f"{name}.{field}", "deprecated", (COMPATIBLE, MINOR), edit, f"{name}.{field}"


# Types


def _plain(sites, *types):
    for name, field, schema, required in sites.fields():
        if schema.get("type") in types and "enum" not in schema and "const" not in schema:
            yield name, field, schema, required


@edit_class
def retype_a_field(sites):
    for name, field, schema, _ in _plain(sites, "string", "boolean", "integer", "array"):

        def edit(document, name=name, field=field, old=schema["type"]):
            other = "boolean" if old != "boolean" else "string"
            document["components"]["schemas"][name]["properties"][field] = {
                "type": other,
                "description": field_of(document, name, field).get("description"),
                **{k: v for k, v in field_of(document, name, field).items() if k in ("x-beta", "deprecated")},
            }

        if schema.keys() <= {"type", "description", "items", "x-beta", "deprecated"}:
            yield f"{name}.{field}", "type-changed", (BREAKING, MAJOR), edit, f"{name}.{field}"


@edit_class
def widen_a_type(sites):
    for name, field, schema, _ in _plain(sites, "string", "integer"):
        wider = ["string", "integer"] if schema["type"] == "string" else "number"
        limits = {"minimum", "maximum", "default", "examples"} & schema.keys()
        if not limits or schema["type"] == "string":
            impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MAJOR))
            edit = _set(_schema(name, "properties", field, "type"), wider)
            yield f"{name}.{field}", "type-widened", impact, edit, f"{name}.{field}"


@edit_class
def narrow_a_type(sites):
    for name, field, _, _ in _plain(sites, "number"):
        impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MINOR))
        edit = _set(_schema(name, "properties", field, "type"), "integer")
        yield f"{name}.{field}", "type-narrowed", impact, edit, f"{name}.{field}"


@edit_class
def allow_null(sites):
    for name, field, schema, required in _plain(sites, "string", "integer", "boolean", "array"):
        rule = "null-added" if required else "null-added-to-optional"
        impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MAJOR if required else PATCH))
        edit = _set(_schema(name, "properties", field, "type"), [schema["type"], "null"])
        yield f"{name}.{field}", rule, impact, edit, f"{name}.{field}"


@edit_class
def forbid_null(sites):
    for name, field, schema, _ in sites.fields():
        if isinstance(schema.get("type"), list) and len(schema["type"]) == 2 and "null" in schema["type"]:
            impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MINOR))
            edit = _set(_schema(name, "properties", field, "type"), next(t for t in schema["type"] if t != "null"))
            yield f"{name}.{field}", "null-removed", impact, edit, f"{name}.{field}"


@edit_class
def rename_a_schema(sites):
    for name in sites.objects():

        def edit(document, name=name):
            old, new = f'"{S.PREFIX}{name}"', f'"{S.PREFIX}{name}Renamed"'
            document["components"]["schemas"][f"{name}Renamed"] = document["components"]["schemas"].pop(name)
            text = json.dumps(document)
            document |= json.loads(text.replace(old, new))

        yield name, "schema-renamed", (NONE, MAJOR), edit, None


# Enums and unions


def _open_enums(sites):
    for name, schema in sites.schemas.items():
        if sites.directions(name) and S.open_enum(schema):
            where = next(i for i, member in enumerate(schema["anyOf"]) if "enum" in member)
            yield name, _schema(name, "anyOf", where, "enum"), schema["anyOf"][where]["enum"]


@edit_class
def add_a_value_to_an_open_enum(sites):
    for name, path, values in _open_enums(sites):
        for value in ("brand_new", "newer", "newest"):
            yield f"{name} {value}", "open-enum-value-added", (COMPATIBLE, MINOR), _set(path, [*values, value]), name


@edit_class
def remove_a_value_from_an_open_enum(sites):
    for name, path, values in _open_enums(sites):
        betas = sites.schemas[name]["anyOf"][path[-2]].get("x-beta") or {}
        for value in values if len(values) > 1 else []:
            if value not in betas:
                rest = [other for other in values if other != value]
                yield f"{name} {value}", "open-enum-value-removed", (COMPATIBLE, PATCH), _set(path, rest), name


def _closed_enums(sites):
    for name, schema in sites.schemas.items():
        for field, sub in [(None, schema), *(schema.get("properties") or {}).items()]:
            if isinstance(sub.get("enum"), list) and sites.directions(name) and (name, field) not in sites.tags():
                path = _schema(name, "properties", field) if field else _schema(name)
                yield name, path, sub, f"{name}.{field}" if field else name


@edit_class
def add_a_value_to_a_closed_enum(sites):
    for name, path, schema, owner in _closed_enums(sites):
        impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MAJOR))
        yield owner, "enum-value-added", impact, _set((*path, "enum"), [*schema["enum"], "brand_new"]), owner


@edit_class
def remove_a_value_from_a_closed_enum(sites):
    for name, path, schema, owner in _closed_enums(sites):
        if len(schema["enum"]) > 1 and not schema.get("x-beta"):
            impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MINOR))
            yield owner, "enum-value-removed", impact, _set((*path, "enum"), schema["enum"][1:]), owner


@edit_class
def open_a_closed_enum(sites):
    for name, path, schema, owner in _closed_enums(sites):
        if isinstance(schema.get("type"), str) and not schema.get("x-beta"):
            words = {key: value for key, value in schema.items() if key not in ("type", "enum", "default")}
            kept = {key: value for key, value in schema.items() if key == "default"}
            members = [{"type": "string", "enum": schema["enum"]}, {"type": "string"}]
            impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MAJOR))
            yield owner, "enum-opened", impact, _set(path, {**words, **kept, "anyOf": members}), owner


def _unions(sites):
    for name, schema in sites.schemas.items():
        if "discriminator" in schema and sites.directions(name):
            yield name, schema


@edit_class
def add_a_member_to_a_union(sites):
    for name, union in _unions(sites):
        tag = union["discriminator"]["propertyName"]
        for word in ("brand_new", "newer"):

            def edit(document, name=name, tag=tag, word=word):
                schema, title = document["components"]["schemas"][name], f"{word.title().replace('_', '')}Of{name}"
                member = {"type": "object", "description": "New.", "required": [tag]}
                member["properties"] = {tag: {"const": word, "description": "New."}}
                document["components"]["schemas"][title] = member
                schema["oneOf"].append({"$ref": f"{S.PREFIX}{title}"})
                schema["discriminator"]["mapping"][word] = f"{S.PREFIX}{title}"

            impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MINOR))
            yield f"{name} {word}", "union-member-added", impact, edit, name


@edit_class
def remove_a_member_from_a_union(sites):
    for name, union in _unions(sites):
        mapping = union["discriminator"]["mapping"]
        for value, ref in mapping.items():
            if list(mapping.values()).count(ref) == 1 and len(mapping) > 1:

                def edit(document, name=name, value=value, ref=ref):
                    schema = document["components"]["schemas"][name]
                    schema["oneOf"] = [member for member in schema["oneOf"] if member["$ref"] != ref]
                    del schema["discriminator"]["mapping"][value]

                impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MAJOR))
                yield f"{name} {value}", "union-member-removed", impact, edit, name


# Limits, formats, defaults


def _limits(sites):
    for name, field, schema, _ in sites.fields():
        for key in ("maximum", "maxLength", "maxItems", "minimum", "minLength", "minItems"):
            if isinstance(schema.get(key), (int, float)):
                yield name, field, key, schema[key], +1 if key.startswith("max") else -1


@edit_class
def loosen_a_limit(sites):
    for name, field, key, value, wider in _limits(sites):
        impact = worst(sites, name, (COMPATIBLE, PATCH), (BREAKING, PATCH))
        edit = _set(_schema(name, "properties", field, key), value + wider)
        yield f"{name}.{field} {key}", "limit-loosened", impact, edit, f"{name}.{field}"


@edit_class
def tighten_a_limit(sites):
    for name, field, key, value, wider in _limits(sites):
        impact = worst(sites, name, (BREAKING, PATCH), (COMPATIBLE, PATCH))
        edit = _set(_schema(name, "properties", field, key), value - wider)
        yield f"{name}.{field} {key}", "limit-tightened", impact, edit, f"{name}.{field}"


@edit_class
def set_a_limit(sites):
    for name, field, schema, _ in _plain(sites, "string"):
        if "maxLength" not in schema:
            impact = worst(sites, name, (BREAKING, PATCH), (COMPATIBLE, PATCH))
            edit = _set(_schema(name, "properties", field, "maxLength"), 1000)
            yield f"{name}.{field}", "limit-tightened", impact, edit, f"{name}.{field}"


@edit_class
def change_a_pattern(sites):
    for name, field, schema, _ in sites.fields():
        if "pattern" in schema:
            edit = _set(_schema(name, "properties", field, "pattern"), "^x$")
            yield f"{name}.{field}", "format-changed", (BREAKING, PATCH), edit, f"{name}.{field}"


@edit_class
def change_a_default(sites):
    for name, field, schema, _ in sites.fields():
        if isinstance(schema.get("default"), bool):
            edit = _set(_schema(name, "properties", field, "default"), not schema["default"])
            yield f"{name}.{field}", "default-changed", (COMPATIBLE, PATCH), edit, f"{name}.{field}"


@edit_class
def allow_fields_that_are_not_described(sites):
    for name in sites.objects():
        if sites.schemas[name].get("additionalProperties") is False and sites.directions(name) == ["request"]:
            edit = _set(_schema(name, "additionalProperties"), True)
            yield name, "free-fields-allowed", (COMPATIBLE, PATCH), edit, name


# Betas


@edit_class
def ask_for_a_beta_header(sites):
    for name, field, schema, _ in sites.fields():
        if "x-beta" not in schema:
            impact = worst(sites, name, (BREAKING, PATCH), (BREAKING, MAJOR))
            edit = _set(_schema(name, "properties", field, "x-beta"), "new-feature-2026-12-01")
            yield f"{name}.{field}", "beta-required", impact, edit, f"{name}.{field}"


@edit_class
def change_a_beta_header(sites):
    for name, field, schema, _ in sites.fields():
        if isinstance(schema.get("x-beta"), str):
            impact = worst(sites, name, (BREAKING, PATCH), (BREAKING, MAJOR))
            edit = _set(_schema(name, "properties", field, "x-beta"), "new-feature-2026-12-01")
            yield f"{name}.{field}", "beta-changed", impact, edit, f"{name}.{field}"


@edit_class
def release_a_beta_feature(sites):
    for name, field, schema, _ in sites.fields():
        if isinstance(schema.get("x-beta"), str):

            def edit(document, name=name, field=field):
                del field_of(document, name, field)["x-beta"]

            yield f"{name}.{field}", "beta-released", (COMPATIBLE, MINOR), edit, f"{name}.{field}"


@edit_class
def release_a_union_member(sites):
    for name, union in _unions(sites):
        values = {ref: value for value, ref in union["discriminator"]["mapping"].items()}
        for index, member in enumerate(union["oneOf"]):
            if "x-beta" in member:

                def edit(document, name=name, index=index):
                    del document["components"]["schemas"][name]["oneOf"][index]["x-beta"]

                owner = f"{name}.({values[member['$ref']]})"
                yield f"{name} {index}", "beta-released", (COMPATIBLE, MINOR), edit, owner


# Words


@edit_class
def describe_a_field_in_other_words(sites):
    for name, field, _, _ in sites.fields():
        edit = _set(_schema(name, "properties", field, "description"), "In other words.")
        yield f"{name}.{field}", "documentation", (NONE, NONE), edit, f"{name}.{field}"


@edit_class
def describe_a_schema_in_other_words(sites):
    for name in sites.schemas:
        if sites.directions(name):
            edit = _set(_schema(name, "description"), "In other words.")
            yield name, "documentation", (NONE, NONE), edit, name


@edit_class
def describe_an_operation_in_other_words(sites):
    for path, method in sites.operations:
        for key in ("summary", "description"):
            edit = _set(("paths", path, method, key), "In other words.")
            yield f"{method} {path} {key}", "documentation", (NONE, NONE), edit, None


# Operations


@edit_class
def add_an_operation(sites):
    for path, method in sites.operations:

        def edit(document, path=path, method=method):
            operation = json.loads(json.dumps(document["paths"][path][method]))
            operation |= {"operationId": "new.call", "x-sdk": {"resource": "new", "method": "call"}}
            document["paths"][f"{path}/new"] = {method: operation}

        yield f"{method} {path}", "operation-added", (COMPATIBLE, MINOR), edit, None


@edit_class
def remove_an_operation(sites):
    for path, method in sites.operations:

        def edit(document, path=path, method=method):
            del document["paths"][path][method]

        yield f"{method} {path}", "operation-removed", (BREAKING, MAJOR), edit, None


@edit_class
def rename_a_method(sites):
    for path, method in sites.operations:

        def edit(document, path=path, method=method):
            operation = document["paths"][path][method]
            operation["operationId"] += "_renamed"
            operation["x-sdk"]["method"] += "_renamed"

        yield f"{method} {path}", "operation-renamed", (NONE, MAJOR), edit, None


@edit_class
def move_an_operation(sites):
    for path, method in sites.operations:
        if len(sites.document["paths"][path]) == 1:

            def edit(document, path=path):
                document["paths"][path.replace("/v1/", "/v2/")] = document["paths"].pop(path)

            yield f"{method} {path}", "operation-moved", (BREAKING, PATCH), edit, None


@edit_class
def deprecate_an_operation(sites):
    for path, method in sites.operations:
        edit = _set(("paths", path, method, "deprecated"), True)
        yield f"{method} {path}", "operation-deprecated", (COMPATIBLE, MINOR), edit, None


@edit_class
def raise_the_size_of_a_request(sites):
    for path, method in sites.operations:
        size = sites.document["paths"][path][method].get("x-max-request-bytes")
        if size:
            edit = _set(("paths", path, method, "x-max-request-bytes"), size * 2)
            yield f"{method} {path}", "request-size-raised", (COMPATIBLE, MINOR), edit, None


@edit_class
def lower_the_size_of_a_request(sites):
    for path, method in sites.operations:
        size = sites.document["paths"][path][method].get("x-max-request-bytes")
        if size:
            edit = _set(("paths", path, method, "x-max-request-bytes"), size // 2)
            yield f"{method} {path}", "request-size-lowered", (BREAKING, PATCH), edit, None


@edit_class
def change_whether_a_retry_is_safe(sites):
    for path, method in sites.operations:
        safe = sites.document["paths"][path][method].get("x-retry-safe")
        edit = _set(("paths", path, method, "x-retry-safe"), not safe)
        yield f"{method} {path}", "retry-safety-changed", (NONE, PATCH), edit, None


@edit_class
def take_the_pages_from_a_list(sites):
    for path, method in sites.operations:
        if "x-pagination" in sites.document["paths"][path][method]:

            def edit(document, path=path, method=method):
                del document["paths"][path][method]["x-pagination"]

            yield f"{method} {path}", "pagination-removed", (NONE, MAJOR), edit, None


@edit_class
def change_the_beta_view(sites):
    for path, method in sites.operations:
        edit = _set(("paths", path, method, "x-beta-view"), "new-view-2026-12-01")
        yield f"{method} {path}", "beta-view-changed", (NONE, MAJOR), edit, None


@edit_class
def ask_for_a_beta_header_for_an_operation(sites):
    for path, method in sites.operations:
        if "x-beta" not in sites.document["paths"][path][method]:
            edit = _set(("paths", path, method, "x-beta"), "new-feature-2026-12-01")
            yield f"{method} {path}", "beta-required", (BREAKING, PATCH), edit, None


@edit_class
def remove_an_error_status(sites):
    for path, method in sites.operations:
        for status in sites.document["paths"][path][method]["responses"]:
            if status[0] in "45":

                def edit(document, path=path, method=method, status=status):
                    del document["paths"][path][method]["responses"][status]

                yield f"{method} {path} {status}", "error-status-removed", (COMPATIBLE, PATCH), edit, None


@edit_class
def add_an_error_status(sites):
    for path, method in sites.operations:
        edit = _set(("paths", path, method, "responses", "418"), {"description": "New."})
        yield f"{method} {path}", "error-status-added", (COMPATIBLE, PATCH), edit, None


@edit_class
def remove_the_success(sites):
    for path, method in sites.operations:

        def edit(document, path=path, method=method):
            del document["paths"][path][method]["responses"]["200"]

        if "200" in sites.document["paths"][path][method]["responses"]:
            yield f"{method} {path}", "success-status-removed", (BREAKING, MAJOR), edit, None


# Parameters and headers


def _parameters(sites):
    """Operation, number and parameter of each parameter that is not shared, or the shared ones that are an argument."""
    for path, method in sites.operations:
        for index, raw in enumerate(sites.document["paths"][path][method].get("parameters", [])):
            parameter = S.resolve(sites.document, raw)
            if parameter["name"] not in ("anthropic-version", "anthropic-beta"):
                yield path, method, index, parameter


def _own(document: dict, path: str, method: str, index: int) -> dict:
    """The parameter itself, by value: an edit of one operation must not touch the others."""
    parameters = document["paths"][path][method]["parameters"]
    parameters[index] = json.loads(json.dumps(S.resolve(document, parameters[index])))
    return parameters[index]


@edit_class
def add_an_optional_parameter(sites):
    for path, method in sites.operations:

        def edit(document, path=path, method=method):
            new = {"name": "brand_new", "in": "query", "description": "New.", "schema": {"type": "string"}}
            document["paths"][path][method]["parameters"].append(new)

        yield f"{method} {path}", "parameter-added", (COMPATIBLE, MINOR), edit, None


@edit_class
def add_a_required_parameter(sites):
    for path, method in sites.operations:

        def edit(document, path=path, method=method):
            new = {"name": "brand_new", "in": "query", "required": True, "schema": {"type": "string"}}
            document["paths"][path][method]["parameters"].append({**new, "description": "New."})

        yield f"{method} {path}", "required-parameter-added", (BREAKING, MAJOR), edit, None


@edit_class
def remove_a_parameter(sites):
    for path, method, index, parameter in _parameters(sites):
        if parameter["in"] != "path":

            def edit(document, path=path, method=method, index=index):
                del document["paths"][path][method]["parameters"][index]

            yield f"{method} {path} {parameter['name']}", "parameter-removed", (BREAKING, MAJOR), edit, None


@edit_class
def rename_a_parameter(sites):
    for path, method, index, parameter in _parameters(sites):
        if parameter["in"] == "query":

            def edit(document, path=path, method=method, index=index):
                _own(document, path, method, index)["name"] += "_renamed"

            yield f"{method} {path} {parameter['name']}", "parameter-renamed", (BREAKING, MAJOR), edit, None


@edit_class
def require_a_parameter(sites):
    for path, method, index, parameter in _parameters(sites):
        if not parameter.get("required"):

            def edit(document, path=path, method=method, index=index):
                _own(document, path, method, index)["required"] = True

            yield f"{method} {path} {parameter['name']}", "parameter-became-required", (BREAKING, MAJOR), edit, None


@edit_class
def move_a_parameter_to_a_header(sites):
    for path, method, index, parameter in _parameters(sites):
        if parameter["in"] == "query":

            def edit(document, path=path, method=method, index=index):
                _own(document, path, method, index)["in"] = "header"

            yield f"{method} {path} {parameter['name']}", "parameter-moved", (BREAKING, PATCH), edit, None


@edit_class
def rename_a_path_parameter(sites):
    for path, method, _, parameter in _parameters(sites):
        if parameter["in"] == "path" and path.count("{") == 1 and len(sites.document["paths"][path]) == 1:

            def edit(document, path=path, method=method, name=parameter["name"]):
                item = document["paths"].pop(path)
                parameters = item[method]["parameters"]
                for index, raw in enumerate(parameters):
                    own = S.resolve(document, raw)
                    parameters[index] = {**own, "name": "new_name"} if own["name"] == name else raw
                document["paths"][path.replace(f"{{{name}}}", "{new_name}")] = item

            yield f"{method} {path} {parameter['name']}", "path-parameter-renamed", (NONE, MAJOR), edit, None


@edit_class
def tighten_a_shared_parameter(sites):
    for name, parameter in sites.document["components"]["parameters"].items():
        if parameter["schema"].get("type") == "string":
            edit = _set(("components", "parameters", name, "schema", "maxLength"), 50)
            yield name, "limit-tightened", (BREAKING, PATCH), edit, None


def _headers(sites):
    for path, method in sites.operations:
        for name in (sites.document["paths"][path][method]["responses"].get("200") or {}).get("headers", {}):
            yield path, method, name


@edit_class
def remove_a_response_header(sites):
    for path, method, name in _headers(sites):

        def edit(document, path=path, method=method, name=name):
            del document["paths"][path][method]["responses"]["200"]["headers"][name]

        yield f"{method} {path} {name}", "response-header-removed", (BREAKING, PATCH), edit, None


@edit_class
def add_a_response_header(sites):
    for path, method in dict.fromkeys((path, method) for path, method, _ in _headers(sites)):
        header = {"description": "New.", "schema": {"type": "string"}}
        edit = _set(("paths", path, method, "responses", "200", "headers", "x-brand-new"), header)
        yield f"{method} {path}", "response-header-added", (COMPATIBLE, PATCH), edit, None


@edit_class
def retype_a_response_header(sites):
    for name, header in sites.document["components"]["headers"].items():
        other = "boolean" if header["schema"].get("type") != "boolean" else "string"
        edit = _set(("components", "headers", name, "schema"), {"type": other})
        if set(header["schema"]) == {"type"}:
            yield name, "type-changed", (BREAKING, PATCH), edit, None


# Errors, streams, the document


@edit_class
def change_the_status_of_an_error(sites):
    for name, schema in sites.schemas.items():
        if "x-status" in schema:
            yield name, "error-status-changed", (BREAKING, MAJOR), _set(_schema(name, "x-status"), 418), name


@edit_class
def allow_another_order_of_events(sites):
    for name, schema in sites.schemas.items():
        for state in (schema.get("x-event-grammar") or {}).get("states", {}):
            edit = _set(_schema(name, "x-event-grammar", "states", state, "brand_new"), state)
            yield f"{name} {state}", "event-order-widened", (BREAKING, MINOR), edit, name


@edit_class
def forbid_an_order_of_events(sites):
    for name, schema in sites.schemas.items():
        for state, moves in (schema.get("x-event-grammar") or {}).get("states", {}).items():
            for move in moves if len(moves) > 1 else []:

                def edit(document, name=name, state=state, move=move):
                    del document["components"]["schemas"][name]["x-event-grammar"]["states"][state][move]

                yield f"{name} {state} {move}", "event-order-narrowed", (COMPATIBLE, PATCH), edit, name


@edit_class
def take_away_a_way_to_authenticate(sites):
    for index in range(len(sites.document["security"])):

        def edit(document, index=index):
            del document["security"][index]

        yield str(index), "credential-removed", (BREAKING, MAJOR), edit, None


@edit_class
def change_the_title(_sites):
    yield "info", "documentation", (NONE, NONE), _set(("info", "title"), "Another title"), None
