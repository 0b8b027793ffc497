"""Make the document digestible for the two libraries, without losing what they can carry.

openapi-python-client gets every object that becomes a model, and every operation with its parameters.
datamodel-code-generator gets the schemas of requests. Each function says which construct it changes and why; the
unchanged document stays in `index.py`.
"""

from __future__ import annotations

from typing import Any

from . import docstrings
from . import schemas as S
from .index import Index
from .named import BETA_IN_REQUEST, Field, NamedSchema
from .names import module_of_resource
from .operation import Operation

Json = Any
Schema = dict[str, Any]

#: Older and newer versions of the standard differ in nothing that is left in a lowered document.
OPENAPI = "3.1.1"
_KEPT_IN_PARAMS = ("type", "required", "const", "enum")
#: Where the models of responses are imported from, and what stands before their names there: a body that holds itself
#: has one name as TypedDict and as model, and the library would give its TypedDict another one.
MODELS = "claudewire_api.models"
MODEL_PREFIX = "model__"


def for_models(index: Index) -> Json:
    """OpenAPI for openapi-python-client: objects with plain properties, operations with plain parameters.

    Names are those that they have in Python, so that it has nothing to rename, and nothing to refuse.
    """
    objects = [named for named in index.models if named.kind == "object"]
    return {
        "openapi": OPENAPI,
        "info": {"title": "lowered", "version": "1"},
        "paths": {
            _path(number, operation): {operation.http.lower(): _operation(index, operation)}
            for number, operation in enumerate(index.operations)
        },
        "components": {"schemas": {named.name: _object(index, named) for named in objects}},
    }


def _object(index: Index, named: NamedSchema) -> Schema:
    return {
        "type": "object",
        "required": [f.python for f in named.fields if f.required],
        "properties": {f.python: _property(index, f.schema) for f in named.fields},
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
        plain = {"type": schema["type"]}
    else:
        return {}
    return {"anyOf": [plain, {"type": "null"}]} if nullable else plain


def _path(number: int, operation: Operation) -> str:
    """A path of its own for each operation, with its parameters."""
    return "/".join([f"/{number}", *(f"{{{p.python}}}" for p in operation.path_parameters)])


def _operation(index: Index, operation: Operation) -> Json:
    """One JSON answer each: streams, JSON lines and bytes are ours. It would drop header arrays, and ignore styles."""
    body: Json = {"requestBody": {"content": {"application/json": {"schema": {}}}}} if operation.body else {}
    result = operation.result
    answer = S.ref_to(result) if result is not None and index.schemas[result].kind == "object" else {}
    return {
        "operationId": operation.constant.lower(),
        "tags": [module_of_resource(operation.resource)],
        "parameters": [
            {"name": p.python, "in": p.location, "required": p.required, "schema": {"type": "string"}}
            for p in operation.parameters
        ],
        **body,
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": answer}}}},
    }


def for_params(index: Index) -> Json:
    """OpenAPI for datamodel-code-generator: the request schemas, under the names that their TypedDicts get."""
    schemas = {index.param_name(named.name): _named_param(index, named) for named in index.params}
    return {
        "openapi": OPENAPI,
        "info": {"title": "lowered", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }


def _named_param(index: Index, named: NamedSchema) -> Schema:
    """A union takes what came in a response as well: all models of the union of responses, or those of its members."""
    if named.kind != "union":
        return _param(index, named.schema)
    members = list(dict.fromkeys(named.members.values()))
    whole = index.model_for(named.name)
    models = [whole] if whole else [model for member in members if (model := index.model_for(member))]
    refs = [S.ref_to(index.param_name(member)) for member in members]
    return {"description": docstrings.description(named.description), "anyOf": [*refs, *map(_model, models)]}


def _model(name: str) -> Schema:
    return {"customTypePath": f"{MODELS}.{MODEL_PREFIX}{name}"}


def _field(index: Index, field: Field) -> Schema:
    out = _param(index, field.schema)
    return {**out, "description": docstrings.description(field.doc(BETA_IN_REQUEST))}


def _param(index: Index, schema: Schema) -> Schema:
    """Our `x-` keys mean nothing to it, and limits are not types. Where an object is wanted, its model does as well."""
    name = S.ref_name(schema)
    if name is not None:
        ref = S.ref_to(index.param_name(name))
        model = index.model_for(name) if index.schemas[name].kind == "object" else None
        out: Schema = {"anyOf": [ref, _model(model)]} if model else ref
        if "description" in schema:
            out["description"] = docstrings.description(schema["description"])
        return out
    if S.is_date_time(schema):
        return _date_time(index, schema)
    out = {key: schema[key] for key in _KEPT_IN_PARAMS if key in schema}
    if "items" in schema:
        out["items"] = _param(index, schema["items"])
    if "description" in schema:
        out["description"] = docstrings.description(schema["description"])
    if "properties" in schema:
        out["properties"] = {
            field.name: _field(index, field) for field in NamedSchema("", schema, index.document).fields
        }
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


def _date_time(index: Index, schema: Schema) -> Schema:
    """A point in time may be given as text or as a `datetime`."""
    text = _param(index, {key: value for key, value in schema.items() if key not in ("format", "description")})
    out: Schema = {"anyOf": [text, {"customTypePath": "datetime.datetime"}]}
    return {**out, "description": docstrings.description(schema["description"])} if "description" in schema else out
