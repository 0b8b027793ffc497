"""Make the document digestible for the two libraries, without losing what they can carry.

openapi-python-client gets every object that becomes a model, and every operation with its parameters.
datamodel-code-generator gets the schemas of requests. Each function says which construct it changes and why; the
unchanged document stays in `index.py`.
"""

from __future__ import annotations

from typing import Any

from . import schemas as S
from .index import Index, Named, Operation

Json = Any
Schema = dict[str, Any]

# What openapi-python-client understands of a property as it is.
_KEPT = ("type", "description")


def for_models(index: Index) -> Json:
    """OpenAPI for openapi-python-client: objects with plain properties, operations with plain parameters."""
    objects = [named for named in index.models if named.kind == "object"]
    return {
        "openapi": index.document["openapi"],
        "info": {"title": index.document["info"]["title"], "version": index.document["info"]["version"]},
        "paths": _paths(index),
        "components": {"schemas": {named.name: _object(index, named) for named in objects}},
    }


def _object(index: Index, named: Named) -> Schema:
    return {
        "type": "object",
        "description": named.description,
        "required": [f.name for f in named.fields if f.required],
        "properties": {f.name: _property(index, f.schema) for f in named.fields},
    }


def _property(index: Index, schema: Schema) -> Schema:
    """Scalars, references to objects and lists of them pass: it has no discriminator, open enum or recursive union."""
    schema, nullable = S.without_null(schema)
    name = S.ref_name(schema)
    if name is not None and index.schemas[name].kind == "object":
        plain: Schema = {"$ref": schema["$ref"]}
    elif schema.get("type") == "array":
        plain = {"type": "array", "items": _property(index, schema.get("items", {}))}
    elif schema.get("type") in ("string", "integer", "number", "boolean"):
        plain = {key: schema[key] for key in _KEPT if key in schema}
    else:
        return {}
    return {"anyOf": [plain, {"type": "null"}]} if nullable else plain


def _paths(index: Index) -> Json:
    paths: dict[str, dict[str, Json]] = {}
    for operation in index.operations:
        paths.setdefault(operation.path, {})[operation.http.lower()] = _operation(index, operation)
    return paths


def _operation(index: Index, operation: Operation) -> Json:
    """One JSON answer each: streams, JSON lines and bytes are ours. It would drop header arrays, and ignores array styles."""
    places = (
        ("path", operation.path_parameters),
        ("query", operation.query_parameters),
        ("header", operation.header_parameters),
    )
    body: Json = {"requestBody": {"content": {"application/json": {"schema": {}}}}} if operation.body_kind else {}
    result = operation.result
    answer = S.ref_to(result) if result is not None and index.schemas[result].kind == "object" else {}
    return {
        "operationId": operation.id,
        "tags": [operation.resource],
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [
            {"name": p.name, "in": place, "required": p.required, "schema": {"type": "string"}}
            for place, parameters in places
            for p in parameters
        ],
        **body,
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": answer}}}},
    }


def for_params(index: Index) -> Json:
    """OpenAPI for datamodel-code-generator: the request schemas, under the names that their TypedDicts get."""
    schemas = {index.param_name(named.name): _param(index, named.schema) for named in index.params}
    for named in index.params:
        model = named.name.removesuffix("Param")
        # What came in a response may go back in a request: a union of requests also takes the models of the same name.
        if named.kind == "union" and model != named.name and model in index.model_names:
            schemas[index.param_name(named.name)]["anyOf"].append({"customTypePath": f"claudewire_api.models.{model}"})
    return {
        "openapi": index.document["openapi"],
        "info": {"title": index.document["info"]["title"], "version": index.document["info"]["version"]},
        "paths": {},
        "components": {"schemas": schemas},
    }


def _param(index: Index, schema: Json) -> Json:
    """Our `x-` keys mean nothing to it, limits are not types, and `oneOf` with a discriminator is a plain union here."""
    if S.is_array(schema):
        return [_param(index, item) for item in schema]
    if not S.is_object(schema):
        return schema
    name = S.ref_name(schema)
    if name is not None:
        ref = S.ref_to(index.param_name(name))
        return {**ref, "description": schema["description"]} if "description" in schema else ref
    out: Schema = {}
    for key, value in schema.items():
        if key == "properties":
            out[key] = {name: _param(index, sub) for name, sub in value.items()}
        elif key in ("oneOf", "anyOf"):
            out["anyOf"] = _param(index, value)
        elif key in ("type", "description", "required", "items", "const", "enum"):
            out[key] = _param(index, value)
        elif key == "additionalProperties" and S.is_object(value):
            out[key] = _param(index, value) or True
    if out.get("type") == "object" and not out.get("properties") and "additionalProperties" not in out:
        out["additionalProperties"] = True
    return out
