"""Tables: operations, event unions with their grammar, and the fields that need a beta header."""

from __future__ import annotations

from pprint import pformat
from typing import Any

from . import retirement
from . import schemas as S
from .index import Index, Operation, snake
from .opc import Parsed
from .problems import Problem, SpecError

Json = Any
Schema = dict[str, Any]
#: The beta header value that a field or member needs, and the node to look into it with.
Step = tuple[str | None, str | None]
#: As `betas.py` has it: `("object", steps)`, `("union", tag, steps, default)` or `("values", betas)`.
Node = tuple[Json, ...]


class Tables:
    """Emits `operations.py`, `events.py` and `betas.py`."""

    def __init__(self, index: Index, parsed: Parsed) -> None:
        self.index, self.parsed = index, parsed
        self.betas = BetaNodes(index)

    def files(self) -> dict[str, str]:
        nodes = self.betas.nodes()
        return {
            "operations.py": self.parsed.render(
                "operations.py.jinja",
                operations=[self.operation(op) for op in self.index.operations],
                retires=retirement.table(self.betas.schemas),
            ),
            "events.py": self.parsed.render(
                "events.py.jinja", events=[self.events(n) for n in self.index.event_unions()]
            ),
            "betas.py": self.parsed.render(
                "betas.py.jinja",
                nodes=pformat(nodes, sort_dicts=False),
                known=pformat(sorted(known_betas(self.index.document))),
            ),
        }

    def operation(self, op: Operation) -> dict[str, str]:
        beta = op.raw.get("x-beta")
        values: dict[str, Json] = {
            "id": op.id,
            "method": op.http,
            "path": op.path,
            "kind": op.kind,
            "accept": op.accept,
            "body": op.body_kind,
            "betas": (beta,) if beta else (),
            "beta_view": op.raw.get("x-beta-view"),
            "pagination": op.pagination,
            "stream_field": op.stream_field,
            "max_request_bytes": op.raw.get("x-max-request-bytes"),
            "retry_safe": bool(op.raw.get("x-retry-safe")),
            "beta_fields": self.betas.root(op),
        }
        skipped = {"kind": "json", "accept": "application/json"}
        arguments = [f"{k}={v!r}" for k, v in values.items() if v not in (None, (), False, skipped.get(k))]
        return {"constant": op.constant, "arguments": ", ".join(arguments)}

    @staticmethod
    def events(named: Any) -> dict[str, str]:
        grammar = named.schema.get("x-event-grammar")
        base = snake(named.name.removesuffix("Event")).upper()
        return {
            "name": named.name,
            "module": snake(named.name),
            "constant": snake(named.name).upper(),
            "tag": named.tag,
            "grammar": pformat(grammar, sort_dicts=False) if grammar else "",
            "grammar_name": f"{base}_GRAMMAR",
            "decoders": f"{base}_EVENTS",
        }


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

    def root(self, op: Operation) -> str | None:
        return self._name(op.body_schema) if op.body_schema else None

    def _name(self, schema: Schema) -> str | None:
        """The node that a value of this schema is looked into with: through references, lists, nulls and choices."""
        name = S.ref_name(schema)
        if name is not None:
            if name not in self.marked:
                return None
            target = self.schemas[name]
            return name if target.keys() & {"properties", "discriminator", "enum"} else self._name(target) or name
        marks = S.mapping(schema, "x-beta")
        if marks:
            return "=" + ",".join(f"{literal}:{beta}" for literal, beta in sorted(marks.items()))
        parts = [*S.sequence(schema, "anyOf"), *S.sequence(schema, "oneOf"), *filter(None, [schema.get("items")])]
        found = sorted({node for part in parts if (node := self._name(part))})
        if len(found) > 1:
            raise _refused(f"a value with beta fields must be of one kind, not one of {', '.join(found)}")
        values = schema.get("additionalProperties")
        if S.is_object(values) and self._name(values):
            raise _refused(f"the values of a map can not have beta fields, as {self._name(values)} has")
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
            return ("values", dict(pair.split(":") for pair in name[1:].split(","))), []
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


def _refused(message: str) -> SpecError:
    return SpecError([Problem("openapi.yaml", 1, message)])


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
