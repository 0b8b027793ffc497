"""Whether a model fits the document: what `model_validate` checks beyond decoding. Loaded when a program checks a model itself."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, ForwardRef, Literal, Union, cast, get_args, get_origin, get_type_hints

from ._errors import Problem

_Place = tuple["str | int", ...]
_UNIONS = (Union, types.UnionType)
#: Type → its name in messages, and pydantic's word for a value that is none.
_SCALARS: dict[Any, tuple[str, str]] = {
    str: ("a string", "string_type"),
    int: ("an integer", "int_type"),
    float: ("a number", "float_type"),
    bool: ("a boolean", "bool_type"),
    datetime: ("a date with time", "datetime_type"),
}


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls)


def problems_of(model: Any, at: _Place = ()) -> Iterator[Problem]:
    """Yield what does not fit in a model. What is new does: unknown fields, blocks and enum values.

    Args:
        model: A `Model`, or the `Unknown` member of a union.
        at: Where it stands in what is checked.
    """
    if not hasattr(type(model), "_names"):  # asked of the class: an `Unknown` has the attributes of its raw value
        yield from _of_unknown(model, at)
        return
    hints = _hints(type(model))
    lacks = model.missing_fields()
    for key in lacks:
        yield Problem((*at, key), "field required", "missing", None)
    for key, name in model._names().items():
        if key in (model._keys or ()) and key not in lacks:
            yield from _of_value(getattr(model, name), hints[name], (*at, key))


def _of_unknown(value: Any, at: _Place) -> Iterator[Problem]:
    raw: Any = value.raw
    if not isinstance(raw, Mapping):
        yield Problem(at, f"not a JSON object: {_type(raw)}", "model_type", raw)
    elif not isinstance(tag := cast("Mapping[str, Any]", raw).get(value._TAG), str):
        message, kind = ("field required", "missing") if tag is None else ("not a string", "string_type")
        yield Problem((*at, value._TAG), message, kind, tag)


def _of_value(value: Any, hint: Any, at: _Place) -> Iterator[Problem]:
    origin, arguments = get_origin(hint), get_args(hint)
    if _is_model(hint):
        if isinstance(value, hint):
            yield from problems_of(value, at)
        else:
            yield Problem(at, f"not a {hint.__name__}: {_type(value)}", "model_type", value)
    elif origin in _UNIONS:
        yield from _of_union(value, arguments, at)
    elif origin is Literal:
        if not any(value == one and type(value) is type(one) for one in arguments):
            yield Problem(at, f"not {' or '.join(map(repr, arguments))}: {value!r:.100}", "literal_error", value)
    elif list in (origin, hint):
        if not isinstance(value, list):
            yield Problem(at, f"not a list: {_type(value)}", "list_type", value)
            return
        for index, item in enumerate(cast("list[Any]", value)):
            yield from _of_value(item, arguments[0] if arguments else Any, (*at, index))
    elif dict in (origin, hint):
        if not isinstance(value, dict):
            yield Problem(at, f"not an object: {_type(value)}", "dict_type", value)
            return
        for key, item in cast("dict[str, Any]", value).items():
            yield from _of_value(item, arguments[1] if arguments else Any, (*at, key))
    elif hint is type(None):
        if value is not None:
            yield Problem(at, f"not null: {_type(value)}", "none_required", value)
    elif hint in _SCALARS and not _is_scalar(value, hint):
        words, kind = _SCALARS[hint]
        yield Problem(at, f"not {words}: {_type(value)}", kind, value)


def _is_model(hint: Any) -> bool:
    """Whether a type is a model, or the unknown member of a union: both decode themselves."""
    return isinstance(hint, type) and hasattr(hint, "_decode")


def _is_scalar(value: Any, kind: type) -> bool:
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return isinstance(value, (int, float) if kind is float else kind)


def _of_union(value: Any, members: tuple[Any, ...], at: _Place) -> Iterator[Problem]:
    """What does not fit: in the member whose class the value has, else in that which comes nearest."""
    if type(value) in members and _is_model(type(value)):
        yield from problems_of(value, at)
        return
    found = [list(_of_value(value, member, at)) for member in members if not isinstance(member, (str, ForwardRef))]
    if len(found) < len(members) or not all(found):
        return
    deepest = max(found, key=lambda one: max(len(problem.loc) for problem in one))
    if any(len(problem.loc) > len(at) for problem in deepest):
        yield from deepest
    elif type(None) in members and len(members) == 2:
        yield from found[members.index(type(None)) - 1]
    else:
        yield Problem(at, f"of no type of the union: {_type(value)}", "union_error", value)


def _type(value: Any) -> str:
    return "null" if value is None else f"a value of type {type(value).__name__}"
