"""Which recorded interactions hold the places that changed: VCR cassettes (YAML), or records as JSON lines."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from attrs import evolve, frozen

from generator import schemas as S
from generator.index import Index
from generator.operation import Operation

from .changes import Change
from .rules import Direction

Json = Any


@frozen
class Interaction:
    """One recorded request and its answer, as far as the comparison needs them."""

    file: str
    method: str
    url: str
    status: int
    sent: str | None
    received: str | None


def touching(changes: tuple[Change, ...], document: Json, interactions: list[Interaction]) -> tuple[Change, ...]:
    """The same changes, with the number of interactions that hold each place, and the files these are in."""
    reader = _Reader(document)
    seen = [(interaction.file, reader.places(interaction)) for interaction in interactions]
    out: list[Change] = []
    for change in changes:
        files = [file for file, places in seen if not places.isdisjoint(_keys(change))]
        out.append(evolve(change, recorded=len(files), cassettes=tuple(dict.fromkeys(files))))
    return tuple(out)


def _keys(change: Change) -> Iterator[str]:
    """What an interaction must hold to be changed_refs. For what is new, that is the object that it is new in."""
    place, rule = change.place, change.rule.id
    known = change.before if change.before is not None else change.after
    if rule in ("success-status-removed", "error-status-removed"):
        yield from (f"{operation} {change.before}" for operation in change.operations)
    elif not place.schema:
        argument = (
            f"?{place.inside}"
            if place.direction is Direction.REQUEST and place.inside and rule != "required-parameter-added"
            else ""
        )
        yield from (f"{operation}{argument}" for operation in change.operations)
    elif rule in ("field-added", "required-field-added"):
        yield place.owner.rpartition(".")[0]
    elif rule.startswith("union-member"):
        yield f"{place.owner}({known})"
    elif rule in ("enum-value-removed", "open-enum-value-removed"):
        yield f"{place.owner}={known}"
    else:
        yield place.owner


class _Reader:
    """Walks recorded values along the document."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.operations = [(_pattern(op.path), op) for op in Index(document).operations]

    def places(self, interaction: Interaction) -> set[str]:
        """Every named place that the interaction holds."""
        path, _, query = interaction.url.partition("?")
        found: set[str] = set()
        for pattern, operation in self.operations:
            if operation.http == interaction.method.upper() and pattern.search(path):
                found |= {operation.id, f"{operation.id} {interaction.status}"}
                found |= {f"{operation.id}?{name}" for name in re.findall(r"(?:^|&)([^=&]+)=", query)}
                for schema, value in self._values(operation, interaction):
                    self._walk(schema, value, "", found)
                break
        return found

    def _values(self, operation: Operation, interaction: Interaction) -> Iterator[tuple[Json, Json]]:
        if operation.body_kind == "json" and operation.body_schema:
            yield from ((operation.body_schema, value) for value in _json(interaction.sent))
        body = interaction.received or ""
        if operation.events and re.match(r"\s*(event|data|:)", body):
            event = {"$ref": f"{S.PREFIX}{operation.events}"}
            yield from (
                (event, value) for line in re.findall(r"^data: ?(.*)$", body, re.MULTILINE) for value in _json(line)
            )
        elif interaction.status < 300 and operation.kind == "lines" and operation.result:
            line = {"$ref": f"{S.PREFIX}{operation.result}"}
            yield from ((line, value) for text in body.splitlines() for value in _json(text))
        else:
            responses = operation.raw["responses"]
            response = S.resolve(
                self.document, responses.get(str(interaction.status)) or responses.get("default") or {}
            )
            for kind, medium in response.get("content", {}).items():
                if "json" in kind:
                    yield from ((medium.get("schema", {}), value) for value in _json(body))

    def _walk(self, schema: Json, value: Json, owner: str, found: set[str]) -> None:
        schema, _ = S.without_null(schema)
        name = S.ref_name(schema)
        if name is not None:
            found.add(name)
            self._walk(self.document["components"]["schemas"].get(name, {}), value, name, found)
        elif "discriminator" in schema:
            tag = S.string(value, schema["discriminator"]["propertyName"])
            member = S.mapping(schema["discriminator"], "mapping").get(str(tag))
            if member:
                found.add(f"{owner}({tag})")
                self._walk({"$ref": member}, value, owner, found)
        elif schema.get("anyOf"):
            for part in schema["anyOf"]:
                if _fits(S.resolve(self.document, part), value):
                    self._walk(part, value, owner, found)
        elif S.is_object(value):
            for key, sub in S.mapping(schema, "properties").items():
                if key in value:
                    found.add(f"{owner}.{key}")
                    self._walk(sub, value[key], f"{owner}.{key}", found)
        elif S.is_array(value):
            for item in value:
                self._walk(schema.get("items", {}), item, f"{owner}[]", found)
        elif schema.get("enum") or "const" in schema:
            found.add(f"{owner}={value}")


def _fits(schema: Json, value: Json) -> bool:
    kinds: dict[str, Any] = {
        "array": list,
        "object": dict,
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
    }
    expected = kinds.get(str(schema.get("type")))
    return expected is None or isinstance(value, expected)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$")


def _json(text: str | None) -> Iterator[Json]:
    try:
        yield json.loads(text or "")
    except ValueError:
        return


def read(folders: list[Path]) -> list[Interaction]:
    """Every interaction in the cassettes (`*.yaml`) and records (`*.jsonl`, `*.jsonl.gz`) below these folders."""
    return [
        interaction for folder in folders for path in sorted(folder.rglob("*")) for interaction in _file(folder, path)
    ]


def _file(folder: Path, path: Path) -> Iterator[Interaction]:
    name = path.relative_to(folder).as_posix()
    if path.suffix in (".yaml", ".yml"):
        yield from _cassette(name, path)
    elif path.name.endswith((".jsonl", ".jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                request, response = record["request"], record["response"]
                yield Interaction(
                    name,
                    request["method"],
                    request["url"],
                    response["status"] or 200,
                    request["body"],
                    response["body"],
                )


def _cassette(name: str, path: Path) -> Iterator[Interaction]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: Json = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader, in C where there is one
    for item in S.sequence(content, "interactions"):
        request, response = item["request"], item["response"]
        sent, received = _text(request.get("body")), _text(S.mapping(response, "body").get("string"))
        yield Interaction(name, request["method"], request["uri"], response["status"]["code"], sent, received)


def _text(body: Json) -> str | None:
    return body.decode(errors="replace") if isinstance(body, bytes) else body
