"""Computes the values of the `anthropic-beta` header: an ordered list without duplicates.

Values come from the operation, from the fields that the body uses, from the client and from the call; `without` removes some. `nodes`
is the generated table `claudewire_api.betas.NODES`, which describes its form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, cast

Nodes: TypeAlias = Mapping[str, tuple[Any, ...]]
#: The beta header value that a field needs, and the node of its value.
_Step: TypeAlias = tuple[str | None, str | None]

#: `type` for type checkers: a value from a caller's body stays Any.
_type: Callable[[Any], Any] = type
_LISTS: Final = frozenset({list, tuple})


def betas_of_fields(root: str, body: Any, nodes: Nodes) -> list[str]:
    """Return the values that the fields of a body need, in order of appearance."""
    betas: dict[str, None] = {}
    _visit((None, root), body, nodes, betas)
    return list(betas)


def merge(*groups: Iterable[str], without: Iterable[str] = ()) -> tuple[str, ...]:
    """Return all values in order of first appearance. A value may be a comma-separated list, as in the header."""
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


def _visit(step: _Step, value: Any, nodes: Nodes, betas: dict[str, None]) -> None:
    beta, child = step
    if beta is not None:
        betas[beta] = None
    if child is not None:
        node = nodes[child]
        _VISITORS[node[0]](node, value if _type(value) in _LISTS else (value,), nodes, betas)


def _visit_objects(node: tuple[Any, ...], values: Iterable[Any], nodes: Nodes, betas: dict[str, None]) -> None:
    fields: Mapping[str, _Step] = node[1]
    for value in values:
        kind = _type(value)
        if kind is dict:
            # A body has few keys, and an object may have many fields with betas: iterate over the shorter one.
            for name in value if len(value) < len(fields) else fields:
                step = fields.get(name)
                if step is not None and (item := value.get(name)) is not None:
                    _visit(step, item, nodes, betas)
        elif kind in _LISTS:
            _visit_objects(node, value, nodes, betas)
        elif value is not None and kind is not str:
            for name, step in fields.items():
                if (item := _field(value, name)) is not None:
                    _visit(step, item, nodes, betas)


def _visit_union(node: tuple[Any, ...], values: Iterable[Any], nodes: Nodes, betas: dict[str, None]) -> None:
    _, tag, members, default = node
    for value in values:
        kind = _type(value)
        if kind in _LISTS:
            _visit_union(node, value, nodes, betas)
        elif value is not None and kind is not str:
            which = value.get(tag) if kind is dict else _field(value, tag)
            step = members.get(which) if type(which) is str else None
            if step is not None:
                _visit(step, value, nodes, betas)
            elif which is None and default is not None:
                _visit((None, default), value, nodes, betas)


def _visit_values(node: tuple[Any, ...], values: Iterable[Any], nodes: Nodes, betas: dict[str, None]) -> None:
    for value in values:
        if _type(value) in _LISTS:
            _visit_values(node, value, nodes, betas)
        elif type(value) is str and (beta := node[1].get(value)) is not None:
            betas[beta] = None


_VISITORS: Final = {"object": _visit_objects, "union": _visit_union, "values": _visit_values}


def _field(value: Any, name: str) -> Any:
    """Return a field of a mapping or of a model, by its name in JSON; None if it is missing."""
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value).get(name)
    renamed: Mapping[str, str] = getattr(value, "_RENAMED", {})
    return getattr(value, renamed.get(name, name), None)
