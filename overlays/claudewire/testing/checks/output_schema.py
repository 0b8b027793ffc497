"""What the API accepts as the schema of a structured output or of a strict tool, and what such schemas may add up to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen, mutable

from claudewire.contract.values import is_array, is_object

MAX_STRICT_TOOLS: Final = 20
MAX_OPTIONAL: Final = 24
MAX_UNIONS: Final = 16

#: Keywords that every schema may have.
_ANYWHERE: Final = frozenset(
    [
        "type",
        "description",
        "title",
        "default",
        "examples",
        "enum",
        "const",
        "$schema",
        "$id",
        "$comment",
        "$defs",
        "definitions",
    ]
)
_BY_TYPE: Final[Mapping[str, frozenset[str]]] = {
    "object": frozenset({"properties", "required", "additionalProperties"}),
    "array": frozenset({"items", "minItems"}),
    "string": frozenset({"format", "pattern"}),
    "integer": frozenset(),
    "number": frozenset(),
    "boolean": frozenset(),
    "null": frozenset(),
}
#: Keywords that combine schemas, and that are not accepted.
_COMBINERS: Final = ("oneOf", "not", "if", "then", "else", "dependentSchemas", "$dynamicRef", "$recursiveRef")
_FORMATS: Final = frozenset(
    {"date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"}
)
#: Parts of a regular expression that no grammar can express: back references, look-around, word boundaries.
_PATTERN: Final = re.compile(r"\\[1-9]|\\[bB]|\(\?(?:[=!]|<[=!])|\(\?P=")
_SHOWN: Final = 200


@mutable
class Totals:
    """What all strict schemas of a request add up to."""

    strict_tools: int = 0
    #: Optional properties, and properties of more than one type.
    optional: int = 0
    unions: int = 0


def check_request(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the output format and the strict tools of a request."""
    totals = Totals()
    name, format_ = _output_format(body)
    if format_:
        yield from check_schema(format_.get("schema"), f"{name}.schema", totals)
        yield from _incompatible(body, name)
    for index, tool in enumerate(body.get("tools") or ()):
        if tool.get("strict") and (tool.get("type") or "custom") == "custom":
            totals.strict_tools += 1
            yield from check_schema(tool["input_schema"], f"tools.{index}.custom.input_schema", totals)
    yield from _limits(totals)


def check_schema(schema: Any, path: str, totals: Totals | None = None) -> Iterator[str]:
    """Yield what the API does not accept in a schema, as `path: sentence`."""
    walk = _Walk(root=schema, totals=totals or Totals())
    for sentence in walk.check(schema, "", ()):
        yield f"{path}: {sentence}"


@frozen
class _Walk:
    root: Any
    totals: Totals
    #: Optional and union properties of definitions that were checked: each is checked once, however often it is used.
    checked: dict[str, tuple[int, int]] = field(factory=dict[str, tuple[int, int]])

    def check(self, schema: Any, path: str, references: tuple[str, ...]) -> Iterator[str]:
        if not is_object(schema):
            yield f"Invalid schema: {_shown(schema)} is not an object{_at(path)}"
            return
        for keyword in _COMBINERS:
            if keyword in schema:
                yield f"Schema type '{keyword}' is not supported{_at(path)}"
                return
        if "$ref" in schema:
            yield from self._reference(schema["$ref"], path, references)
            return
        for keyword in ("anyOf", "allOf"):
            members: Any = schema.get(keyword)
            for index, member in enumerate(members if is_array(members) else ()):
                if keyword == "allOf" and is_object(member) and "$ref" in member:
                    yield f"'allOf' with '$ref' is not supported{_at(path)}"
                yield from self.check(member, f"{path}.{keyword}.{index}", references)
        if "anyOf" not in schema and "allOf" not in schema:
            yield from self._typed(schema, path, references)

    def _reference(self, reference: Any, path: str, references: tuple[str, ...]) -> Iterator[str]:
        if not isinstance(reference, str) or not reference.startswith(("#/$defs/", "#/definitions/")):
            yield f"External schema references are not supported: {_shown(reference)}{_at(path)}"
            return
        name = reference.rpartition("/")[2]
        totals = self.totals
        if reference in self.checked:
            optional, unions = self.checked[reference]
            totals.optional, totals.unions = totals.optional + optional, totals.unions + unions
            return
        if name in references:
            chain = " -> ".join((*references[references.index(name) :], name))
            yield (
                f"Circular reference detected in schema definitions: {chain}. Self-referencing or mutually-referencing "
                "definitions are not supported."
            )
            return
        target: Any = self.root
        for key in reference.removeprefix("#/").split("/"):
            target = target.get(key.replace("~1", "/").replace("~0", "~")) if is_object(target) else None
        if target is None:
            yield f"Reference not found in schema definitions: {reference}{_at(path)}"
            return
        before = totals.optional, totals.unions
        yield from self.check(target, path, (*references, name))
        self.checked[reference] = (totals.optional - before[0], totals.unions - before[1])

    def _typed(self, schema: Mapping[str, Any], path: str, references: tuple[str, ...]) -> Iterator[str]:
        given: Any = schema.get("type")
        kinds: Sequence[Any] = given if is_array(given) else [given]
        yield from _literals(schema, path)
        if given is None:
            if "enum" not in schema and "const" not in schema:
                yield f"Invalid schema: Schema type is missing for schema: {_shown(schema)}{_at(path)}"
            return
        unknown = [kind for kind in kinds if not isinstance(kind, str) or kind not in _BY_TYPE]
        if unknown or not kinds:
            yield f"Invalid schema: Unknown schema type: {_shown(unknown[0] if unknown else kinds)}{_at(path)}"
            return
        allowed = _ANYWHERE.union(*(_BY_TYPE[kind] for kind in kinds))
        yield from _unsupported(kinds[0], sorted(set(schema) - allowed), path)
        if "object" in kinds:
            yield from self._object(schema, path, references)
        if "array" in kinds:
            if schema.get("minItems") not in (None, 0, 1):
                yield f"For 'array' type, 'minItems' values other than 0 or 1 are not supported{_at(path)}"
            if "items" in schema:
                yield from self.check(schema["items"], f"{path}.items", references)
        if "string" in kinds:
            yield from _string(schema, path)

    def _object(self, schema: Mapping[str, Any], path: str, references: tuple[str, ...]) -> Iterator[str]:
        rest = schema.get("additionalProperties")
        if rest is None:
            yield f"For 'object' type, 'additionalProperties' must be explicitly set to false{_at(path)}"
        elif rest is not False:
            shown = "true" if rest is True else "object"
            yield (
                f"For 'object' type, 'additionalProperties: {shown}' is not supported. "
                f"Please set 'additionalProperties' to false{_at(path)}"
            )
        properties: Any = schema.get("properties")
        required: Any = schema.get("required")
        for name, inner in (properties if is_object(properties) else {}).items():
            place = f"{path}.{name}"
            if not is_array(required) or name not in required:
                self.totals.optional += 1
            if is_object(inner) and ("anyOf" in inner or is_array(inner.get("type"))):
                self.totals.unions += 1
            yield from self.check(inner, place, references)


def _literals(schema: Mapping[str, Any], path: str) -> Iterator[str]:
    values: Any = schema.get("enum")
    for value in [*(values if is_array(values) else ()), schema.get("const")]:
        if isinstance(value, (dict, list)):
            yield f"Enum values must be strings, numbers, booleans or null, not {_shown(value)}{_at(path)}"
            return


def _unsupported(kind: str, keywords: Sequence[str], path: str) -> Iterator[str]:
    if len(keywords) == 1:
        yield f"For '{kind}' type, property '{keywords[0]}' is not supported{_at(path)}"
    elif keywords:
        yield f"For '{kind}' type, properties {', '.join(keywords)} are not supported{_at(path)}"


def _string(schema: Mapping[str, Any], path: str) -> Iterator[str]:
    if "format" in schema and str(schema["format"]) not in _FORMATS:
        yield f"For 'string' type, 'format' value {_shown(schema['format'])} is not supported{_at(path)}"
    pattern: Any = schema.get("pattern")
    if isinstance(pattern, str):
        refused = _PATTERN.search(pattern)
        if refused:
            yield f"For 'string' type, 'pattern' may not contain {refused[0]}{_at(path)}"
        else:
            try:
                re.compile(pattern)
            except re.error as error:
                yield f"For 'string' type, 'pattern' is not a regular expression: {error}{_at(path)}"


def _output_format(body: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    config: Mapping[str, Any] = body.get("output_config") or {}
    if config.get("format"):
        return "output_config.format", config["format"]
    return "output_format", body.get("output_format")


def _incompatible(body: Mapping[str, Any], name: str) -> Iterator[str]:
    if any(_cites(block) for message in body["messages"] for block in _blocks(message["content"])):
        yield f"{name}: Citations are not supported when an output format is requested."
    if body["messages"] and body["messages"][-1]["role"] == "assistant":
        yield f"{name}: Pre-filling the assistant response is not supported when an output format is requested."


def _cites(block: Mapping[str, Any]) -> bool:
    config: Any = block.get("citations")
    return (is_object(config) and bool(config.get("enabled"))) or any(
        _cites(inner) for inner in _blocks(block.get("content"))
    )


def _blocks(content: Any) -> Sequence[Mapping[str, Any]]:
    return [block for block in content if is_object(block)] if is_array(content) else ()


def _limits(totals: Totals) -> Iterator[str]:
    if totals.strict_tools > MAX_STRICT_TOOLS:
        yield f"tools: Too many strict tools ({totals.strict_tools}). The maximum is {MAX_STRICT_TOOLS} strict tools per request."
    if totals.optional > MAX_OPTIONAL:
        yield (
            f"Schema is too complex: {totals.optional} optional parameters in strict schemas, and the maximum is "
            f"{MAX_OPTIONAL}. Make more of them required, or use fewer strict tools."
        )
    if totals.unions > MAX_UNIONS:
        yield (
            f"Schema is too complex: {totals.unions} parameters with union types in strict schemas, and the maximum is "
            f"{MAX_UNIONS}. Use fewer `anyOf` and type lists, or fewer strict tools."
        )


def _at(path: str) -> str:
    return f" (at {path.lstrip('.')})" if path else ""


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
