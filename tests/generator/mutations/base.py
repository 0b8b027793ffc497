"""What an edit of the document is: where one can be made, what it must be called, and the classes of edits."""

from __future__ import annotations

import marshal
import random
from collections.abc import Callable, Iterator

from attrs import frozen

from generator import schemas as S

NONE, COMPATIBLE, BREAKING = "none", "compatible", "breaking"
PATCH, MINOR, MAJOR = "patch", "minor", "major"
LEVELS = (NONE, COMPATIBLE, BREAKING)
BUMPS = (NONE, PATCH, MINOR, MAJOR)
Edit = Callable[[dict], None]


@frozen
class Mutation:
    name: str
    rule: str
    wire: str
    sdk: str
    edit: Edit
    #: Where the change must be reported; None where it concerns no schema.
    owner: str | None = None

    def applied(self, packed: bytes) -> dict:
        """A copy of the marshalled document, with this edit."""
        document = marshal.loads(packed)
        self.edit(document)
        return document


class Sites:
    """Where the document can be edited."""

    def __init__(self, document: dict) -> None:
        self.document = document
        self.schemas = document["components"]["schemas"]
        self.sent = S.reachable(document, S.request_roots(document))
        self.received = S.reachable(document, S.response_roots(document))
        self.operations = [(path, method) for path, method, _, _ in S.operations(document)]

    def directions(self, schema: str) -> list[str]:
        return [name for name, names in (("request", self.sent), ("response", self.received)) if schema in names]

    def objects(self) -> Iterator[str]:
        yield from (name for name, schema in self.schemas.items() if schema.get("properties") and self.directions(name))

    def tags(self) -> set[tuple[str, str]]:
        """Schemas and fields that a union is told apart by."""
        found = set()
        for schema in self.schemas.values():
            if "discriminator" in schema:
                refs = schema["discriminator"]["mapping"].values()
                found |= {(ref.rpartition("/")[2], schema["discriminator"]["propertyName"]) for ref in refs}
        return found

    def fields(self) -> Iterator[tuple[str, str, dict, bool]]:
        """Schema, field, its schema, whether it is required; without the tags of unions."""
        tags = self.tags()
        for name in self.objects():
            for field, schema in self.schemas[name]["properties"].items():
                if (name, field) not in tags:
                    yield name, field, schema, field in self.schemas[name].get("required", [])


def field_of(document: dict, schema: str, field: str) -> dict:
    return document["components"]["schemas"][schema]["properties"][field]


def everything(document: dict, count: int) -> list[Mutation]:
    """`count` mutations, all classes in turn, the same ones every time."""
    sites = Sites(document)
    pools = []
    for name, found in CLASSES.items():
        pool = list(found(sites))
        assert pool, f"nothing in the document can be edited by {name}"
        random.Random(name).shuffle(pool)
        pools.append([(name, *made) for made in pool])
    out: list[Mutation] = []
    for turn in range(max(map(len, pools))):
        for pool in pools:
            if turn < len(pool) and len(out) < count:
                name, site, rule, impact, edit, owner = pool[turn]
                out.append(Mutation(f"{name}: {site}", rule, *impact, edit, owner))
    return out


def worst(sites: Sites, schema: str, request: tuple[str, str], response: tuple[str, str]) -> tuple[str, str]:
    """The impact on a schema that may travel both ways."""
    impacts = [{"request": request, "response": response}[direction] for direction in sites.directions(schema)]
    return max((i[0] for i in impacts), key=LEVELS.index), max((i[1] for i in impacts), key=BUMPS.index)


CLASSES: dict[str, Callable[[Sites], Iterator[tuple]]] = {}


def edit_class(function):
    CLASSES[function.__name__.replace("_", " ")] = function
    return function


def put(path: tuple, value) -> Edit:
    def edit(document: dict) -> None:
        node = document
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = value

    return edit


def schema_path(name: str, *path) -> tuple:
    return ("components", "schemas", name, *path)
