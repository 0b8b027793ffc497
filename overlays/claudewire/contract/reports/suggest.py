"""What would have to be added to `spec/` so that the document knows what recordings hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from claudewire.contract.checks.checker import Checker
from claudewire.contract.checks.observations import Unknown
from claudewire.contract.escaping import printable, safe_output
from claudewire.contract.readers.yaml_text import yaml_module
from claudewire.contract.values import is_array, is_object, json_type

_TODO = "TODO"
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")


def suggestions(checker: Checker, spec: Path | None = None) -> str:
    """YAML to add, one piece for each thing that was seen and is not documented.

    Args:
        checker: A checker that has seen the recordings.
        spec: Folder of the document, to name the file that each schema stands in.
    """
    where: Mapping[str, str] = _files(spec) if spec is not None else {}
    pieces: list[str] = []
    for thing in sorted(
        checker.observations.unknown, key=lambda thing: (thing.kind, thing.owner, thing.name, thing.operation)
    ):
        if thing.kind == "value":  # an open list that need not have it
            continue
        observations = checker.observations
        made = _piece(thing, observations.examples.get(thing, []))
        seen = f"seen {observations.unknown[thing]} × in {thing.operation} {thing.part}, first in {observations.places[thing]}"
        schema = re.split(r"[.|=]", thing.owner)[0]
        file = where.get(schema, "")
        heading = f"# {file + ': ' if file else ''}{printable(_what(thing))}\n# {printable(seen)}"
        pieces.append(f"{heading}\n{_yaml(_shown(made))}")
    return safe_output("\n".join(dict.fromkeys(pieces))) or "# The document knows everything that was seen.\n"


def _what(thing: Unknown) -> str:
    return f"{thing.kind} `{thing.name}` of `{thing.owner}`"


def _piece(thing: Unknown, examples: Sequence[Any]) -> dict[str, Any]:
    match thing.kind:
        case "field":
            more: dict[str, Any] = {}
            schema = infer(examples, _type_name(thing.owner, thing.name), more)
            return {thing.owner: {"properties": {thing.name: schema}}, **more}
        case "literal":
            owner, _, field = thing.owner.partition(".")
            listed: dict[str, Any] = {"enum": [f"… {thing.name}"]}
            return {owner: {"properties": {field: {"anyOf": [listed]}}} if field else {"anyOf": [listed]}}
        case "member":
            name = _type_name("", thing.name) + ("Param" if thing.owner.endswith("Param") else "Block")
            more = {}
            infer(examples, name, more)
            union = {"oneOf": [{"$ref": f"#/{name}"}], "discriminator": {"mapping": {thing.name: f"#/{name}"}}}
            return {thing.owner: union, **more}
        case "status":
            return {thing.operation: {"responses": {thing.name: {"$ref": "../common/responses.yaml#/UnexpectedError"}}}}
        case "header":
            header = {"description": _TODO, "schema": _scalar(examples)}
            return {thing.operation: {"responses": {"…": {"headers": {thing.name: header}}}}}
        case "query":
            parameter = {"name": thing.name, "in": "query", "description": _TODO, "schema": _scalar(examples)}
            return {thing.operation: {"parameters": [parameter]}}
        case _:
            return {"AnthropicBeta": {"description": f"… `{thing.name}` …"}}


def infer(examples: Sequence[Any], name: str, more: dict[str, Any]) -> dict[str, Any]:
    """A schema that fits the examples. An object becomes a schema of its own, called `name` and put into `more`."""
    given = [value for value in examples if value is not None]
    nullable = len(given) < len(examples)
    if given and all(map(is_object, given)):
        keys = list(dict.fromkeys(key for value in given for key in value))
        properties = {
            key: _tag(key, values) or infer(values, name + _type_name("", key), more)
            for key in keys
            if (values := [value[key] for value in given if key in value])
        }
        required = [key for key in keys if all(key in value for value in given)]
        more[name] = {"type": "object", "description": _TODO, "required": required, "properties": properties}
        reference = {"$ref": f"#/{name}"}
        if nullable:
            return {"description": _TODO, "anyOf": [reference, {"type": "null"}]}
        return {"description": _TODO, **reference}
    if given and all(map(is_array, given)):
        items = infer([item for value in given for item in value], name, more)
        items.pop("description", None)
        array: dict[str, Any] = {"type": "array", "items": items}
        return (
            {"description": _TODO, "anyOf": [array, {"type": "null"}]} if nullable else {**array, "description": _TODO}
        )
    return {**_scalar(examples), "description": _TODO}


def _tag(key: str, values: Sequence[Any]) -> dict[str, Any] | None:
    """The tag of a union member is a constant."""
    if key == "type" and isinstance(values[0], str) and all(value == values[0] for value in values):
        return {"const": values[0], "description": f"Always `{values[0]}`."}
    return None


def _scalar(examples: Sequence[Any]) -> dict[str, Any]:
    kinds = list(dict.fromkeys(map(json_type, examples)))
    if "number" in kinds and "integer" in kinds:
        kinds.remove("integer")
    schema: dict[str, Any] = {"type": kinds[0] if len(kinds) == 1 else kinds} if kinds else {}
    texts = [value for value in examples if isinstance(value, str)]
    if texts and all(_DATE_TIME.match(text) for text in texts):
        schema["format"] = "date-time"
    return schema


def _type_name(owner: str, name: str) -> str:
    words: Iterable[str] = re.split(r"[^A-Za-z0-9]+", name)
    return re.split(r"[.|=]", owner)[0] + "".join(word[:1].upper() + word[1:] for word in words)


def _files(spec: Path) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for file in sorted(spec.glob("schemas/*.yaml")):
        for name in re.findall(r"^([A-Za-z]\w*):", file.read_text("utf-8"), re.MULTILINE):
            found[name] = file.relative_to(spec.parent).as_posix()
    return found


def _shown(value: Any) -> Any:
    """The value with texts that a terminal can show: names and literals come from recordings."""
    if isinstance(value, str):
        return printable(value)
    if is_object(value):
        return {printable(str(key)): _shown(inner) for key, inner in value.items()}
    return [_shown(inner) for inner in value] if is_array(value) else value


def _yaml(value: Any) -> str:
    text: str = yaml_module().safe_dump(value, sort_keys=False, allow_unicode=True, width=100_000)
    return text
