"""Beta header values: they look like header values, and their maps name literals that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator import schemas as S
from generator.load import Pointer

from .places import each_schema, parameters
from .registry import Found, rule

Json = Any


@rule("G311", "A beta header value looks like one, and a map of them names literals that exist.")
def betas(document: Json) -> Found:
    for pointer, schema in each_schema(document):
        if "x-beta" not in schema:
            continue
        marks = S.mapping(schema, "x-beta")
        for literal in marks:
            if literal not in S.sequence(schema, "enum"):
                yield (*pointer, "x-beta"), f"x-beta names {literal!r}, which is not a value of this enum"
        for value in marks.values() if marks else [schema["x-beta"]]:
            if not _VALUE.fullmatch(str(value)):
                yield (*pointer, "x-beta"), f"{value!r} is not a beta header value"
    for at, parameter in _parameters(document):
        value = parameter.get("x-beta")
        if value is not None and not _VALUE.fullmatch(str(value)):
            yield (*at, "x-beta"), f"{value!r} is not a beta header value"


_VALUE = re.compile(r"[a-z][a-z0-9-]*-\d{4}-\d{2}-\d{2}")


def _parameters(document: Json) -> Iterator[tuple[Pointer, Json]]:
    for path, method, item, operation in S.operations(document):
        yield from parameters(document, path, method, item, operation)
