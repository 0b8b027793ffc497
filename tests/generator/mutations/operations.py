"""Edits of operations."""

from __future__ import annotations

import json

from .base import BREAKING, COMPATIBLE, MAJOR, MINOR, NONE, PATCH, edit_class, put

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
        edit = put(("paths", path, method, "deprecated"), True)
        yield f"{method} {path}", "operation-deprecated", (COMPATIBLE, MINOR), edit, None


@edit_class
def raise_the_size_of_a_request(sites):
    for path, method in sites.operations:
        size = sites.document["paths"][path][method].get("x-max-request-bytes")
        if size:
            edit = put(("paths", path, method, "x-max-request-bytes"), size * 2)
            yield f"{method} {path}", "request-size-raised", (COMPATIBLE, MINOR), edit, None


@edit_class
def lower_the_size_of_a_request(sites):
    for path, method in sites.operations:
        size = sites.document["paths"][path][method].get("x-max-request-bytes")
        if size:
            edit = put(("paths", path, method, "x-max-request-bytes"), size // 2)
            yield f"{method} {path}", "request-size-lowered", (BREAKING, PATCH), edit, None


@edit_class
def change_whether_a_retry_is_safe(sites):
    for path, method in sites.operations:
        safe = sites.document["paths"][path][method].get("x-retry-safe")
        edit = put(("paths", path, method, "x-retry-safe"), not safe)
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
        edit = put(("paths", path, method, "x-beta-view"), "new-view-2026-12-01")
        yield f"{method} {path}", "beta-view-changed", (NONE, MAJOR), edit, None


@edit_class
def ask_for_a_beta_header_for_an_operation(sites):
    for path, method in sites.operations:
        if "x-beta" not in sites.document["paths"][path][method]:
            edit = put(("paths", path, method, "x-beta"), "new-feature-2026-12-01")
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
        edit = put(("paths", path, method, "responses", "418"), {"description": "New."})
        yield f"{method} {path}", "error-status-added", (COMPATIBLE, PATCH), edit, None


@edit_class
def remove_the_success(sites):
    for path, method in sites.operations:

        def edit(document, path=path, method=method):
            del document["paths"][path][method]["responses"]["200"]

        if "200" in sites.document["paths"][path][method]["responses"]:
            yield f"{method} {path}", "success-status-removed", (BREAKING, MAJOR), edit, None
