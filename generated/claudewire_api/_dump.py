# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""`model_dump` and its options, as pydantic has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from attrs import NOTHING, fields

from ._dates import timestamp_text


class DumpOptions(NamedTuple):
    """What is left out of a dump, and how values look."""

    mode: str = "python"
    by_alias: bool = False
    exclude_unset: bool = False
    exclude_defaults: bool = False
    exclude_none: bool = False


class _Selection(NamedTuple):
    """`include` and `exclude` at one place of the tree: None for all, and for nothing."""

    include: Any
    exclude: Any

    def below(self, key: Any) -> _Selection | None:
        """Return the selection for an entry; None if the entry is left out."""
        include = exclude = None
        if self.include is not None:
            found = _entry(self.include, key)
            if found is None or found is False:
                return None
            include = None if found is True or found is ... else found
        if self.exclude is not None:
            found = _entry(self.exclude, key)
            if found is True or found is ...:
                return None
            exclude = found or None
        return _Selection(include, exclude)


_ALL = _Selection(None, None)


def _entry(selection: Any, key: Any) -> Any:
    """Return what a set or mapping says of a key: True, a nested selection, or None."""
    if isinstance(selection, Mapping):
        entries = cast("Mapping[Any, Any]", selection)
        return entries.get(key, entries.get("__all__") if isinstance(key, int) else None)
    return True if key in selection or (isinstance(key, int) and "__all__" in selection) else None


def dump(model: Any, options: DumpOptions, include: Any = None, exclude: Any = None) -> dict[str, Any]:
    """Return a model as a dict.

    Args:
        model: The model.
        options: What is left out, and how values look.
        include: The fields that are kept, by Python name: a set, or a mapping with a selection for each; None for all.
        exclude: The same for those that are left out.
    """
    return _dump_model(model, options, _Selection(include, exclude))


def set_fields(model: Any) -> set[str]:
    """Return the Python names of the fields that came, or were set since."""
    keys = model._keys
    required = model._REQUIRED
    return {
        name
        for wire, name in model._names().items()
        if (
            hasattr(model, name)
            and (wire in keys if keys is not None else wire in required or getattr(model, name) is not None)
        )
        or (keys is not None and getattr(model, name, None) is not None)
    }


def _dump_model(model: Any, options: DumpOptions, selection: _Selection) -> dict[str, Any]:
    out: dict[str, Any] = {}
    kept = set_fields(model) if options.exclude_unset else None
    defaults = {field.name: field.default for field in fields(type(model))} if options.exclude_defaults else {}
    for wire, name in model._names().items():
        if not hasattr(model, name) or (kept is not None and name not in kept):
            continue
        value = getattr(model, name)
        if (options.exclude_none and value is None) or (defaults.get(name, NOTHING) == value):
            continue
        if (below := selection.below(name)) is not None:
            out[wire if options.by_alias else name] = _dump_value(value, options, below)
    for name, value in model.extra_fields.items():
        if not (options.exclude_none and value is None) and (below := selection.below(name)) is not None:
            out[name] = _dump_value(value, options, below)
    return out


def _dump_value(value: Any, options: DumpOptions, selection: _Selection) -> Any:
    if hasattr(value, "_names"):
        return _dump_model(value, options, selection)
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        items = cast("list[Any]", value)
        selected = [(item, selection.below(index)) for index, item in enumerate(items)]
        return [_dump_value(item, options, below) for item, below in selected if below is not None]
    if isinstance(value, dict):
        entries = cast("dict[Any, Any]", value)
        found = [(key, item, selection.below(key)) for key, item in entries.items()]
        return {key: _dump_value(item, options, below) for key, item, below in found if below is not None}
    return timestamp_text(value) if isinstance(value, date) and options.mode == "json" else value
