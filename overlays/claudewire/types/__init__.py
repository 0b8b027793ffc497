"""Models of responses and types of requests, under the names of the official SDK. Each is loaded when it is first used.

A name with the prefix `Beta` is the type without the prefix. The modules with one type each, such as `claudewire.types.tool_use_block`,
are made when they are imported.
"""

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
    from claudewire._official.types import known_types

    return sorted(known_types())
