"""Schemas and fields of the document as Markdown. Of pages this knows only where a schema has its section."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = Any
#: The page and anchor of a schema, as a link from the page at hand.
Link = Callable[[str], str]
MANY = 12


def ref_name(schema: Json) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def chip(kind: str, text: str) -> str:
    return f'<span class="chip {kind}">{html.escape(text)}</span>'


def literal(value: Json) -> str:
    return f"<code>{html.escape(json.dumps(value, ensure_ascii=False))}</code>"


def kind_of(schema: Json, link: Link) -> str:
    """The type of a value in one line of HTML."""
    if "$ref" in schema:
        name = ref_name(schema)
        return f'<a href="{link(name)}">{name}</a>'
    if "const" in schema:
        return literal(schema["const"])
    if "enum" in schema:
        shown = [literal(v) for v in schema["enum"][:MANY]]
        return " · ".join(shown) + (" …" if len(schema["enum"]) > MANY else "")
    for key in ("anyOf", "oneOf"):
        if key in schema:
            parts = [kind_of(member, link) for member in schema[key]]
            return " or ".join(dict.fromkeys(parts))
    kinds = schema.get("type", "any JSON")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return " or ".join(_plain(kind, schema, link) for kind in kinds)


def _plain(kind: str, schema: Json, link: Link) -> str:
    if kind == "array":
        return f"array of {kind_of(schema.get('items', {}), link)}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"map of string to {kind_of(schema['additionalProperties'], link)}"
    if kind == "string" and schema.get("format") == "date-time":
        return "string, RFC 3339"
    if kind == "string" and schema.get("format") == "binary":
        return "file"
    return kind


LIMITS: Mapping[str, str] = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matches <code>{}</code>",
    "default": "default <code>{}</code>",
}


def limits(schema: Json, text: str) -> str:
    """What else is said of a value: `from 1 to 1,000; default 20`. Numbers that stand in the text are not said again."""
    known = {number.replace(",", "") for number in re.findall(r"\d[\d,]*", text)}
    schema = {k: v for k, v in schema.items() if k not in LIMITS or type(v) is not int or v < 2 or str(v) not in known}
    said: list[str] = []
    if "minimum" in schema and "maximum" in schema:
        said.append(f"from {schema['minimum']:,} to {schema['maximum']:,}")
        schema = {key: value for key, value in schema.items() if key not in ("minimum", "maximum")}
    for key, phrase in LIMITS.items():
        if key in schema:
            value = schema[key]
            plain = f"{value:,}" if type(value) is int else value if isinstance(value, str) else json.dumps(value)
            said.append(
                phrase.format(html.escape(plain)).removesuffix("s") if value == 1 else phrase.format(html.escape(plain))
            )
    return "; ".join(said)


def field(name: str, schema: Json, link: Link, *, required: bool, description: str = "") -> str:
    """One field as an entry of a definition list."""
    marks = [f'<span class="type">{kind_of(schema, link)}</span>']
    if required:
        marks.append(chip("required", "required"))
    marks += beta_chips(schema)
    if schema.get("deprecated"):
        marks.append(chip("deprecated", "deprecated"))
    text = schema.get("description") or description
    more = [text.strip(), limits(schema, text).capitalize(), schema.get("x-deprecated-reason", "")]
    body = " ".join(part if part.endswith((".", "`", ")")) else f"{part}." for part in more if part)
    return f"`{name}` {' '.join(marks)}\n:   {_indent(body)}\n"


def beta_chips(schema: Json) -> list[str]:
    beta = schema.get("x-beta")
    return [chip("beta", f"beta {beta}")] if isinstance(beta, str) else []


def _indent(text: str) -> str:
    return text.replace("\n", "\n    ")


def fields(schema: Json, link: Link, described: Callable[[Json], str]) -> Iterator[str]:
    """The fields of an object: those that are required first, each group in the document's order."""
    required = set(schema.get("required", []))
    ordered = sorted(schema.get("properties", {}).items(), key=lambda item: item[0] not in required)
    for name, sub in ordered:
        yield field(name, sub, link, required=name in required, description=described(sub))


def members(schema: Json, link: Link) -> Iterator[str]:
    """The members of a union, by the value that tells them apart."""
    mapping = schema.get("discriminator", {}).get("mapping", {})
    tag = schema.get("discriminator", {}).get("propertyName", "type")
    for member in schema.get("oneOf", []):
        name = ref_name(member)
        values = [value for value, ref in mapping.items() if ref == member["$ref"]]
        shown = " or ".join(literal(value) for value in values)
        yield f'- `{tag}` {shown}: <a href="{link(name)}">{name}</a> {" ".join(beta_chips(member))}'


def values(schema: Json) -> Iterator[str]:
    """The known values of an enum."""
    for member in [schema, *schema.get("anyOf", [])]:
        betas = member.get("x-beta")
        betas = betas if isinstance(betas, dict) else {}
        for value in member.get("enum", []):
            yield f"{literal(value)} {chip('beta', 'beta ' + betas[value]) if value in betas else ''}".strip()


def json_block(value: Json) -> str:
    return f"```json\n{compact(value)}\n```"


def compact(value: Json, width: int = 80) -> str:
    """JSON with short objects and lists on one line, as people write it."""

    def render(value: Json, indent: int, before: int = 0) -> str:
        flat = json.dumps(value, ensure_ascii=False)
        if not isinstance(value, (dict, list)) or not value or len(flat) + indent + before <= width:
            return flat
        inner = " " * (indent + 2)
        if isinstance(value, list):
            parts = [inner + render(item, indent + 2) for item in value]
            return "[\n" + ",\n".join(parts) + "\n" + " " * indent + "]"
        parts = [f"{inner}{json.dumps(key)}: {render(item, indent + 2, len(key) + 4)}" for key, item in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"

    return render(value, 0)


def python_value(value: Json, indent: int = 0, width: int = 80) -> str:
    """A JSON value as a Python literal, laid out like code."""
    flat = _flat(value)
    if not isinstance(value, (dict, list)) or not value or len(flat) + indent <= width:
        return flat
    inner = " " * (indent + 4)
    if isinstance(value, list):
        parts = [inner + python_value(item, indent + 4) for item in value]
        return "[\n" + ",\n".join(parts) + ",\n" + " " * indent + "]"
    parts = [f"{inner}{_flat(key)}: {python_value(item, indent + 4)}" for key, item in value.items()]
    return "{\n" + ",\n".join(parts) + ",\n" + " " * indent + "}"


def _flat(value: Json) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flat(key)}: {_flat(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flat, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def events_text(events: list[Json]) -> str:
    """Payloads as they stand in a stream."""
    data = [json.dumps(event, ensure_ascii=False, separators=(",", ":")) for event in events]
    shown = [f"event: {event['type']}\ndata: {text}\n" for event, text in zip(events, data, strict=True)]
    return "```text\n" + "\n".join(shown) + "```"


def tabs(shown: Mapping[str, str]) -> str:
    """Blocks of which one is seen at a time."""
    out: list[str] = []
    for title, block in shown.items():
        out += [f'=== "{title.replace(chr(34), "")}"', "", *(f"    {line}".rstrip() for line in block.splitlines()), ""]
    return "\n".join(out)
