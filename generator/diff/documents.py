"""Two bundled documents, side by side: operations, parameters, bodies, answers, and the document as a whole."""

from __future__ import annotations

import re
from typing import Any

from generator import schemas as S

from .changes import Change, Place, ordered
from .rules import Direction
from .schemas import DOC_KEYS, SchemaDiff, renames

Json = Any
#: Keys of an operation that the functions below compare.
_OPERATION = frozenset(
    [
        "operationId",
        "x-sdk",
        "parameters",
        "requestBody",
        "responses",
        "deprecated",
        "security",
        "x-beta",
        "x-beta-view",
        "x-pagination",
        "x-stream",
        "x-max-request-bytes",
        "x-retry-safe",
    ]
)
_PARAMETER = frozenset(
    ["name", "in", "required", "schema", "style", "explode", "allowReserved", "deprecated", "x-beta"]
)


def compare(base: Json, head: Json) -> tuple[Change, ...]:
    """Everything that differs between two bundled documents, the worst first. Equal documents give nothing."""
    return ordered(_DocumentDiff(base, head, changed_refs(base, head)).run()) if base != head else ()


def refused(base: Json, head: Json, operation: str, differing: frozenset[str]) -> list[str]:
    """Places of the request body of one operation that the base describes and the head refuses; see `changed_refs`."""
    places: dict[str, None] = {}
    for change in _DocumentDiff(_only(base, operation), _only(head, operation), differing).run():
        if change.place.direction is not Direction.REQUEST:
            continue
        path = change.place.path
        if change.rule.id == "field-removed":
            places[path] = None
        elif change.rule.id == "union-member-removed":
            places[f"{path}({change.before})"] = None
        elif change.rule.id == "limit-tightened" and change.after == "maxItems 0":
            places[f"{path}[]"] = None
    return list(places)


def _only(document: Json, operation: str) -> Json:
    paths = {path: {method: raw} for path, method, _, raw in S.operations(document) if raw["operationId"] == operation}
    return {**document, "paths": paths}


def changed_refs(base: Json, head: Json) -> frozenset[str]:
    """References to components that differ, or that lead to one that does."""
    before, after = _components(base), _components(head)
    differ = {ref for ref in {*before, *after} if before.get(ref) != after.get(ref)}
    users: dict[str, set[str]] = {}
    for ref, content in [*before.items(), *((ref, after[ref]) for ref in differ if ref in after)]:
        for used in S.references(content):
            users.setdefault(used, set()).add(ref)
    waiting = [*differ]
    while waiting:
        fresh = users.get(waiting.pop(), set()) - differ
        differ |= fresh
        waiting += fresh
    return frozenset(differ)


def _components(document: Json) -> dict[str, Json]:
    sections = document.get("components", {}).items()
    return {f"#/components/{section}/{name}": value for section, parts in sections for name, value in parts.items()}


class _DocumentDiff:
    def __init__(self, base: Json, head: Json, differing: frozenset[str]) -> None:
        self.base, self.head = base, head
        self.schemas = SchemaDiff(base, head, differing)
        self.add = self.schemas.add

    def run(self) -> list[Change]:
        self._root()
        self._operations()
        self._webhooks()
        return self.schemas.found

    # The document as a whole

    def _root(self) -> None:
        at = Place()
        for key in sorted({*self.base, *self.head} - {"paths", "webhooks", "components", "servers", "security"}):
            if self.base.get(key) != self.head.get(key):
                known = key in DOC_KEYS or key in ("info", "tags")
                self.add(
                    "documentation" if known else "unclassified",
                    at.step(f".{key}"),
                    self.base.get(key),
                    self.head.get(key),
                )
        self._list(
            "server", [s["url"] for s in self.base.get("servers", [])], [s["url"] for s in self.head.get("servers", [])]
        )
        self._list("credential", _credentials(self.base, self.base), _credentials(self.head, self.head))
        schemes = (document.get("components", {}).get("securitySchemes", {}) for document in (self.base, self.head))
        old, new = schemes
        for name in sorted(old.keys() & new.keys()):
            before, after = ({k: v for k, v in scheme[name].items() if k not in DOC_KEYS} for scheme in (old, new))
            if before != after:
                self.add("credential-changed", at.step(f".{name}"), before, after)
            elif old[name] != new[name]:
                self.add("documentation", at.step(f".{name}"), old[name], new[name])

    def _list(self, thing: str, before: list[str], after: list[str]) -> None:
        for value in before:
            if value not in after:
                self.add(f"{thing}-removed", Place(), value)
        for value in after:
            if value not in before:
                self.add(f"{thing}-added", Place(), None, value)

    # Operations

    def _operations(self) -> None:
        """Operations are the same if method and path are, whatever their parameters are called; else if their names are."""
        old, new = _by_place(self.base), _by_place(self.head)
        pairs = {key: key for key in old if key in new}
        for key in old.keys() - pairs.keys():
            name = old[key][2].get("operationId")
            for other in new:
                if other not in old and new[other][2].get("operationId") == name:
                    pairs[key] = other
        for key in old:
            if key not in pairs:
                self.add("operation-removed", _place(old[key][2]))
        for key in [key for key in new if key not in pairs.values()]:
            self.add("operation-added", _place(new[key][2]))
        for key, other in sorted(pairs.items(), key=lambda pair: [*old].index(pair[0])):
            if key != other:
                self.add("operation-moved", _place(new[other][2]), " ".join(key), " ".join(other))
            self._operation(old[key], new[other])

    def _operation(self, old: tuple[str, Json, Json], new: tuple[str, Json, Json]) -> None:
        (path, item, before), (new_path, new_item, after) = old, new
        if (path, item, before) == (new_path, new_item, after) and not self._touched(item):
            return
        at = _place(after)
        for key in sorted({*before, *after} - _OPERATION):
            if before.get(key) != after.get(key):
                self.add(
                    "documentation" if key in DOC_KEYS else "unclassified",
                    at.step(f".{key}"),
                    before.get(key),
                    after.get(key),
                )
        self._names(before, after, at)
        self._extensions(before, after, at)
        for one, other in zip(re.findall(r"\{(\w+)\}", path), re.findall(r"\{(\w+)\}", new_path), strict=False):
            if one != other:
                self.add("path-parameter-renamed", at.step(f".{other}"), one, other)
        if bool(before.get("deprecated")) != bool(after.get("deprecated")):
            self.add("operation-deprecated" if after.get("deprecated") else "operation-undeprecated", at)
        if before.get("security") != after.get("security"):
            self._list("credential", _credentials(self.base, before), _credentials(self.head, after))
        self._parameters(S.parameters(self.base, item, before), S.parameters(self.head, new_item, after), at)
        self._body(
            S.resolve(self.base, before.get("requestBody", {})), S.resolve(self.head, after.get("requestBody", {})), at
        )
        self._responses(before.get("responses", {}), after.get("responses", {}), at)

    def _webhooks(self) -> None:
        """A webhook is the other direction: what its body holds arrives, as that of a response does."""
        old, new = ({name: hook for name, _, hook in S.webhooks(side)} for side in (self.base, self.head))
        for name in sorted({*old, *new}):
            if name not in old or name not in new:
                self.add(
                    "webhook-added" if name in new else "webhook-removed", _event(name, new.get(name) or old[name])
                )
                continue
            before, after, at = old[name], new[name], _event(name, new[name])
            for key in sorted({*before, *after} - {"requestBody"}):
                if before.get(key) != after.get(key):
                    known = key in DOC_KEYS
                    self.add(
                        "documentation" if known else "webhook-changed",
                        at.step(f".{key}"),
                        before.get(key),
                        after.get(key),
                    )
            bodies = (
                S.resolve(d, hook.get("requestBody", {})) for d, hook in ((self.base, before), (self.head, after))
            )
            body, other = bodies
            if body.get("description") != other.get("description"):
                self.add("documentation", at, body.get("description"), other.get("description"))
            self._media(body.get("content", {}), other.get("content", {}), Place(at.operation, Direction.RESPONSE))

    def _touched(self, node: Json) -> bool:
        return any(ref in self.schemas.changed_refs for ref in S.references(node))

    def _names(self, before: Json, after: Json, at: Place) -> None:
        old, new = dict(before.get("x-sdk") or {}), dict(after.get("x-sdk") or {})
        names = [
            (op.get("operationId"), sdk.pop("resource", None), sdk.pop("method", None))
            for op, sdk in ((before, old), (after, new))
        ]
        if names[0] != names[1]:
            self.add("operation-renamed", at, before.get("operationId"), after.get("operationId"))
        if old != new:
            self.add("naming-changed", at, old or None, new or None)

    def _extensions(self, before: Json, after: Json, at: Place) -> None:
        self.schemas.beta(before.get("x-beta"), after.get("x-beta"), at)
        for key, thing in (("x-pagination", "pagination"), ("x-stream", "streaming")):
            old, new = before.get(key), after.get(key)
            if S.is_object(old) and S.is_object(new) and old.get("examples") != new.get("examples"):
                self.add("documentation", at.step(f".{key}"))
                old, new = (_without(side, "examples") for side in (old, new))
            if old != new:
                self.add(f"{thing}-{'removed' if not new else 'changed' if old else 'added'}", at, old, new)
        old, new = before.get("x-max-request-bytes"), after.get("x-max-request-bytes")
        if old != new:
            lower = new is not None and (old is None or new < old)
            self.add("request-size-lowered" if lower else "request-size-raised", at, old, new)
        for key, rule in (("x-retry-safe", "retry-safety-changed"), ("x-beta-view", "beta-view-changed")):
            if before.get(key) != after.get(key):
                self.add(rule, at, before.get(key), after.get(key))

    # Requests

    def _parameters(self, before: list[Json], after: list[Json], at: Place) -> None:
        at = Place(at.operation, Direction.REQUEST)
        old = {(p["in"], p["name"]): p for p in before if p["in"] != "path"}
        new = {(p["in"], p["name"]): p for p in after if p["in"] != "path"}
        gone, come = {k: p for k, p in old.items() if k not in new}, {k: p for k, p in new.items() if k not in old}
        for key in sorted(gone):
            name = key[1]
            moved = next((other for other in come if other[1] == name), None)
            near = {k: p for k, p in come.items() if k[0] == key[0]}
            renamed = renames({name: _typed(gone[key])}, {k[1]: _typed(p) for k, p in near.items()}).get(name)
            place = at.step(f".{name}")
            if moved:
                self.add("parameter-moved", place, key[0], moved[0])
                self._parameter(old[key], come.pop(moved), place)
            elif renamed:
                self.add("parameter-renamed", place, name, renamed)
                self._parameter(old[key], come.pop((key[0], renamed)), place)
            else:
                self.add("parameter-removed", place, key[0])
        for _, name in sorted(come):
            parameter = next(p for key, p in come.items() if key[1] == name)
            self.add(
                "required-parameter-added" if parameter.get("required") else "parameter-added",
                at.step(f".{name}"),
                None,
                parameter["in"],
            )
        for key in sorted(old.keys() & new.keys()):
            self._parameter(old[key], new[key], at.step(f".{key[1]}"))
        paths = [[p for p in side if p["in"] == "path"] for side in (before, after)]
        for one, other in zip(*paths, strict=False):
            self._parameter(one, other, at.step(f".{other['name']}"))

    def _parameter(self, before: Json, after: Json, at: Place) -> None:
        self.schemas.annotations(_rest(before, _PARAMETER), _rest(after, _PARAMETER), at)
        if bool(before.get("required")) != bool(after.get("required")):
            self.add("parameter-became-required" if after.get("required") else "parameter-became-optional", at)
        style = [
            {key: p[key] for key in ("style", "explode", "allowReserved") if key in p} or "default"
            for p in (before, after)
        ]
        if style[0] != style[1]:
            self.add("parameter-style-changed", at, *style)
        self.schemas.roots(before.get("schema", {}), after.get("schema", {}), at)

    def _body(self, before: Json, after: Json, at: Place) -> None:
        at = Place(at.operation, Direction.REQUEST)
        if bool(before) != bool(after):
            self.add("body-removed" if before else "required-body-added" if after.get("required") else "body-added", at)
            return
        if bool(before.get("required")) != bool(after.get("required")):
            self.add("body-became-required" if after.get("required") else "body-became-optional", at)
        if before.get("description") != after.get("description"):
            self.add("documentation", at, before.get("description"), after.get("description"))
        self._media(before.get("content", {}), after.get("content", {}), at)

    # Answers

    def _responses(self, before: Json, after: Json, at: Place) -> None:
        at = Place(at.operation, Direction.RESPONSE)
        for status in sorted({*before, *after}):
            kind = "success" if status.startswith("2") else "error"
            if status not in before or status not in after:
                there, now = status in before, status in after
                self.add(
                    f"{kind}-status-{'added' if now else 'removed'}",
                    at,
                    status if there else None,
                    status if now else None,
                )
                continue
            place = at if kind == "success" else at.step(f"({status})")
            old, new = S.resolve(self.base, before[status]), S.resolve(self.head, after[status])
            if old == new and not self._touched(old):
                continue
            if old.get("description") != new.get("description"):
                self.add("documentation", place, old.get("description"), new.get("description"))
            self._headers(old.get("headers", {}), new.get("headers", {}), place)
            self._media(old.get("content", {}), new.get("content", {}), place)

    def _headers(self, before: Json, after: Json, at: Place) -> None:
        for name in sorted({*before, *after}):
            place = Place(at.operation, at.direction, path=f"header {name}", inside=f"header {name}", typed=False)
            if name not in after or name not in before:
                self.add("response-header-added" if name in after else "response-header-removed", place)
                continue
            old, new = S.resolve(self.base, before[name]), S.resolve(self.head, after[name])
            self.schemas.annotations(_rest(old, _PARAMETER), _rest(new, _PARAMETER), place)
            if bool(old.get("required")) != bool(new.get("required")):
                self.add("field-became-required" if new.get("required") else "field-became-optional", place)
            self.schemas.roots(old.get("schema", {}), new.get("schema", {}), place)

    def _media(self, before: Json, after: Json, at: Place) -> None:
        for kind in sorted({*before, *after}):
            if kind not in after or kind not in before:
                self.add(
                    "media-type-added" if kind in after else "media-type-removed",
                    at,
                    kind if kind in before else None,
                    kind if kind in after else None,
                )
                continue
            old, new = before[kind], after[kind]
            for key in sorted({*old, *new} - {"schema"}):
                if old.get(key) != new.get(key):
                    self.add("documentation" if key in DOC_KEYS else "unclassified", at, old.get(key), new.get(key))
            self.schemas.roots(old.get("schema", {}), new.get("schema", {}), at)


def _by_place(document: Json) -> dict[tuple[str, str], tuple[str, Json, Json]]:
    """(method, path with unnamed parameters) → path, path item and operation."""
    found = S.operations(document)
    return {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path)): (path, item, operation)
        for path, method, item, operation in found
    }


def _place(operation: Json) -> Place:
    return Place(str(operation.get("operationId")))


def _event(name: str, webhook: Json) -> Place:
    return Place(str(webhook.get("operationId") or f"webhooks.{name}"))


def _credentials(document: Json, node: Json) -> list[str]:
    """The ways to authenticate, each as the names of its schemes."""
    requirements = node.get("security", document.get("security", []))
    return [" and ".join(sorted(requirement)) or "nothing" for requirement in requirements]


def _rest(parameter: Json, known: frozenset[str]) -> Json:
    """What stands beside the schema: words, betas, deprecation; and what nobody compares."""
    return {key: value for key, value in parameter.items() if key not in known or key in ("deprecated", "x-beta")}


def _without(node: Json, key: str) -> Json:
    return {name: value for name, value in node.items() if name != key}


def _typed(parameter: Json) -> tuple[Json, bool]:
    return parameter.get("schema", {}), bool(parameter.get("required"))
