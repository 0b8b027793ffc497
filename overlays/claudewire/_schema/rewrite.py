"""From any JSON Schema to one that the API compiles. What cannot be sent is said in words, and recorded as a loss.

The rules are those of the documentation of structured outputs (2026-10). Two forms are changed and changed back by
`restore`: an object with free keys is sent as an array of key and value, and a tuple as an object with the keys `0`, `1`, ….
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from attrs import frozen

from .problems import Loss, SchemaInvalid, child
from .restore import ITEMS, PAIRS
from .rules.constraints import (
    ARRAY_KEYWORDS,
    NUMBER_KEYWORDS,
    OBJECT_KEYWORDS,
    STRING_KEYWORDS,
    is_supported_pattern,
    words,
)
from .rules.cycles import refuse_cycles
from .rules.merge import ANNOTATIONS, merge
from .rules.references import DEFINITIONS, target, uses

_FORMATS: Final = frozenset(
    {"date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"}
)
#: Keywords by the type that they restrict.
_BY_TYPE: Final = {
    "object": OBJECT_KEYWORDS,
    "array": ARRAY_KEYWORDS,
    "string": STRING_KEYWORDS,
    "number": NUMBER_KEYWORDS,
    "integer": NUMBER_KEYWORDS,
    "boolean": frozenset[str](),
    "null": frozenset[str](),
}
#: Keywords that are dropped without words: they do not restrict a value.
_META: Final = frozenset(
    {"$schema", "$id", "$comment", "$anchor", "discriminator", "deprecated", "readOnly", "writeOnly"}
)


@frozen
class Rewritten:
    """A schema as it is sent, what was lost, and where its form differs (see `Schema.plan`)."""

    json: dict[str, Any]
    losses: tuple[Loss, ...]
    plan: Mapping[str, str]


def rewrite(schema: Mapping[str, Any]) -> Rewritten:
    """Returns a schema in the form that the API compiles.

    Args:
        schema: Any JSON Schema, which is not changed.

    Raises:
        SchemaInvalid: it cannot be sent: it accepts anything, contains itself, or refers to something outside.
    """
    refuse_cycles(schema)
    rewriter = _Rewriter(schema)
    top = {key: value for key, value in schema.items() if key not in DEFINITIONS}
    json = rewriter.rewrite(top, "", "")
    return Rewritten(rewriter.with_definitions(json), tuple(rewriter.losses), rewriter.plan)


class _Rewriter:
    """Rewrites one schema. `at` is a pointer in the source, for errors and losses; `out` one in the result, for the plan."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.losses: list[Loss] = []
        self.plan: dict[str, str] = {}
        self._root, self._uses = root, uses(root)
        self._definitions: dict[str, dict[str, Any]] = {}

    def with_definitions(self, json: dict[str, Any]) -> dict[str, Any]:
        """Returns the rewritten schema with the definitions that it refers to, under the keyword that the source has."""
        if self._definitions:
            for reference, definition in self._definitions.items():
                keyword, _, name = reference[2:].partition("/")
                json.setdefault(keyword, {})[name.replace("~1", "/").replace("~0", "~")] = definition
        return json

    def rewrite(self, source: Any, at: str, out: str) -> dict[str, Any]:
        """Returns one schema, rewritten."""
        if source is True or (isinstance(source, Mapping) and not source):
            self._refuse(at, "a schema that accepts anything cannot be sent: give it a type")
        if not isinstance(source, Mapping):
            self._refuse(at, f"{source!r} is not a schema that accepts a value")
        schema: dict[str, Any] = dict(cast("Mapping[str, Any]", source))
        for keyword in sorted(_META & set(schema)):
            value = schema.pop(keyword)
            if keyword not in ("$schema", "$id"):
                self.losses.append(Loss(at, keyword, value))
        if "$ref" in schema:
            return self._reference(schema, at, out)
        if "allOf" in schema:
            return self.rewrite(self._all_of(schema, at), at, out)
        if "oneOf" in schema:
            if "anyOf" in schema:
                self._refuse(at, "oneOf together with anyOf cannot be sent")
            self.losses.append(Loss(at, "oneOf", len(schema["oneOf"]), "anyOf"))
            schema["anyOf"] = schema.pop("oneOf")
        if "anyOf" in schema:
            return self._any_of(schema, at, out)
        if isinstance(schema.get("type"), list):
            return self._type_list(schema, at, out)
        if "enum" in schema or "const" in schema:
            return self._enumeration(schema, at)
        return self._typed(schema, at, out)

    # -- references and unions -------------------------------------------------------------------------------------------

    def _reference(self, schema: dict[str, Any], at: str, out: str) -> dict[str, Any]:
        reference = schema.pop("$ref")
        found = target(self._root, reference, at)
        parts = str(reference)[2:].split("/")
        is_definition = len(parts) == 2 and parts[0] in DEFINITIONS
        restricts = set(schema) - set(ANNOTATIONS)
        if not is_definition or restricts or (schema and self._uses[reference] == 1):
            return self.rewrite(merge(schema, found, at), at, out)
        if reference not in self._definitions:
            self._definitions[reference] = self.rewrite(found, reference[1:], reference[1:])
        if not schema:
            return {"$ref": reference}
        return {**schema, "anyOf": [{"$ref": reference}]}

    def _all_of(self, schema: dict[str, Any], at: str) -> dict[str, Any]:
        merged = {key: value for key, value in schema.items() if key != "allOf"}
        for n, member in enumerate(schema["allOf"]):
            place = child(child(at, "allOf"), n)
            merged = merge(merged, self._resolved(member, place), place)
        return merged

    def _resolved(self, schema: Any, at: str) -> dict[str, Any]:
        """Returns a schema in which a reference at the top is replaced by what it refers to."""
        if not isinstance(schema, Mapping):
            self._refuse(at, "a boolean schema cannot be sent inside allOf or anyOf")
        found = dict(cast("Mapping[str, Any]", schema))
        while "$ref" in found:
            reference = found.pop("$ref")
            found = merge(found, target(self._root, reference, at), at)
        return found

    def _any_of(self, schema: dict[str, Any], at: str, out: str) -> dict[str, Any]:
        members: list[Any] = schema.pop("anyOf")
        outside = {key: schema.pop(key) for key in ANNOTATIONS if key in schema}
        if schema:  # restrictions beside a union belong to each of its members
            members = [merge(self._resolved(member, at), schema, at) for member in members]
        place = child(out, "anyOf")
        parts = [self.rewrite(m, child(child(at, "anyOf"), n), child(place, n)) for n, m in enumerate(members)]
        return self._finished({**outside, "anyOf": parts}, at, out)

    def _type_list(self, schema: dict[str, Any], at: str, out: str) -> dict[str, Any]:
        kinds: list[Any] = schema.pop("type")
        if "enum" in schema or "const" in schema:
            return self._enumeration(schema, at)
        outside = {key: schema.pop(key) for key in ANNOTATIONS if key in schema}
        members: list[dict[str, Any]] = []
        for kind in kinds:
            known = _BY_TYPE.get(kind, frozenset())
            others: frozenset[str] = frozenset[str]().union(*_BY_TYPE.values()) - known
            members.append({"type": kind, **{k: v for k, v in schema.items() if k not in others}})
        if len(members) == 1:
            return self.rewrite({**outside, **members[0]}, at, out)
        place = child(out, "anyOf")
        parts = [self.rewrite(member, at, child(place, n)) for n, member in enumerate(members)]
        return self._finished({**outside, "anyOf": parts}, at, out)

    def _enumeration(self, schema: dict[str, Any], at: str) -> dict[str, Any]:
        values: list[Any] = [schema["const"]] if "const" in schema else schema["enum"]
        if not values:
            self._refuse(at, "an empty enum accepts nothing")
        for value in values:
            if value is not None and not isinstance(value, (str, int, float, bool)):
                self._refuse(at, f"the API takes strings, numbers, booleans and null in an enum, not {value!r}")
        kept = {key: schema[key] for key in (*ANNOTATIONS, "type", "const", "enum") if key in schema}
        if not isinstance(kept.get("type", ""), str):
            del kept["type"]
        return kept

    # -- single types ----------------------------------------------------------------------------------------------------

    def _typed(self, schema: dict[str, Any], at: str, out: str) -> dict[str, Any]:
        kind = schema.pop("type", None) or self._inferred(schema, at)
        if kind not in _BY_TYPE:
            self._refuse(at, f"{kind!r} is not a JSON type")
        result: dict[str, Any] = {"type": kind}
        result.update({key: schema.pop(key) for key in ANNOTATIONS if key in schema})
        left: dict[str, Any] = {}
        if kind == "object":
            result, left = self._object(result, schema, at, out)
        elif kind == "array":
            result, left = self._array(result, schema, at, out)
        elif kind == "string":
            result, left = self._string(result, schema)
        else:
            left = schema
        self._in_words(result, left, at)
        return self._finished(result, at, out)

    def _inferred(self, schema: Mapping[str, Any], at: str) -> str:
        for kind in ("object", "array", "string", "number"):
            if _BY_TYPE[kind] & set(schema):
                return kind
        self._refuse(at, "a schema without a type accepts anything and cannot be sent: give it a type")
        raise AssertionError

    def _string(self, result: dict[str, Any], schema: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        if schema.get("format") in _FORMATS:
            result["format"] = schema.pop("format")
        if "pattern" in schema and is_supported_pattern(schema["pattern"]):
            result["pattern"] = schema.pop("pattern")
        return result, schema

    def _array(
        self, result: dict[str, Any], schema: dict[str, Any], at: str, out: str
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        items: Any = schema.pop("items", None)
        prefix: Any = schema.pop("prefixItems", None)
        if isinstance(items, list):  # how drafts before 2020-12 write prefixItems
            prefix, items = cast("list[object]", items), schema.pop("additionalItems", None)
        if prefix is not None or items is False:
            return self._fixed_array(result, schema, prefix or [], items, at, out)
        if items is None or items is True:
            self._refuse(at, "an array of anything cannot be sent: give its items a type")
        result["items"] = self.rewrite(items, child(at, "items"), child(out, "items"))
        if schema.get("minItems") in (0, 1):
            result["minItems"] = schema.pop("minItems")
        return result, schema

    def _fixed_array(
        self, result: dict[str, Any], schema: dict[str, Any], prefix: list[Any], items: Any, at: str, out: str
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        if items is not False and schema.get("maxItems") != len(prefix):
            self._refuse(at, "an array with prefixItems and more items of any number cannot be sent")
        members, place = dict[str, Any](), child(out, "properties")
        for n, member in enumerate(prefix):
            members[str(n)] = self.rewrite(member, child(child(at, "prefixItems"), n), child(place, n))
        for keyword in ("minItems", "maxItems"):
            schema.pop(keyword, None)
        self.plan[out] = ITEMS
        result["type"] = "object"
        return {**result, "properties": members, "required": list(members), "additionalProperties": False}, schema

    def _object(
        self, result: dict[str, Any], schema: dict[str, Any], at: str, out: str
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        properties: Mapping[str, Any] = schema.pop("properties", None) or {}
        required: list[str] = list(schema.pop("required", None) or ())
        rest: Any = schema.pop("additionalProperties", None)
        patterns: Mapping[str, Any] = schema.pop("patternProperties", None) or {}
        if not properties and (isinstance(rest, Mapping) or len(patterns) == 1):
            return self._pairs(result, schema, rest, patterns, at, out)
        if not properties and rest is not False:
            self._refuse(at, "an object with any keys and values cannot be sent: give its values a type")
        if isinstance(rest, Mapping) or rest is True:
            self.losses.append(Loss(at, "additionalProperties", rest))
        if patterns:
            self.losses.append(Loss(at, "patternProperties", dict(patterns)))
        members, place = dict[str, Any](), child(out, "properties")
        for name, member in properties.items():
            where = child(child(at, "properties"), name)
            if member is False:
                if name in required:
                    self._refuse(where, "a required property that accepts nothing")
                continue
            members[name] = self.rewrite(member, where, child(place, name))
        result["properties"] = members
        result["required"] = [name for name in required if name in members]
        unknown = [name for name in required if name not in members]
        if unknown:
            self._refuse(at, f"required names properties without a schema: {', '.join(unknown)}")
        result["additionalProperties"] = False
        return result, schema

    def _pairs(
        self, result: dict[str, Any], schema: dict[str, Any], rest: Any, patterns: Mapping[str, Any], at: str, out: str
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """An object with free keys becomes an array of key and value, because the API only takes closed objects."""
        names: Any = schema.pop("propertyNames", None) or {}
        key: dict[str, Any] = {"type": "string", **(self._resolved(names, at) if names else {})}
        where = child(at, "additionalProperties")
        if patterns:
            ((pattern, rest),) = patterns.items()
            key["pattern"] = pattern
            where = child(child(at, "patternProperties"), pattern)
        place = child(child(out, "items"), "properties")
        members = {
            "key": self.rewrite(key, child(at, "propertyNames"), child(place, "key")),
            "value": self.rewrite(rest, where, child(place, "value")),
        }
        self.plan[out] = PAIRS
        result["type"] = "array"
        result["items"] = {
            "type": "object",
            "properties": members,
            "required": ["key", "value"],
            "additionalProperties": False,
        }
        return result, schema

    # -- the end of every schema -----------------------------------------------------------------------------------------

    def _in_words(self, result: dict[str, Any], left: Mapping[str, Any], at: str) -> None:
        """Puts the keywords that cannot be sent into the description, and records each as a loss."""
        phrases: list[str] = []
        for keyword, value in left.items():
            phrase = words({keyword: value})
            if keyword == "minItems" and value == 0:
                phrase = ""
            elif phrase:
                phrases.append(phrase)
            self.losses.append(Loss(at, keyword, value, phrase))
        if phrases:
            text, said = str(result.get("description") or "").rstrip(), ", ".join(phrases)
            result["description"] = f"{text} ({said})" if text else f"{said[0].upper()}{said[1:]}"

    def _finished(self, result: dict[str, Any], at: str, out: str) -> dict[str, Any]:
        """Writes the default in the form that is sent; a default with another form inside is dropped, as a loss."""
        changed = [place for place in self.plan if place == out or place.startswith(f"{out}/")]
        if "default" not in result or not changed or result["default"] is None:
            return result
        default, form = result["default"], self.plan.get(out)
        if changed == [out] and form == PAIRS and isinstance(default, dict):
            entries = cast("dict[str, Any]", default)
            result["default"] = [{"key": key, "value": value} for key, value in entries.items()]
        elif changed == [out] and form == ITEMS and isinstance(default, list):
            result["default"] = {str(n): item for n, item in enumerate(cast("list[object]", default))}
        else:
            self.losses.append(Loss(at, "default", result.pop("default")))
        return result

    def _refuse(self, at: str, reason: str) -> Any:
        raise SchemaInvalid(f"{at or 'the schema'}: {reason}")
