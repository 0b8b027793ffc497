"""Two schemas, side by side: every field, type, value and limit that differs, and in which direction it travels."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

from generator import schemas as S

from .changes import Change, Place
from .shapes import Kind, Schema, Shape, shape

Json = Any

#: Says nothing to a program.
DOC_KEYS = frozenset(
    [
        "description",
        "title",
        "summary",
        "example",
        "examples",
        "externalDocs",
        "x-deprecated-reason",
        "x-retires",
        "$comment",
        "tags",
    ]
)
#: A larger number lets more through; a smaller one does.
UPPER = frozenset(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"])
LOWER = frozenset(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"])
#: Setting it lets less through, changing it lets other things through.
FORMATS = frozenset(
    ["pattern", "format", "multipleOf", "uniqueItems", "contentMediaType", "contentEncoding", "propertyNames"]
)
#: Compared by the functions below.
STRUCTURE = frozenset(
    [
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "oneOf",
        "anyOf",
        "discriminator",
        "enum",
        "const",
        "$ref",
        "contentSchema",
        "default",
        "deprecated",
        "x-beta",
        "x-status",
        "x-event-grammar",
    ]
)

#: A schema that took the place of another is looked at wherever it did so; but some hold themselves.
_MOST_PATHS = 8


class SchemaDiff:
    """Walks both documents from the same roots. A pair of named schemas is compared once for each direction."""

    def __init__(self, base: Json, head: Json, changed_refs: frozenset[str]) -> None:
        self.base, self.head, self.changed_refs = base, head, changed_refs
        self.found: list[Change] = []
        self._seen: dict[tuple[str, str, str, bool], set[str]] = {}
        self._waiting: deque[tuple[str, str, Place]] = deque()

    def add(self, rule: str, at: Place, before: Json = None, after: Json = None) -> None:
        self.found.append(Change.of(rule, at, before, after))

    def roots(self, before: Schema, after: Schema, at: Place) -> None:
        """Compare the schemas of two bodies, and everything below: the shortest path to each place first."""
        self.schema(before, after, at)
        while self._waiting:
            old, new, place = self._waiting.popleft()
            self.schema(self._named(self.base, old), self._named(self.head, new), place.enter(new))

    def schema(self, before: Schema, after: Schema, at: Place, optional: bool = False) -> None:
        self.annotations(before, after, at)
        old, old_null = S.without_null(before)
        new, new_null = S.without_null(after)
        if old_null != new_null:
            self.add("null-removed" if old_null else "null-added-to-optional" if optional else "null-added", at)
        names = S.ref_name(old), S.ref_name(new)
        if names[0] and names[1]:
            self._enter(names[0], names[1], at)
        elif old != new or self._leads_to_changes(old, new):
            nested = all(side.keys() & {"anyOf", "oneOf"} for side in (before, after))
            self._kinds(shape(self.base, old), shape(self.head, new), at, nested)

    @staticmethod
    def _named(document: Json, name: str) -> Schema:
        schema: Schema = document.get("components", {}).get("schemas", {}).get(name, {})
        return schema

    def _leads_to_changes(self, *schemas: Schema) -> bool:
        return any(ref in self.changed_refs for schema in schemas for ref in S.references(schema))

    def _enter(self, old: str, new: str, at: Place) -> None:
        if old != new:
            gone = old not in self.head["components"]["schemas"] and new not in self.base["components"]["schemas"]
            self.add("schema-renamed" if gone else "schema-replaced", at, old, new)
        elif f"#/components/schemas/{old}" not in self.changed_refs:
            return
        seen = self._seen.setdefault((old, new, at.direction, at.typed), set())
        if at.path not in seen and len(seen) < (1 if old == new else _MOST_PATHS):
            seen.add(at.path)
            self._waiting.append((old, new, at))

    # What stands beside a type

    def annotations(self, before: Schema, after: Schema, at: Place, words: bool = True) -> None:
        """Words, betas, deprecation, defaults: what says something about the value without being its type."""
        for key in sorted(
            {*before, *after} - STRUCTURE - UPPER - LOWER - FORMATS - (frozenset() if words else DOC_KEYS)
        ):
            if before.get(key) != after.get(key):
                self.add("documentation" if key in DOC_KEYS else "unclassified", at, *_facet(key, before, after))
        if bool(before.get("deprecated")) != bool(after.get("deprecated")):
            self.add("deprecated" if after.get("deprecated") else "undeprecated", at)
        if before.get("default", ...) != after.get("default", ...):
            self.add("default-changed", at, before.get("default"), after.get("default"))
        if before.get("x-status") != after.get("x-status"):
            self.add("error-status-changed", at, before.get("x-status"), after.get("x-status"))
        self._betas(before.get("x-beta"), after.get("x-beta"), at)
        self._event_order(before.get("x-event-grammar"), after.get("x-event-grammar"), at)

    def _betas(self, before: Json, after: Json, at: Place) -> None:
        if S.is_object(before) or S.is_object(after):
            old, new = (side if S.is_object(side) else {} for side in (before, after))
            for literal in sorted({*old, *new}):
                self.beta(old.get(literal), new.get(literal), at.step(f"={literal}"))
        else:
            self.beta(before, after, at)

    def beta(self, before: str | None, after: str | None, at: Place) -> None:
        if before != after:
            self.add("beta-released" if not after else "beta-changed" if before else "beta-required", at, before, after)

    def _event_order(self, before: Json, after: Json, at: Place) -> None:
        old, new = set(_leaves(before or {})), set(_leaves(after or {}))
        if new - old:
            self.add("event-order-widened", at, "; ".join(sorted(old - new)) or None, "; ".join(sorted(new - old)))
        elif old - new:
            self.add("event-order-narrowed", at, "; ".join(sorted(old - new)))

    # Types

    def _kinds(self, before: Shape, after: Shape, at: Place, nested: bool) -> None:
        old, new = dict(before.kinds), dict(after.kinds)
        if "any" in old or "any" in new:
            if "any" not in new:
                self.add("type-narrowed", at, before.text(), after.text())
            elif "any" not in old:
                self.add("type-widened", at, before.text(), after.text())
            return
        was, now = _types(old), _types(new)
        if was - now and now - was:
            self.add("type-changed", at, before.text(), after.text())
        elif was != now:
            self.add("type-widened" if now - was else "type-narrowed", at, before.text(), after.text())
        for name in sorted(old.keys() & new.keys()):
            self._kind(name, old[name], new[name], at, nested)

    def _kind(self, name: str, before: Kind, after: Kind, at: Place, nested: bool) -> None:
        if before.ref and after.ref:
            self._enter(before.ref, after.ref, at)
            return
        if "anyOf" in before.schema and before.members is None and before.schema != after.schema and not before.values:
            self.add("unclassified", at, before.schema, after.schema)
            return
        self.annotations(before.schema, after.schema, at, words=nested)
        self._limits(before.schema, after.schema, at)
        self._values(before, after, at)
        if (
            before.members is None
            and after.members is not None
            and after.tag in (before.schema.get("properties") or {})
        ):
            self._split(before.schema, after, at)
        elif (before.members is None) != (after.members is None):
            self.add("type-changed", at, _form(before), _form(after))
        elif before.members is not None and after.members is not None:
            self._union(before, after, at)
        elif name == "object":
            self._object(before.schema, after.schema, at)
        elif name == "array":
            self.schema(before.schema.get("items", {}), after.schema.get("items", {}), at.step("[]"))
        elif "contentSchema" in before.schema or "contentSchema" in after.schema:
            self.schema(before.schema.get("contentSchema", {}), after.schema.get("contentSchema", {}), at)

    def _values(self, before: Kind, after: Kind, at: Place) -> None:
        gone, come = sorted(before.values - after.values), sorted(after.values - before.values)
        if before.open != after.open:
            self.add("enum-opened" if after.open else "enum-closed", at, _listed(before), _listed(after))
            if before.open and not before.values:
                return
        for value in gone:
            self.add("open-enum-value-removed" if after.open else "enum-value-removed", at, json.loads(value))
        for value in come:
            if not (after.open and not before.open):
                self.add("open-enum-value-added" if after.open else "enum-value-added", at, None, json.loads(value))

    def _union(self, before: Kind, after: Kind, at: Place) -> None:
        if before.tag != after.tag:
            self.add("union-tag-changed", at, before.tag, after.tag)
        old, new = before.members or {}, after.members or {}
        for value in sorted(old.keys() - new.keys()):
            self.add("union-member-removed", at, value)
        for value in sorted(new.keys() - old.keys()):
            self.add("union-member-added", at, None, value)
        for value in sorted(old.keys() & new.keys()):
            self.schema(old[value], new[value], at.step(_member(after.tag, value)))

    def _split(self, before: Schema, after: Kind, at: Place) -> None:
        """One object became a union of several: each of them is compared with the object, but for the tag."""
        tag, members = str(after.tag), after.members or {}
        known = set(S.constants(before["properties"][tag]))
        self.add("object-split", at, None, tag)
        for value in sorted(known - members.keys()):
            self.add("union-member-removed", at, value)
        for value in sorted(members.keys() - known):
            self.add("union-member-added", at, None, value)
        for value in sorted(members.keys() & known):
            member = S.resolve(self.head, members[value])
            self._object(_without(before, tag), _without(member, tag), at.step(_member(tag, value)))

    def _object(self, before: Schema, after: Schema, at: Place) -> None:
        old: dict[str, Schema] = before.get("properties") or {}
        new: dict[str, Schema] = after.get("properties") or {}
        was, now = set(before.get("required") or []), set(after.get("required") or [])
        renamed = renames(
            {n: (s, n in was) for n, s in old.items() if n not in new},
            {n: (s, n in now) for n, s in new.items() if n not in old},
        )
        for name in sorted(old.keys() - new.keys()):
            if name in renamed:
                self.add("field-renamed", at.step(f".{name}"), name, renamed[name])
            else:
                self.add("field-removed", at.step(f".{name}"))
        for name in sorted(new.keys() - old.keys() - set(renamed.values())):
            self.add("required-field-added" if name in now else "field-added", at.step(f".{name}"))
        for name in sorted(old.keys() & new.keys()):
            place = at.step(f".{name}")
            if name in now - was:
                self.add("field-became-required", place)
            elif name in was - now:
                nullable = shape(self.head, new[name]).nullable
                self.add("nullable-field-became-optional" if nullable else "field-became-optional", place)
            self.schema(old[name], new[name], place, optional=name not in was | now)
        self._free_fields(before.get("additionalProperties", True), after.get("additionalProperties", True), at)

    def _free_fields(self, before: Json, after: Json, at: Place) -> None:
        if (before is False) != (after is False):
            self.add("free-fields-allowed" if before is False else "free-fields-refused", at)
        elif before is not False:
            self.schema(before if S.is_object(before) else {}, after if S.is_object(after) else {}, at.step(".*"))

    def _limits(self, before: Schema, after: Schema, at: Place) -> None:
        for key in sorted((UPPER | LOWER | FORMATS) & {*before, *after}):
            old, new = before.get(key), after.get(key)
            if old == new:
                continue
            if key == "format" and "binary" in (old, new):
                rule = "type-changed"
            elif old is None or new is None or key not in FORMATS:
                tighter = old is None or (new is not None and (new < old) == (key in UPPER))
                rule = "limit-tightened" if tighter else "limit-loosened"
            else:
                rule = "format-changed"
            self.add(rule, at, *_facet(key, before, after))


def renames(gone: dict[str, tuple[Schema, bool]], come: dict[str, tuple[Schema, bool]]) -> dict[str, str]:
    """Old name → new name, where one thing went and one thing of the same kind came."""

    def same(name: str) -> list[str]:
        schema, required = gone[name]
        return [
            other for other, (new, needed) in come.items() if required == needed and _wordless(schema) == _wordless(new)
        ]

    pairs = {name: same(name) for name in gone}
    return {name: found[0] for name, found in pairs.items() if len(found) == 1 and [*pairs.values()].count(found) == 1}


def _wordless(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key not in DOC_KEYS}


def _facet(key: str, before: Schema, after: Schema) -> tuple[str | None, str | None]:
    """`maxLength 64` for each side, None where it does not stand."""
    texts = [f"{key} {json.dumps(side[key], ensure_ascii=False)}" if key in side else None for side in (before, after)]
    return texts[0], texts[1]


def _types(kinds: dict[str, Kind]) -> set[str]:
    """Every integer is a number, so a number is an integer or a fraction."""
    return {*kinds} - {"number"} | {"integer", "fraction"} if "number" in kinds else {*kinds}


def _member(tag: str | None, value: str) -> str:
    """The step to a member of a union; most are told apart by `type`."""
    return f"({value})" if tag == "type" else f"({tag}={value})"


def _without(schema: Schema, name: str) -> Schema:
    properties = {key: sub for key, sub in schema.get("properties", {}).items() if key != name}
    return {**schema, "properties": properties, "required": [key for key in schema.get("required", []) if key != name]}


def _listed(kind: Kind) -> str:
    return ("any value" if kind.open else "only") + "".join(f" {value}" for value in sorted(kind.values))


def _form(kind: Kind) -> str:
    return "one object" if kind.members is None else "a union"


def _leaves(node: Json, path: str = "") -> Iterator[str]:
    items = node.items() if S.is_object(node) else enumerate(node) if S.is_array(node) else ()
    if node and items:
        for key, value in items:
            yield from _leaves(value, f"{path}.{key}" if path else str(key))
    else:
        yield f"{path}: {node}"
