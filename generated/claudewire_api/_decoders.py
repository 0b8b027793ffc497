# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""The decoders of models, unions and recursive aliases, each under its name.

Whoever decodes a value of a type says `decoders.Message(value)`. A module is loaded, and its decoder put here, when the
name is first used: a message loads the kinds of block that it has.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from . import models


def __getattr__(name: str) -> Callable[[Any], Any]:
    if name not in models.MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module: Any = import_module(f"{models.__name__}.{models.MODULES[name]}")
    found = vars(module).get(name)
    # A class decodes itself. Any other type has a decoder beside it.
    globals()[name] = decode = found._decode if isinstance(found, type) else module.decode
    return decode  # type: ignore[no-any-return]
