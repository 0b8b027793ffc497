"""Tokens of several responses together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from claudewire_api._model import Model


def add_usage(total: Mapping[str, Any], usage: Mapping[str, Any] | None) -> dict[str, Any]:
    """Returns the sum of two usages, field by field, at every depth.

    Numbers are added; of other values, such as the service tier, the later one stays. Lists (the runs of one response)
    are left out: their numbers are in the totals.
    """
    out = dict(total)
    for key, value in usage.items() if isinstance(usage, Mapping) else ():
        known = out.get(key)
        if isinstance(value, Mapping):
            inner = cast("Mapping[str, Any]", known) if isinstance(known, Mapping) else dict[str, Any]()
            out[key] = add_usage(inner, cast("Mapping[str, Any]", value))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            out[key] = (known if isinstance(known, (int, float)) else 0) + value
        elif isinstance(value, str):
            out[key] = value
    return out


def usage_of(message: Any) -> dict[str, Any]:
    """Returns the usage of a message as JSON; empty if the server sent none, or something else in its place."""
    usage = getattr(message, "usage", None)
    return usage.to_dict() if isinstance(usage, Model) else {}
