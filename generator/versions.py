"""API versions as data: an OpenAPI Overlay turns the bundled document into that of another version.

Overlay 1.1 (`update`, `remove`, `copy`) with the part of JSONPath that it needs: names, `[*]`, filters by `==` and `!=`. An action without
a reason, or one that changes nothing, is an error, so an overlay can not outlive what it was written for.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from . import load
from . import schemas as S
from .load import Bundle
from .problems import Problem, SpecError

Json = Any
FOLDER = "versions"
SUFFIX = ".overlay.yaml"
_STEP = re.compile(
    r"""\.(?P<name>[\w-]+) | \[(?P<quote>['"])(?P<quoted>.*?)(?P=quote)\] | (?P<every>\[\*\]|\.\*)
      | \[\?\s*@(?P<field>[\w.-]*|\['[^']*'\])\s*(?P<is>[=!]=)\s*(?P<value>'[^']*'|"[^"]*"|[\w.-]+)\s*\]""",
    re.VERBOSE,
)


@frozen
class Place:
    """A node of the document, by what holds it."""

    parent: Json
    key: Any

    @property
    def value(self) -> Json:
        return self.parent[self.key]


def find(document: Json, path: str) -> list[Place]:
    """The places that a JSONPath leads to.

    Raises:
        ValueError: it uses more of JSONPath than an overlay here may.
    """
    if not path.startswith("$"):
        raise ValueError(f"the target {path!r} does not start with $")
    places, position = [Place({"$": document}, "$")], 1
    while position < len(path):
        step = _STEP.match(path, position)
        if not step:
            raise ValueError(f"the target {path!r} is not understood from {path[position:]!r} on")
        places = [found for place in places for found in _step(place.value, step)]
        position = step.end()
    return places


def _step(node: Json, step: re.Match[str]) -> Iterator[Place]:
    name = step["name"] or step["quoted"]
    if name is not None:
        if S.is_object(node) and name in node:
            yield Place(node, name)
        return
    entries = list(node.items()) if S.is_object(node) else list(enumerate(node)) if S.is_array(node) else []
    for key, value in entries:
        if step["every"] or _equal(value, step["field"], step["value"]) == (step["is"] == "=="):
            yield Place(node, key)


def _equal(node: Json, field: str, value: str) -> bool:
    for part in [field[2:-2]] if field.startswith("[") else field.split(".")[1:]:
        node = node.get(part) if S.is_object(node) else None
    return bool(node == (value[1:-1] if value[0] in "'\"" else json.loads(value)))


def merge(target: Json, update: Json) -> Json:
    """Objects merge, arrays grow, all else is replaced: the standard's recursion."""
    if S.is_object(target) and S.is_object(update):
        merged = {key: merge(target[key], value) if key in target else value for key, value in update.items()}
        return {**target, **merged}
    if S.is_array(target):
        return [*target, *(update if S.is_array(update) else [update])]
    return update


def names(spec: Path) -> list[str]:
    """The API versions that overlays describe, the oldest first."""
    return sorted(path.name.removesuffix(SUFFIX) for path in (spec / FOLDER).glob(f"*{SUFFIX}"))


def unsupported_fields(spec: Path, base: Bundle) -> dict[str, dict[str, tuple[str, ...]]]:
    """API version → operation → places of its request body that the version refuses and the document describes."""
    overlays = {name: spec / FOLDER / f"{name}{SUFFIX}" for name in names(spec)}
    return {name: dict(_unsupported(base.document, apply(file, base).document)) for name, file in overlays.items()}


def _unsupported(base: Json, head: Json) -> Iterator[tuple[str, tuple[str, ...]]]:
    from .diff.documents import changed_refs, refused  # the comparison reads overlays, too

    differing = changed_refs(base, head)
    for _, _, _, operation in S.operations(base):
        places = tuple(refused(base, head, operation["operationId"], differing))
        if places:
            yield operation["operationId"], places


def apply(file: Path, base: Bundle) -> Bundle:
    """The document of another version, without the schemas that only this one has.

    Raises:
        SpecError: the overlay is not one, or one of its actions has no reason or no effect.
    """
    name = f"{FOLDER}/{file.name}"
    source = load.read_yaml(name, file.read_text(encoding="utf-8"))
    overlay = source.content
    if not str(S.string(overlay, "overlay")).startswith("1."):
        raise SpecError([Problem(name, 1, "is not an OpenAPI Overlay: `overlay: 1.0.0` is missing")])
    document = copy.deepcopy(base.document)
    problems: list[Problem] = []
    for number, action in enumerate(S.sequence(overlay, "actions")):
        line = source.line(("actions", str(number)))
        try:
            if not action.get("description"):
                raise ValueError("the action has no description: say why")
            _act(document, action)
        except ValueError as error:
            problems.append(Problem(name, line, str(error)))
    known = {f"{S.PREFIX}{schema}" for schema in S.named_schemas(document)}
    wanted = {ref for ref in S.references(document) if ref.startswith(S.PREFIX)}
    problems += [Problem(name, 1, f"the reference {ref!r} leads nowhere") for ref in sorted(wanted - known)]
    if problems:
        raise SpecError(problems)
    return evolve(base, document=_pruned(document))


def _act(document: Json, action: Json) -> None:
    target = str(action.get("target", ""))
    places = find(document, target)
    if not places:
        raise ValueError(f"the target {target!r} is not in the document: the action does nothing")
    changed = False
    for place in reversed(places):
        if action.get("remove"):
            del place.parent[place.key]
            changed = True
        else:
            merged = merge(place.value, copy.deepcopy(_added(document, action)))
            changed = changed or merged != place.value
            place.parent[place.key] = merged
    if not changed:
        raise ValueError(f"the document is already as the action for {target!r} wants it")


def _added(document: Json, action: Json) -> Json:
    """What the action brings: its own value, or a copy of what stands elsewhere."""
    if "copy" not in action:
        if "update" not in action:
            raise ValueError("the action neither updates, removes nor copies")
        return action["update"]
    sources = find(document, str(action["copy"]))
    if len(sources) != 1:
        raise ValueError(f"the path {action['copy']!r} leads to {len(sources)} places, not one")
    return sources[0].value


def _pruned(document: Json) -> Json:
    """Without the schemas that nothing reaches any more."""
    roots = S.request_roots(document) + S.response_roots(document)
    used = S.reachable(document, roots)
    schemas = {name: schema for name, schema in sorted(document["components"]["schemas"].items()) if name in used}
    return {**document, "components": {**document["components"], "schemas": schemas}}
