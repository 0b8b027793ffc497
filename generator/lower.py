"""Make the document digestible for the two libraries, without losing what they can carry.

openapi-python-client gets every object that becomes a model, and every operation with its parameters.
datamodel-code-generator gets the schemas of requests. Each function says which construct it changes and why; the
unchanged document stays in `index.py`.
"""

from __future__ import annotations

from typing import Any

from . import prose
from . import schemas as S
from .index import BETA_REQUEST, Field, Index, Named, Operation

Json = Any
Schema = dict[str, Any]

# What openapi-python-client understands of a property as it is.
_KEPT = ("type", "description")
_KEPT_IN_PARAMS = ("type", "required", "const", "enum")
#: Where the models of responses are imported from.
MODELS = "claudewire_api.models"


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
    """One JSON answer each: streams, JSON lines and bytes are ours. It would drop header arrays, and ignore styles."""
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
    schemas = {index.param_name(named.name): _named_param(index, named) for named in index.params}
    return {
        "openapi": index.document["openapi"],
        "info": {"title": index.document["info"]["title"], "version": index.document["info"]["version"]},
        "paths": {},
        "components": {"schemas": schemas},
    }


def _named_param(index: Index, named: Named) -> Schema:
    """A union takes what came in a response as well: all models of the union of responses, or those of its members."""
    if named.kind != "union":
        return _param(index, named.schema)
    members = list(dict.fromkeys(named.members.values()))
    whole = index.model_for(named.name)
    models = [whole] if whole else [model for member in members if (model := index.model_for(member))]
    refs = [S.ref_to(index.param_name(member)) for member in members]
    return {"description": prose.description(named.description), "anyOf": [*refs, *map(_model, models)]}


def _model(name: str) -> Schema:
    return {"customTypePath": f"{MODELS}.{name}"}


def _field(index: Index, field: Field) -> Schema:
    out = _param(index, field.schema)
    return {**out, "description": prose.description(field.doc(BETA_REQUEST))}


def _param(index: Index, schema: Schema) -> Schema:
    """Our `x-` keys mean nothing to it, and limits are not types. Where an object is wanted, its model does as well."""
    name = S.ref_name(schema)
    if name is not None:
        ref = S.ref_to(index.param_name(name))
        model = index.model_for(name) if index.schemas[name].kind == "object" else None
        out: Schema = {"anyOf": [ref, _model(model)]} if model else ref
        if "description" in schema:
            out["description"] = prose.description(schema["description"])
        return out
    out = {key: schema[key] for key in _KEPT_IN_PARAMS if key in schema}
    if "items" in schema:
        out["items"] = _param(index, schema["items"])
    if "description" in schema:
        out["description"] = prose.description(schema["description"])
    if "properties" in schema:
        out["properties"] = {field.name: _field(index, field) for field in Named("", schema, index.document).fields}
    if "anyOf" in schema or "oneOf" in schema:
        members = [_param(index, m) for m in [*S.sequence(schema, "anyOf"), *S.sequence(schema, "oneOf")]]
        out["anyOf"] = [
            one for member in members for one in (member["anyOf"] if set(member) == {"anyOf"} else [member])
        ]
    values = schema.get("additionalProperties")
    if S.is_object(values):
        out["additionalProperties"] = _param(index, values) or True
    elif schema.get("type") == "object" and not schema.get("properties"):
        out["additionalProperties"] = True
    return out
