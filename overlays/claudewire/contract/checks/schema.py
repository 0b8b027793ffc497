"""Values against schemas of the document.

Every schema becomes a function once. A general validator agrees with the verdict (a test compares them on all recorded traffic), but it
stops at "valid under none of the thirty members" where this picks the member by its tag first, and it cannot say which parts of the
document a value touched, nor which fields of an open object the document does not know. The document keeps to a small part of JSON
Schema (spec/README.md); an unknown keyword is an error here, so that nothing is skipped in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import Factory, define, frozen

from claudewire.contract.betas import any_of, is_open
from claudewire.contract.checks.constraints import constraints_of
from claudewire.contract.document import Document, Node, references
from claudewire.contract.values import has_type, is_array, is_object, json_type

#: The way to a value: the way to what holds it, and the key or position in it.
At: TypeAlias = "tuple[At, str | int] | None"
Check: TypeAlias = "Callable[[Any, At, Walk], None]"

_SAYS_NOTHING: Final = frozenset(
    [
        "description",
        "default",
        "deprecated",
        "example",
        "examples",
        "title",
        "contentEncoding",
        "contentMediaType",
        "x-beta",
        "x-deprecated-reason",
        "x-retires",
        "x-status",
        "x-text",
        "x-event-grammar",
        "discriminator",
    ]
)
_KNOWN: Final = frozenset(
    [
        "$ref",
        "type",
        "const",
        "enum",
        "oneOf",
        "anyOf",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "minItems",
        "maxItems",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "pattern",
        "format",
        "contentSchema",
    ]
)


@frozen
class Statement:
    """One thing that the document says."""

    #: `Schema.field`, `Schema=literal`, `Union|tag`, `200`, `header request-id` …
    name: str
    #: `field`, `literal`, `member`, `operation`, `query`, `header`, `status`, `body`, `order`
    kind: str
    description: str = ""
    betas: tuple[str, ...] = ()
    deprecated: bool = False


@define
class Walk:
    """One value being checked: what was found in it, and what of the document it touched."""

    #: Beta values of the request; None where they are not known, or do not matter.
    betas: frozenset[str] | None = None
    #: (rule, way, message, statement)
    problems: list[tuple[str, At, str, str]] = Factory(list[tuple[str, At, str, str]])
    #: Statements of the document that the value touched.
    seen: Counter[str] = Factory(Counter[str])
    #: What the document does not know: (kind, statement it would belong to, name, value).
    unknown: list[tuple[str, str, str, Any]] = Factory(list[tuple[str, str, str, Any]])

    def add(self, rule: str, at: At, message: str, statement: str) -> None:
        self.problems.append((rule, at, message, statement))


def pointer(at: At) -> str:
    """A way as JSON pointer (RFC 6901)."""
    keys: list[str] = []
    while at is not None:
        at, key = at
        keys.append(str(key).replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{key}" for key in reversed(keys))


class Schemas:
    """The checks of one document.

    Statements are named `Schema.field`, `Schema.field=literal` (or `Schema=literal`, for a named list of values) and `Union|tag`.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        #: What each named schema states: fields, literals, members.
        self.statements: dict[str, list[Statement]] = {}
        self._named: dict[str, Check] = {}
        self._requested = reachable(
            document, (schema for operation in document.operations for schema in operation.body.values())
        )

    def check(self, schema: Node, owner: str) -> Check:
        """The check for a schema that stands at `owner`."""
        if "$ref" in schema:
            return self.named(schema["$ref"].rpartition("/")[2])
        unknown = schema.keys() - _KNOWN - _SAYS_NOTHING
        if unknown:
            raise NotImplementedError(f"{owner}: no check for {', '.join(sorted(unknown))}")
        if "oneOf" in schema:
            return self._tagged(schema, owner)
        if "anyOf" in schema:
            return self._untagged(schema, owner)
        if "properties" in schema:
            return self._object(schema, owner)
        return self._plain(schema, owner)

    def named(self, name: str) -> Check:
        """The check for a named schema. Made when it is first needed, since schemas refer to each other in circles."""

        def later(value: Any, at: At, walk: Walk) -> None:
            check = self._named.get(name)
            if check is None:
                check = self._named[name] = self.check(self.document.schemas[name], name)
            check(value, at, walk)

        return self._named.get(name, later)

    def stated(self, schema: Node, owner: str) -> list[Statement]:
        """Everything that is stated of a value with this schema, in the schemas that it reaches."""
        self.check(schema, owner)
        names = sorted(reachable(self.document, [schema]))
        for name in names:
            if name not in self._named:
                self._named[name] = self.check(self.document.schemas[name], name)
        roots = (owner, *names)
        return [statement for root in roots for statement in self.statements.get(root, ())]

    def _declare(self, owner: str, name: str, kind: str, node: Node, betas: tuple[str, ...] = ()) -> None:
        listed = self.statements.setdefault(_root(owner), [])
        if all(known.name != name for known in listed):
            needed = betas or any_of(node.get("x-beta"))
            listed.append(
                Statement(name, kind, str(node.get("description", "")).strip(), needed, bool(node.get("deprecated")))
            )

    def _object(self, schema: Node, owner: str) -> Check:
        for name, node in schema["properties"].items():
            self._declare(owner, f"{owner}.{name}", "field", node)
        fields = {
            name: (self.check(node, f"{owner}.{name}"), f"{owner}.{name}", any_of(node.get("x-beta")))
            for name, node in schema["properties"].items()
        }
        required: Sequence[str] = schema.get("required", ())
        # Three cases: False closes the object; nothing said leaves it open, and a field is news; True or a schema invites any name.
        rest = schema.get("additionalProperties")
        other = self.check(rest, f"{owner}.*") if is_object(rest) else None

        def check(value: Any, at: At, walk: Walk) -> None:
            if not is_object(value):
                walk.add("wrong-type", at, f"should be an object, is {json_type(value)}", owner)
                return
            for name, item in value.items():
                known = fields.get(name)
                if known is not None:
                    inner, statement, betas = known
                    walk.seen[statement] += 1
                    if betas and item is not None:
                        _needs(betas, statement, (at, name), walk)
                    inner(item, (at, name), walk)
                elif other is not None:
                    other(item, (at, name), walk)
                elif rest is not True:
                    walk.unknown.append(("field", owner, name, item))
                    if rest is False:
                        walk.add("unknown-field", (at, name), f"`{owner}` has no field `{name}`", owner)
                    else:
                        walk.add(
                            "undocumented-field", (at, name), f"`{owner}` has no field `{name}` in the document", owner
                        )
            for name in required:
                if name not in value:
                    walk.add("missing-field", at, f"`{name}` is missing", f"{owner}.{name}")

        return check

    def _tagged(self, schema: Node, owner: str) -> Check:
        key: str = schema["discriminator"]["propertyName"]
        targets = {tag: target.rpartition("/")[2] for tag, target in schema["discriminator"]["mapping"].items()}
        betas = {member["$ref"].rpartition("/")[2]: any_of(member.get("x-beta")) for member in schema["oneOf"]}
        for tag, name in targets.items():
            self._declare(owner, f"{owner}|{tag}", "member", self.document.schemas[name], betas.get(name, ()))
        members = {tag: (self.named(name), f"{owner}|{tag}", betas.get(name, ())) for tag, name in targets.items()}
        # A member whose tag is optional stands for the value without a tag (custom tools may leave out their `type`).
        untagged = [tag for tag, name in targets.items() if key not in self.document.schemas[name].get("required", ())]

        def check(value: Any, at: At, walk: Walk) -> None:
            if not is_object(value):
                walk.add("wrong-type", at, f"should be an object, is {json_type(value)}", owner)
                return
            tag = value.get(key)
            if tag is None and len(untagged) == 1:
                tag = untagged[0]
            if not isinstance(tag, str):
                rule, state = (
                    ("missing-field", "is missing") if key not in value else ("wrong-type", f"is {json_type(tag)}")
                )
                walk.add(rule, at, f"`{key}` {state}; it tells the members of `{owner}` apart", owner)
                return
            member = members.get(tag)
            if member is None:
                walk.unknown.append(("member", owner, tag, value))
                walk.add("undocumented-member", (at, key), f"`{owner}` has no member `{tag}`", owner)
                return
            inner, statement, needed = member
            walk.seen[statement] += 1
            if needed:
                _needs(needed, statement, at, walk)
            inner(value, at, walk)

        return check

    def _untagged(self, schema: Node, owner: str) -> Check:
        nodes: list[Node] = schema["anyOf"]
        if _is_open_list(nodes):
            return self._open_list(nodes[0], owner)
        members = [(self._types(node), self.check(node, owner)) for node in nodes]
        expected = " or ".join(dict.fromkeys(kind for kinds, _ in members for kind in sorted(kinds)))

        def check(value: Any, at: At, walk: Walk) -> None:
            fitting = [inner for kinds, inner in members if not kinds or any(has_type(value, kind) for kind in kinds)]
            if len(fitting) == 1:
                fitting[0](value, at, walk)
                return
            if not fitting:
                walk.add("wrong-type", at, f"should be {expected}, is {json_type(value)}", owner)
                return
            best: Walk | None = None
            for inner in fitting:
                trial = Walk(walk.betas)
                inner(value, at, trial)
                if best is None or len(trial.problems) < len(best.problems):
                    best = trial
                if not trial.problems:
                    break
            assert best is not None
            walk.problems += best.problems
            walk.seen.update(best.seen)
            walk.unknown += best.unknown

        return check

    def _open_list(self, node: Node, owner: str) -> Check:
        literals = _literals(node)
        betas: Mapping[str, Any] = node.get("x-beta", {})
        for literal in literals:
            self._declare(owner, f"{owner}={literal}", "literal", {}, any_of(betas.get(literal)))
        # A list that requests draw on too, such as the models, names what the caller picks: another value is legal.
        requested = owner in self._requested
        rule, kind = ("unlisted-literal", "value") if requested else ("undocumented-literal", "literal")

        def check(value: Any, at: At, walk: Walk) -> None:
            if not isinstance(value, str):
                walk.add("wrong-type", at, f"should be string, is {json_type(value)}", owner)
            elif value in literals:
                walk.seen[f"{owner}={value}"] += 1
                if value in betas:
                    _needs(any_of(betas[value]), f"{owner}={value}", at, walk)
            else:
                walk.unknown.append((kind, owner, value, value))
                walk.add(rule, at, f"`{owner}` does not list {value!r}", owner)

        return check

    def _plain(self, schema: Node, owner: str) -> Check:
        kinds = self._types(schema)
        expected = " or ".join(sorted(kinds))
        literals = _literals(schema)
        listed = "enum" in schema
        betas: Mapping[str, Any] = schema.get("x-beta", {}) if listed else {}
        limits = constraints_of(schema)
        for literal in literals if listed else ():
            self._declare(owner, f"{owner}={literal}", "literal", {}, any_of(betas.get(literal)))
        items = self.check(schema["items"], owner) if "items" in schema else None
        rest = schema.get("additionalProperties")
        others = self.check(rest, f"{owner}.*") if is_object(rest) else None

        def check(value: Any, at: At, walk: Walk) -> None:
            if kinds and not any(has_type(value, kind) for kind in kinds):
                walk.add("wrong-type", at, f"should be {expected}, is {json_type(value)}", owner)
                return
            if literals and value is not None:
                if value not in literals or isinstance(value, bool) != isinstance(literals[0], bool):
                    if listed:
                        walk.unknown.append(("literal", owner, str(value), value))
                    walk.add("wrong-value", at, f"should be {_alternatives(literals)}, is {value!r}", owner)
                    return
                if listed:
                    walk.seen[f"{owner}={value}"] += 1
                    if value in betas:
                        _needs(any_of(betas[value]), f"{owner}={value}", at, walk)
            for limit in limits:
                problem = limit(value)
                if problem:
                    walk.add(problem[0], at, problem[1], owner)
            if items is not None and is_array(value):
                for position, item in enumerate(value):
                    items(item, (at, position), walk)
            elif others is not None and is_object(value):
                for name, item in value.items():
                    others(item, (at, name), walk)

        return check

    def _types(self, node: Node) -> frozenset[str]:
        """JSON types that a value may have; empty if any."""
        schema = self.document.resolve(node)
        if "oneOf" in schema or "properties" in schema:
            return frozenset({"object"})
        if "anyOf" in schema:
            inner = [self._types(member) for member in schema["anyOf"]]
            return frozenset[str]().union(*inner) if all(inner) else frozenset()
        kind = schema.get("type")
        if kind is None:
            return frozenset(json_type(literal) for literal in _literals(schema))
        return frozenset((kind,) if isinstance(kind, str) else kind)


def reachable(document: Document, roots: Iterable[Node]) -> frozenset[str]:
    """Names of the schemas that some nodes refer to, directly or through others."""
    found: set[str] = set()
    waiting = [name for root in roots for name in references(root)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += references(document.schemas[name])
    return frozenset(found)


def _is_open_list(nodes: Sequence[Node]) -> bool:
    """A list of known values, or any other string."""
    return (
        len(nodes) == 2
        and "enum" in nodes[0]
        and nodes[1].get("type") == "string"
        and not nodes[1].keys() & {"enum", "const"}
    )


def _literals(schema: Node) -> list[Any]:
    return [schema["const"]] if "const" in schema else list(schema.get("enum", ()))


def _needs(needed: tuple[str, ...], statement: str, at: At, walk: Walk) -> None:
    if walk.betas is not None and not is_open(needed, walk.betas):
        walk.add("missing-beta", at, f"`{statement}` needs the beta value {' or '.join(needed)}", statement)


def _root(owner: str) -> str:
    """The named schema that an owner stands in; an owner in an operation (with a space in its name) is its own root."""
    return owner if " " in owner else re.split(r"[.|=]", owner)[0]


def _alternatives(literals: Sequence[Any]) -> str:
    return " or ".join(repr(literal) for literal in literals)
