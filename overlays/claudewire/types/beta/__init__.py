"""The official names of beta types: the same types, with or without the prefix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claudewire_api.models import *  # noqa: F403
    from claudewire_api.params import *  # noqa: F403


def __getattr__(name: str) -> Any:
    if name.startswith("_") or name.islower():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from claudewire._official.types import find_type

    globals()[name] = value = find_type(name)
    return value


def __dir__() -> list[str]:
    from claudewire import types

    return dir(types)
