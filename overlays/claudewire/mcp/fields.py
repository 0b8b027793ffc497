"""Objects of the package `mcp`, of any version: attributes in snake or camel case, or dictionaries. Nothing of `mcp` is imported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from claudewire_api._errors import ClaudeError

_UNDERSCORE: Final = re.compile(r"_([a-z])")


class UnsupportedMCPValueError(ClaudeError, ValueError):
    """A value of an MCP server that cannot be converted, such as a resource without contents."""


def field_of(value: Any, name: str, default: Any = None) -> Any:
    """Returns a field, by its name in snake case; `default` if it is missing or null."""
    camel = _UNDERSCORE.sub(lambda match: match[1].upper(), name)
    found: Any = None
    for spelling in (name, camel):
        if isinstance(value, Mapping):
            found = cast("Mapping[str, Any]", value).get(spelling)
        else:
            found = getattr(value, spelling, None)
        if found is not None:
            return found
    return default


def list_of(value: Any, name: str) -> list[Any]:
    """Returns a field that is a list."""
    return list(field_of(value, name, ()))
