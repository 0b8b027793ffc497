"""Models of responses and shapes of requests under the names that users of the official SDK know. Each is loaded on first use.

There is one type per thing: a name that begins with `Beta` is the same type without the prefix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claudewire_api.models import *  # noqa: F403
    from claudewire_api.params import *  # noqa: F403


def __getattr__(name: str) -> Any:
    from claudewire_api import models, params

    if not name.startswith("_"):
        plain = name.removeprefix("Beta")
        for wanted in (name, plain, plain.replace("MessageStreamEvent", "RawMessageStreamEvent")):
            for module in (models, params):
                if hasattr(module, wanted):
                    globals()[name] = value = getattr(module, wanted)
                    return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    from claudewire_api import models, params

    return sorted({*models.__all__, *(name for name in vars(params) if name[0].isupper())})
