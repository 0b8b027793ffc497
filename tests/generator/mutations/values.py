"""Edits of what a field may hold: enums, unions, limits, defaults."""

from __future__ import annotations

from generator import schemas as S

from .base import BREAKING, COMPATIBLE, MAJOR, MINOR, PATCH, edit_class, put, schema_path, worst
from .fields import plain_of

# Enums and unions


def _open_enums(sites):
    for name, schema in sites.schemas.items():
        if sites.directions(name) and S.open_enum(schema):
            where = next(i for i, member in enumerate(schema["anyOf"]) if "enum" in member)
            yield name, schema_path(name, "anyOf", where, "enum"), schema["anyOf"][where]["enum"]


@edit_class
def add_a_value_to_an_open_enum(sites):
    for name, path, values in _open_enums(sites):
        for value in ("brand_new", "newer", "newest"):
            yield f"{name} {value}", "open-enum-value-added", (COMPATIBLE, MINOR), put(path, [*values, value]), name


@edit_class
def remove_a_value_from_an_open_enum(sites):
    for name, path, values in _open_enums(sites):
        betas = sites.schemas[name]["anyOf"][path[-2]].get("x-beta") or {}
        for value in values if len(values) > 1 else []:
            if value not in betas:
                rest = [other for other in values if other != value]
                yield f"{name} {value}", "open-enum-value-removed", (COMPATIBLE, PATCH), put(path, rest), name


def _closed_enums(sites):
    for name, schema in sites.schemas.items():
        for field, sub in [(None, schema), *(schema.get("properties") or {}).items()]:
            if isinstance(sub.get("enum"), list) and sites.directions(name) and (name, field) not in sites.tags():
                path = schema_path(name, "properties", field) if field else schema_path(name)
                yield name, path, sub, f"{name}.{field}" if field else name


@edit_class
def add_a_value_to_a_closed_enum(sites):
    for name, path, schema, owner in _closed_enums(sites):
        impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MAJOR))
        yield owner, "enum-value-added", impact, put((*path, "enum"), [*schema["enum"], "brand_new"]), owner


@edit_class
def remove_a_value_from_a_closed_enum(sites):
    for name, path, schema, owner in _closed_enums(sites):
        if len(schema["enum"]) > 1 and not schema.get("x-beta"):
            impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MINOR))
            yield owner, "enum-value-removed", impact, put((*path, "enum"), schema["enum"][1:]), owner


@edit_class
def open_a_closed_enum(sites):
    for name, path, schema, owner in _closed_enums(sites):
        if isinstance(schema.get("type"), str) and not schema.get("x-beta"):
            words = {key: value for key, value in schema.items() if key not in ("type", "enum", "default")}
            kept = {key: value for key, value in schema.items() if key == "default"}
            members = [{"type": "string", "enum": schema["enum"]}, {"type": "string"}]
            impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MAJOR))
            yield owner, "enum-opened", impact, put(path, {**words, **kept, "anyOf": members}), owner


def unions(sites):
    for name, schema in sites.schemas.items():
        if "discriminator" in schema and sites.directions(name):
            yield name, schema


@edit_class
def add_a_member_to_a_union(sites):
    for name, union in unions(sites):
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
    for name, union in unions(sites):
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
        edit = put(schema_path(name, "properties", field, key), value + wider)
        yield f"{name}.{field} {key}", "limit-loosened", impact, edit, f"{name}.{field}"


@edit_class
def tighten_a_limit(sites):
    for name, field, key, value, wider in _limits(sites):
        impact = worst(sites, name, (BREAKING, PATCH), (COMPATIBLE, PATCH))
        edit = put(schema_path(name, "properties", field, key), value - wider)
        yield f"{name}.{field} {key}", "limit-tightened", impact, edit, f"{name}.{field}"


@edit_class
def set_a_limit(sites):
    for name, field, schema, _ in plain_of(sites, "string"):
        if "maxLength" not in schema:
            impact = worst(sites, name, (BREAKING, PATCH), (COMPATIBLE, PATCH))
            edit = put(schema_path(name, "properties", field, "maxLength"), 1000)
            yield f"{name}.{field}", "limit-tightened", impact, edit, f"{name}.{field}"


@edit_class
def change_a_pattern(sites):
    for name, field, schema, _ in sites.fields():
        if "pattern" in schema:
            edit = put(schema_path(name, "properties", field, "pattern"), "^x$")
            yield f"{name}.{field}", "format-changed", (BREAKING, PATCH), edit, f"{name}.{field}"


@edit_class
def change_a_default(sites):
    for name, field, schema, _ in sites.fields():
        if isinstance(schema.get("default"), bool):
            edit = put(schema_path(name, "properties", field, "default"), not schema["default"])
            yield f"{name}.{field}", "default-changed", (COMPATIBLE, PATCH), edit, f"{name}.{field}"


@edit_class
def allow_fields_that_are_not_described(sites):
    for name in sites.objects():
        if sites.schemas[name].get("additionalProperties") is False and sites.directions(name) == ["request"]:
            edit = put(schema_path(name, "additionalProperties"), True)
            yield name, "free-fields-allowed", (COMPATIBLE, PATCH), edit, name
