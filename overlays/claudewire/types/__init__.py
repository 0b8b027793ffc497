"""Models of responses and types of requests, under the names of the official SDK. Each is loaded when it is first used.

A name with the prefix `Beta` is the type without the prefix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claudewire_api.models import *  # noqa: F403
    from claudewire_api.params import *  # noqa: F403


def __getattr__(name: str) -> Any:
    from claudewire_api import models, params

    if not name.startswith("_"):
        base = name.removeprefix("Beta")
        for candidate in (name, base, base.replace("MessageStreamEvent", "RawMessageStreamEvent")):
            for module in (models, params):
                if hasattr(module, candidate):
                    globals()[name] = value = getattr(module, candidate)
                    return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    from claudewire_api import models, params

    return sorted({*models.__all__, *(name for name in vars(params) if name[0].isupper())})
