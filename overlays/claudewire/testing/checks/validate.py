"""Validates requests against the document, with the messages of the API.

The document keeps to a small part of JSON Schema (spec/README.md), and this walk covers exactly that part. A general
validator would agree with its verdict (a test checks that), but cannot name the one mistake in a union of thirty
tools, and knows nothing of `x-beta`: a field that needs a beta value is, without it, a field unknown to the API.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from claudewire.contract.betas import is_open
from claudewire.contract.document import Document, Node
from claudewire.contract.values import has_type, is_array, is_object

Path: TypeAlias = tuple[str | int, ...]
Problem: TypeAlias = tuple[Path, str]

#: What the API checks later: an invalid request in a batch is an errored result, not a 400.
LATER: Final = frozenset({"#/components/schemas/MessageCreateParamsNonStreaming"})
_SHAPE: Final = "Input does not match the expected shape."
_NOUNS: Final = {
    "string": "a valid string",
    "integer": "a valid integer",
    "number": "a valid number",
    "boolean": "a valid boolean",
    "array": "a valid list",
    "object": "an object",
    "null": "null",
}


def first_problem(document: Document, schema: Node, value: Any, betas: frozenset[str] = frozenset()) -> str | None:
    """Return the first problem of a value, as `path: sentence`, or None."""
    for path, sentence in Walk(document, betas).check(schema, value, ()):
        return f"{'.'.join(map(str, path))}: {sentence}" if path else sentence
    return None


class Walk:
    """Validates values against schemas, for a request with certain beta values."""

    def __init__(self, document: Document, betas: frozenset[str]) -> None:
        self.document = document
        self.betas = betas

    def check(self, schema: Node, value: Any, path: Path) -> Iterator[Problem]:
        if schema.get("$ref") in LATER and isinstance(value, dict):
            return
        schema = self.document.resolve(schema)
        if "oneOf" in schema:
            yield from self._tagged(schema, value, path)
        elif "anyOf" in schema:
            yield from self._untagged(schema["anyOf"], value, path)
        elif "const" in schema:
            if value != schema["const"] or isinstance(value, bool) != isinstance(schema["const"], bool):
                yield path, f"Input should be {schema['const']!r}"
        else:
            yield from self._plain(schema, value, path)

    def _plain(self, schema: Node, value: Any, path: Path) -> Iterator[Problem]:
        types = _types(schema)
        if types and not any(has_type(value, kind) for kind in types):
            yield path, _expected(types)
            return
        if "enum" in schema and value is not None:
            yield from self._literal(schema, value, path)
        if isinstance(value, str):
            yield from _text(schema, value, path)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield from _number(schema, value, path)
        elif is_array(value):
            yield from self._list(schema, value, path)
        elif is_object(value):
            yield from self._object(schema, value, path)

    def _literal(self, schema: Node, value: Any, path: Path) -> Iterator[Problem]:
        guards = schema.get("x-beta")
        needed: Mapping[str, str] = guards if is_object(guards) else {}
        known = [literal for literal in schema["enum"] if self._open(needed.get(literal))]
        if value not in known:
            yield path, f"Input should be {_alternatives(known)}"

    def _list(self, schema: Node, value: list[Any], path: Path) -> Iterator[Problem]:
        if len(value) < schema.get("minItems", 0):
            yield path, f"List should have at least {schema['minItems']} item(s) after validation, not {len(value)}"
        if len(value) > schema.get("maxItems", len(value)):
            yield path, f"List should have at most {schema['maxItems']} item(s) after validation, not {len(value)}"
        if "items" in schema:
            for index, item in enumerate(value):
                yield from self.check(schema["items"], item, (*path, index))

    def _object(self, schema: Node, value: dict[str, Any], path: Path) -> Iterator[Problem]:
        properties: Mapping[str, Node] = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value:
                yield (*path, name), "Field required"
        rest = schema.get("additionalProperties", True)
        for name, item in value.items():
            if name in properties:
                property_ = properties[name]
                if not self._open(property_.get("x-beta")):
                    yield (*path, name), "Extra inputs are not permitted"
                else:
                    yield from self.check(property_, item, (*path, name))
            elif rest is False:
                yield (*path, name), "Extra inputs are not permitted"
            elif is_object(rest):
                yield from self.check(rest, item, (*path, name))

    def _tagged(self, schema: Node, value: Any, path: Path) -> Iterator[Problem]:
        """A union of objects that one field tells apart. As in the API's messages, the tag becomes part of the path."""
        if not is_object(value):
            yield path, _SHAPE
            return
        members: Mapping[str, Node] = {
            tag: next(member for member in schema["oneOf"] if member["$ref"].endswith(f"/{target.rpartition('/')[2]}"))
            for tag, target in schema["discriminator"]["mapping"].items()
        }
        key = schema["discriminator"]["propertyName"]
        tag = value.get(key)
        if tag is None:
            tag = next(
                (name for name, member in members.items() if self._tag_optional(member, key, key in value)), None
            )
            if tag is None:
                yield path, f"Unable to extract tag using discriminator '{key}'"
                return
        open_ = [name for name, member in members.items() if self._open(member.get("x-beta"))]
        if not isinstance(tag, str) or tag not in open_:
            expected = ", ".join(f"'{name}'" for name in open_)
            yield path, f"Input tag {tag!r} found using '{key}' does not match any of the expected tags: {expected}"
            return
        yield from self.check(members[tag], value, (*path, tag))

    def _tag_optional(self, member: Node, key: str, null: bool) -> bool:
        schema = self.document.resolve(member)
        if null:
            return next(self.check(schema["properties"][key], None, ()), None) is None
        return key not in schema.get("required", ())

    def _untagged(self, members: Sequence[Node], value: Any, path: Path) -> Iterator[Problem]:
        """A union by JSON type: members whose type fits are tried; the problems of the last one stand for all."""
        fitting = [member for member in members if self._fits(member, value)]
        if not fitting:
            yield path, _expected(list(dict.fromkeys(kind for member in members for kind in self._kinds(member))))
            return
        problems: list[Problem] = []
        for member in fitting:
            problems = list(self.check(member, value, path))
            if not problems:
                return
        yield from problems

    def _fits(self, member: Node, value: Any) -> bool:
        kinds = self._kinds(member)
        return not kinds or any(has_type(value, kind) for kind in kinds)

    def _kinds(self, member: Node) -> list[str]:
        schema = self.document.resolve(member)
        if "anyOf" in schema:
            return [kind for inner in schema["anyOf"] for kind in self._kinds(inner)]
        return ["object"] if "oneOf" in schema else _types(schema)

    def _open(self, needed: str | Sequence[str] | None) -> bool:
        return is_open(needed, self.betas)


def _expected(kinds: Sequence[str]) -> str:
    named = [_NOUNS[kind] for kind in kinds if kind != "null" or len(kinds) == 1]
    return _SHAPE if named == [_NOUNS["object"]] else f"Input should be {' or '.join(named)}"


def _types(schema: Node) -> list[str]:
    kind = schema.get("type")
    if kind is None and "const" in schema:
        return ["string"] if isinstance(schema["const"], str) else []
    return [] if kind is None else [kind] if isinstance(kind, str) else list(kind)


def _text(schema: Node, value: str, path: Path) -> Iterator[Problem]:
    if len(value) < schema.get("minLength", 0):
        yield path, f"String should have at least {_count(schema['minLength'], 'character')}"
    if len(value) > schema.get("maxLength", len(value)):
        yield path, f"String should have at most {_count(schema['maxLength'], 'character')}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield path, f"String should match pattern '{schema['pattern']}'"


def _number(schema: Node, value: float, path: Path) -> Iterator[Problem]:
    if schema.get("type") == "number" and "minimum" in schema and "maximum" in schema:
        if not schema["minimum"] <= value <= schema["maximum"]:
            yield path, f"range: {schema['minimum']}..{schema['maximum']}"
        return
    if "minimum" in schema and value < schema["minimum"]:
        yield path, f"Input should be greater than or equal to {schema['minimum']}"
    if "maximum" in schema and value > schema["maximum"]:
        yield path, f"Input should be less than or equal to {schema['maximum']}"
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        yield path, f"Input should be greater than {schema['exclusiveMinimum']}"
    if "exclusiveMaximum" in schema and value >= schema["exclusiveMaximum"]:
        yield path, f"Input should be less than {schema['exclusiveMaximum']}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _alternatives(literals: Sequence[Any]) -> str:
    *most, last = [f"'{literal}'" if isinstance(literal, str) else str(literal) for literal in literals]
    return f"{', '.join(most)} or {last}" if most else last
