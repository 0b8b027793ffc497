"""Tables: operations, event unions with their grammar, and the fields that need a beta header."""

from __future__ import annotations

from collections.abc import Iterator
from pprint import pformat
from typing import Any

from . import schemas as S
from .index import Index, Operation, snake
from .opc import Parsed

Json = Any


class Tables:
    """Emits `operations.py`, `events.py` and `betas.py`."""

    def __init__(self, index: Index, parsed: Parsed) -> None:
        self.index, self.parsed = index, parsed
        self.betas = BetaNodes(index)

    def files(self) -> dict[str, str]:
        nodes = self.betas.nodes()
        return {
            "operations.py": self.parsed.render(
                "operations.py.jinja", operations=[self.operation(op) for op in self.index.operations]
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
        self.schemas: dict[str, Json] = {n.name: n.schema for n in index.schemas.values()}
        self.marked = self._marked()

    def _marked(self) -> set[str]:
        """Names of the schemas that lead to a mark: those that hold one, then those that refer to them, until none is added."""
        marked: set[str] = set()
        while True:
            more = {n for n, s in self.schemas.items() if n not in marked and any(self._steps(s, marked))}
            if not more:
                return marked
            marked |= more

    def _steps(self, schema: Json, marked: set[str]) -> Iterator[bool]:
        """One True for each mark, or reference to a marked schema, below this node."""
        if schema.get("x-beta") or S.ref_name(schema) in marked:
            yield True
        for _, sub in S.subschemas(schema):
            yield from self._steps(sub, marked)

    def root(self, op: Operation) -> str | None:
        return self._name(op.body_schema) if op.body_schema else None

    def _name(self, schema: Json) -> str | None:
        """The node that a value of this schema is looked into with: through references, aliases, lists, nulls and choices."""
        name = S.ref_name(schema)
        if name is not None:
            if name not in self.marked:
                return None
            target = self.schemas[name]
            return (
                name
                if "properties" in target or "discriminator" in target or "enum" in target
                else self._name(target) or name
            )
        if isinstance(schema.get("x-beta"), dict):
            return "=" + ",".join(f"{k}:{v}" for k, v in sorted(schema["x-beta"].items()))
        found = [n for key in ("anyOf", "oneOf") for m in schema.get(key, []) if (n := self._name(m))]
        if "items" in schema and (item := self._name(schema["items"])):
            found.append(item)
        if len(set(found)) > 1:
            raise ValueError(f"a value with beta fields must be of one kind, not one of {sorted(set(found))}")
        return found[0] if found else None

    def nodes(self) -> dict[str, tuple[Json, ...]]:
        """All nodes that the request bodies lead to."""
        out: dict[str, tuple[Json, ...]] = {}
        waiting = [name for op in self.index.operations if (name := self.root(op))]
        while waiting:
            name = waiting.pop()
            if name in out:
                continue
            out[name] = self._node(name)
            steps = [part for part in out[name] if isinstance(part, dict)]
            waiting += [step[1] for part in steps for step in part.values() if isinstance(step, tuple) and step[1]]
            if out[name][0] == "union" and out[name][3]:
                waiting.append(out[name][3])
        return dict(sorted(out.items()))

    def _node(self, name: str) -> tuple[Json, ...]:
        if name.startswith("="):
            return ("values", dict(pair.split(":") for pair in name[1:].split(",")))
        schema = self.schemas[name]
        if isinstance(schema.get("x-beta"), dict):
            return ("values", schema["x-beta"])
        if "discriminator" in schema:
            marks = {m.get("$ref"): m.get("x-beta") for m in schema["oneOf"]}
            mapping = schema["discriminator"]["mapping"]
            tag = schema["discriminator"]["propertyName"]
            steps = {value: (marks.get(ref), self._name({"$ref": ref})) for value, ref in mapping.items()}
            untagged = self.index.schemas[name].untagged
            default = self._name({"$ref": f"{S.PREFIX}{untagged}"}) if untagged else None
            return ("union", tag, {v: s for v, s in steps.items() if any(s)}, default)
        fields: dict[str, tuple[str | None, str | None]] = {}
        for field, sub in schema["properties"].items():
            beta = sub.get("x-beta")
            step = (beta if isinstance(beta, str) else None, self._name(sub))
            if any(step):
                fields[field] = step
        return ("object", fields)


def known_betas(node: Json) -> set[str]:
    """Every header value that an `x-beta` or `x-beta-view` names."""
    if isinstance(node, list):
        return {value for item in node for value in known_betas(item)}
    if not isinstance(node, dict):
        return set()
    out: set[str] = set()
    for key, value in node.items():
        if key in ("x-beta", "x-beta-view"):
            out |= set(value.values()) if isinstance(value, dict) else {str(value)}
        else:
            out |= known_betas(value)
    return out
