"""The fields of requests that need a beta header: the table that a caller looks into a body with."""

from __future__ import annotations

import json
from typing import Any

from . import schemas as S
from .index import Index
from .operation import Operation

Json = Any
Schema = dict[str, Any]
#: The beta header value that a field or member needs, and the node to look into it with.
Step = tuple[str | None, str | None]
#: As `betas.py` has it: `("object", steps)`, `("union", tag, steps, default)` or `("values", betas)`.
Node = tuple[Json, ...]


class BetaError(ValueError):
    """A place where the table cannot say which header a value needs."""


class BetaNodes:
    """The request schemas as far as they lead to `x-beta`."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.schemas = {name: named.schema for name, named in index.schemas.items()}
        self.marked = self._marked()

    def _marked(self) -> set[str]:
        """Names of the schemas that lead to a mark: that hold one, or refer to a schema that leads to one."""
        users: dict[str | None, set[str]] = {}
        marked: set[str] = set()
        for name, schema in self.schemas.items():
            for node in S.nodes(schema):
                users.setdefault(S.ref_name(node), set()).add(name)
                if node.get("x-beta"):
                    marked.add(name)
        waiting = list(marked)
        while waiting:
            more = users.get(waiting.pop(), set()) - marked
            marked |= more
            waiting += more
        return marked

    def check(self, schema: Schema) -> str | None:
        """Why the table has no node for values of this schema; None if it has, or needs none."""
        try:
            self._name(schema)
        except BetaError as error:
            return str(error)
        return None

    def root(self, op: Operation) -> str | None:
        return self._name(op.body_schema) if op.body_schema else None

    def _name(self, schema: Schema, passed: frozenset[str] = frozenset()) -> str | None:
        """The node that a value of this schema is looked into with: through references, lists, nulls and choices."""
        name = S.ref_name(schema)
        if name is not None:
            if name not in self.marked:
                return None
            target = self.schemas[name]
            if name in passed or target.keys() & {"properties", "discriminator", "enum"}:
                return name
            return self._name(target, passed | {name}) or name
        marks = S.mapping(schema, "x-beta")
        if marks:
            return f"={json.dumps(marks, sort_keys=True)}"
        parts = [*S.sequence(schema, "anyOf"), *S.sequence(schema, "oneOf"), *filter(None, [schema.get("items")])]
        found = sorted({node for part in parts if (node := self._name(part, passed))})
        if len(found) > 1:
            raise BetaError(
                f"a value with beta fields must be of one type, not one of {', '.join(found)}: "
                "put `x-beta` on the field itself"
            )
        values = schema.get("additionalProperties")
        if S.is_object(values) and self._name(values, passed):
            raise BetaError(
                f"the values of a map cannot have beta fields, as {self._name(values, passed)} has: "
                "describe the entries as fields"
            )
        return found[0] if found else None

    def nodes(self) -> dict[str, Node]:
        """All nodes that the request bodies lead to."""
        out: dict[str, Node] = {}
        waiting = [name for op in self.index.operations if (name := self.root(op))]
        while waiting:
            name = waiting.pop()
            if name not in out:
                out[name], following = self._node(name)
                waiting += filter(None, following)
        return dict(sorted(out.items()))

    def _node(self, name: str) -> tuple[Node, list[str | None]]:
        """A node, and the names of those that it leads to."""
        if name.startswith("="):
            return ("values", json.loads(name[1:])), []
        schema = self.schemas[name]
        if marks := S.mapping(schema, "x-beta"):
            return ("values", marks), []
        steps: dict[str, Step]
        if "discriminator" in schema:
            named = self.index.schemas[name]
            betas = {S.ref_name(member): S.string(member, "x-beta") for member in schema["oneOf"]}
            steps = {value: (betas.get(m), self._name(S.ref_to(m))) for value, m in named.members.items()}
            steps = {value: step for value, step in steps.items() if any(step)}
            default = self._name(S.ref_to(named.untagged)) if named.untagged else None
            return ("union", named.tag, steps, default), [default, *(node for _, node in steps.values())]
        properties = S.mapping(schema, "properties")
        steps = {field: (S.string(sub, "x-beta"), self._name(sub)) for field, sub in properties.items()}
        steps = {field: step for field, step in steps.items() if any(step)}
        return ("object", steps), [node for _, node in steps.values()]


def known_betas(node: Json) -> set[str]:
    """Every header value that an `x-beta` or `x-beta-view` names."""
    if S.is_array(node):
        return {value for item in node for value in known_betas(item)}
    if not S.is_object(node):
        return set()
    out: set[str] = set()
    for key, value in node.items():
        if key in ("x-beta", "x-beta-view"):
            out |= set(value.values()) if S.is_object(value) else {str(value)}
        else:
            out |= known_betas(value)
    return out
