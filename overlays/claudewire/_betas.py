"""Which beta header values a call needs: one ordered union, in which nothing is lost and nothing comes twice.

The values come from what the operation needs, from the fields that the body uses, from the client and from the call; what the call
asks to leave out is left out. `nodes` is the generated table `claudewire_api.betas.NODES`; see there for its form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, cast

Nodes: TypeAlias = Mapping[str, tuple[Any, ...]]

#: `type`, for type checkers: what comes from a caller's body stays Any.
_kind: Callable[[Any], Any] = type
_LISTS: Final = frozenset({list, tuple})


def field_betas(root: str, body: Any, nodes: Nodes) -> list[str]:
    """The values that the fields of a body need, in the order in which they are met."""
    found: dict[str, None] = {}
    _visit(nodes[root], body, nodes, found)
    return list(found)


def union(*groups: Iterable[str], without: Iterable[str] = ()) -> tuple[str, ...]:
    """All values in order of first appearance. A value may itself be a comma-separated list, as in the header."""
    values: dict[str, None] = {}
    for group in groups:
        for value in group:
            if "," in value or " " in value:
                values.update((part, None) for piece in value.split(",") if (part := piece.strip()))
            elif value:
                values[value] = None
    for value in without:
        values.pop(value.strip(), None)
    return tuple(values)


def _visit(node: tuple[Any, ...], value: Any, nodes: Nodes, found: dict[str, None]) -> None:
    if _kind(value) in _LISTS:
        for item in value:
            _visit(node, item, nodes, found)
        return
    kind = node[0]
    if kind == "object":
        _visit_fields(node[1], value, nodes, found)
    elif kind == "union":
        _visit_member(node, value, nodes, found)
    elif type(value) is str and (beta := node[1].get(value)) is not None:
        found[beta] = None


def _visit_fields(fields: Mapping[str, Any], value: Any, nodes: Nodes, found: dict[str, None]) -> None:
    kind = _kind(value)
    if kind is dict:
        # Bodies have few keys and objects may have many fields that matter: walk the shorter side.
        for name in value if len(value) < len(fields) else fields:
            entry = fields.get(name)
            if entry is not None and (item := value.get(name)) is not None:
                _take(entry, item, nodes, found)
    elif value is not None and kind is not str:
        for name, entry in fields.items():
            if (item := _read(value, name)) is not None:
                _take(entry, item, nodes, found)


def _visit_member(node: tuple[Any, ...], value: Any, nodes: Nodes, found: dict[str, None]) -> None:
    if value is None or type(value) is str:
        return
    _, tag, members, default = node
    which = value.get(tag) if _kind(value) is dict else _read(value, tag)
    entry = members.get(which) if type(which) is str else None
    if entry is not None:
        _take(entry, value, nodes, found)
    elif which is None and default is not None:
        _visit(nodes[default], value, nodes, found)


def _take(entry: tuple[str | None, str | None], value: Any, nodes: Nodes, found: dict[str, None]) -> None:
    beta, child = entry
    if beta is not None:
        found[beta] = None
    if child is not None:
        _visit(nodes[child], value, nodes, found)


def _read(value: Any, name: str) -> Any:
    """A field of a mapping or of a model, by its name on the wire."""
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value).get(name)
    renamed: Mapping[str, str] = getattr(value, "RENAMED", {})
    return getattr(value, renamed.get(name, name), None)
