"""Descriptions that the files leave out, because another place says the same.

Two kinds, both filled in when the files are joined, so that no reader of the document has to know of them:

1. A property with one possible value (`const`) says which value that is.
2. `TextBlock` and `TextBlockParam` are one thing in its two directions. What one of them leaves out is said by the other. So it is with
   `WebFetchToolResultBlockContent` and `WebFetchToolResultBlockParamContentParam`.
"""

from __future__ import annotations

from typing import Any

from . import schemas as S

Json = Any
SUFFIX = "Param"


def fill(document: Json) -> None:
    """Add the missing descriptions to the schemas of a joined document."""
    schemas = S.named_schemas(document)
    for schema in schemas.values():
        _constants(schema)
    for name, schema in schemas.items():
        answer = schemas.get(name.replace(SUFFIX, "")) if name.endswith(SUFFIX) else None
        if answer is not None:
            _share(schema, answer)
            _share(answer, schema)


def _constants(schema: Json) -> None:
    for name, sub in S.mapping(schema, "properties").items():
        if S.is_object(sub) and "const" in sub and not sub.get("description"):
            what = "Tells what kind of object this is" if name == "type" else "Has one possible value"
            sub["description"] = f"{what}: always `{sub['const']}`."


def _share(schema: Json, sibling: Json) -> None:
    """Give the schema and its properties the descriptions that only the sibling has."""
    _copy(schema, sibling)
    others = S.mapping(sibling, "properties")
    for name, sub in S.mapping(schema, "properties").items():
        if S.is_object(sub) and S.is_object(others.get(name)):
            _copy(sub, others[name])


def _copy(node: Json, other: Json) -> None:
    if not node.get("description") and other.get("description"):
        node["description"] = other["description"]
