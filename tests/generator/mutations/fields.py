"""Edits of fields and of their types."""

from __future__ import annotations

import json

from generator import schemas as S

from .base import BREAKING, COMPATIBLE, MAJOR, MINOR, NONE, PATCH, edit_class, field_of, put, schema_path, worst

# Fields


@edit_class
def add_an_optional_field(sites):
    for name in sites.objects():
        edit = put(schema_path(name, "properties", "brand_new"), {"type": "string", "description": "New."})
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
            edit = put(schema_path(name, "properties", field, "deprecated"), True)
            yield f"{name}.{field}", "deprecated", (COMPATIBLE, MINOR), edit, f"{name}.{field}"


# Types


def plain_of(sites, *types):
    for name, field, schema, required in sites.fields():
        if schema.get("type") in types and "enum" not in schema and "const" not in schema:
            yield name, field, schema, required


@edit_class
def retype_a_field(sites):
    for name, field, schema, _ in plain_of(sites, "string", "boolean", "integer", "array"):

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
    for name, field, schema, _ in plain_of(sites, "string", "integer"):
        wider = ["string", "integer"] if schema["type"] == "string" else "number"
        limits = {"minimum", "maximum", "default", "examples"} & schema.keys()
        if not limits or schema["type"] == "string":
            impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MAJOR))
            edit = put(schema_path(name, "properties", field, "type"), wider)
            yield f"{name}.{field}", "type-widened", impact, edit, f"{name}.{field}"


@edit_class
def narrow_a_type(sites):
    for name, field, _, _ in plain_of(sites, "number"):
        impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MINOR))
        edit = put(schema_path(name, "properties", field, "type"), "integer")
        yield f"{name}.{field}", "type-narrowed", impact, edit, f"{name}.{field}"


@edit_class
def allow_null(sites):
    for name, field, schema, required in plain_of(sites, "string", "integer", "boolean", "array"):
        rule = "null-added" if required else "null-added-to-optional"
        impact = worst(sites, name, (COMPATIBLE, MINOR), (BREAKING, MAJOR if required else PATCH))
        edit = put(schema_path(name, "properties", field, "type"), [schema["type"], "null"])
        yield f"{name}.{field}", rule, impact, edit, f"{name}.{field}"


@edit_class
def forbid_null(sites):
    for name, field, schema, _ in sites.fields():
        if isinstance(schema.get("type"), list) and len(schema["type"]) == 2 and "null" in schema["type"]:
            impact = worst(sites, name, (BREAKING, MAJOR), (COMPATIBLE, MINOR))
            edit = put(schema_path(name, "properties", field, "type"), next(t for t in schema["type"] if t != "null"))
            yield f"{name}.{field}", "null-removed", impact, edit, f"{name}.{field}"


@edit_class
def rename_aschema_path(sites):
    for name in sites.objects():

        def edit(document, name=name):
            old, new = f'"{S.PREFIX}{name}"', f'"{S.PREFIX}{name}Renamed"'
            document["components"]["schemas"][f"{name}Renamed"] = document["components"]["schemas"].pop(name)
            text = json.dumps(document)
            document |= json.loads(text.replace(old, new))

        yield name, "schema-renamed", (NONE, MAJOR), edit, None
