"""Which beta header values a call needs: one ordered union, in which nothing is lost and nothing comes twice.

The values come from what the operation needs, from the fields that the body uses, from the client and from the call; what the call
asks to leave out is left out. `nodes` is the generated table `claudewire_api.betas.NODES`; see there for its form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, cast

Nodes: TypeAlias = Mapping[str, tuple[Any, ...]]
#: The beta header value that something needs, and the node of what is inside.
_Step: TypeAlias = tuple[str | None, str | None]

#: `type`, for type checkers: what comes from a caller's body stays Any.
_kind: Callable[[Any], Any] = type
_LISTS: Final = frozenset({list, tuple})


def field_betas(root: str, body: Any, nodes: Nodes) -> list[str]:
    """The values that the fields of a body need, in the order in which they are met."""
    found: dict[str, None] = {}
    _take((None, root), body, nodes, found)
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


def _take(step: _Step, value: Any, nodes: Nodes, found: dict[str, None]) -> None:
    beta, child = step
    if beta is not None:
        found[beta] = None
    if child is not None:
        node = nodes[child]
        _VISITS[node[0]](node, value if _kind(value) in _LISTS else (value,), nodes, found)


def _objects(node: tuple[Any, ...], values: Iterable[Any], nodes: Nodes, found: dict[str, None]) -> None:
    fields: Mapping[str, _Step] = node[1]
    for value in values:
        kind = _kind(value)
        if kind is dict:
            # Bodies have few keys and objects may have many fields that matter: walk the shorter side.
            for name in value if len(value) < len(fields) else fields:
                step = fields.get(name)
                if step is not None and (item := value.get(name)) is not None:
                    _take(step, item, nodes, found)
        elif kind in _LISTS:
            _objects(node, value, nodes, found)
        elif value is not None and kind is not str:
            for name, step in fields.items():
                if (item := _read(value, name)) is not None:
                    _take(step, item, nodes, found)


def _members(node: tuple[Any, ...], values: Iterable[Any], nodes: Nodes, found: dict[str, None]) -> None:
    _, tag, members, default = node
    for value in values:
        kind = _kind(value)
        if kind in _LISTS:
            _members(node, value, nodes, found)
        elif value is not None and kind is not str:
            which = value.get(tag) if kind is dict else _read(value, tag)
            step = members.get(which) if type(which) is str else None
            if step is not None:
                _take(step, value, nodes, found)
            elif which is None and default is not None:
                _take((None, default), value, nodes, found)


def _literals(node: tuple[Any, ...], values: Iterable[Any], nodes: Nodes, found: dict[str, None]) -> None:
    for value in values:
        if _kind(value) in _LISTS:
            _literals(node, value, nodes, found)
        elif type(value) is str and (beta := node[1].get(value)) is not None:
            found[beta] = None


_VISITS: Final = {"object": _objects, "union": _members, "values": _literals}


def _read(value: Any, name: str) -> Any:
    """A field of a mapping or of a model, by its name on the wire."""
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value).get(name)
    renamed: Mapping[str, str] = getattr(value, "RENAMED", {})
    return getattr(value, renamed.get(name, name), None)
