"""Edits of parameters and of response headers."""

from __future__ import annotations

import json

from generator import schemas as S

from .base import BREAKING, COMPATIBLE, MAJOR, MINOR, NONE, PATCH, edit_class, put

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
            edit = put(("components", "parameters", name, "schema", "maxLength"), 50)
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
        edit = put(("paths", path, method, "responses", "200", "headers", "x-brand-new"), header)
        yield f"{method} {path}", "response-header-added", (COMPATIBLE, PATCH), edit, None


@edit_class
def retype_a_response_header(sites):
    for name, header in sites.document["components"]["headers"].items():
        other = "boolean" if header["schema"].get("type") != "boolean" else "string"
        edit = put(("components", "headers", name, "schema"), {"type": other})
        if set(header["schema"]) == {"type"}:
            yield name, "type-changed", (BREAKING, PATCH), edit, None
