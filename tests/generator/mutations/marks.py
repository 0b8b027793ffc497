"""Edits of beta headers and of descriptions."""

from __future__ import annotations

from .base import BREAKING, COMPATIBLE, MAJOR, MINOR, NONE, PATCH, edit_class, field_of, put, schema_path, worst
from .values import unions

# Betas


@edit_class
def ask_for_a_beta_header(sites):
    for name, field, schema, _ in sites.fields():
        if "x-beta" not in schema:
            impact = worst(sites, name, (BREAKING, PATCH), (BREAKING, MAJOR))
            edit = put(schema_path(name, "properties", field, "x-beta"), "new-feature-2026-12-01")
            yield f"{name}.{field}", "beta-required", impact, edit, f"{name}.{field}"


@edit_class
def change_a_beta_header(sites):
    for name, field, schema, _ in sites.fields():
        if isinstance(schema.get("x-beta"), str):
            impact = worst(sites, name, (BREAKING, PATCH), (BREAKING, MAJOR))
            edit = put(schema_path(name, "properties", field, "x-beta"), "new-feature-2026-12-01")
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
    for name, union in unions(sites):
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
        edit = put(schema_path(name, "properties", field, "description"), "In other words.")
        yield f"{name}.{field}", "documentation", (NONE, NONE), edit, f"{name}.{field}"


@edit_class
def describe_a_schema_in_other_words(sites):
    for name in sites.schemas:
        if sites.directions(name):
            edit = put(schema_path(name, "description"), "In other words.")
            yield name, "documentation", (NONE, NONE), edit, name


@edit_class
def describe_an_operation_in_other_words(sites):
    for path, method in sites.operations:
        for key in ("summary", "description"):
            edit = put(("paths", path, method, key), "In other words.")
            yield f"{method} {path} {key}", "documentation", (NONE, NONE), edit, None
