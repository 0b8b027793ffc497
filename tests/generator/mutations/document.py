"""Edits of errors, of the order of events, and of the document as a whole."""

from __future__ import annotations

from .base import BREAKING, COMPATIBLE, MAJOR, MINOR, NONE, PATCH, edit_class, put, schema_path

# Errors, streams, the document


@edit_class
def change_the_status_of_an_error(sites):
    for name, schema in sites.schemas.items():
        if "x-status" in schema:
            yield name, "error-status-changed", (BREAKING, MAJOR), put(schema_path(name, "x-status"), 418), name


@edit_class
def allow_another_order_of_events(sites):
    for name, schema in sites.schemas.items():
        for state in (schema.get("x-event-grammar") or {}).get("states", {}):
            edit = put(schema_path(name, "x-event-grammar", "states", state, "brand_new"), state)
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
    yield "info", "documentation", (NONE, NONE), put(("info", "title"), "Another title"), None
