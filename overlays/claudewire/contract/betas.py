"""Beta values: what needs one, and whether a request brings it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

#: `feature-2025-04-14`; the oldest one has its date without hyphens.
BETA: Final = re.compile(r"\b[a-z][a-z0-9-]*-(?:\d{4}-\d{2}-\d{2}|\d{8})\b")
_DATE: Final = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8})$")


def any_of(needed: str | list[str] | None) -> tuple[str, ...]:
    """The values that `x-beta` names; any of them will do."""
    return () if not needed else (needed,) if isinstance(needed, str) else tuple(needed)


def is_open(needed: Any, betas: Iterable[str]) -> bool:
    """Whether a request with these beta values may use what `x-beta` guards.

    Another date of the feature will do: older values go on working after a newer one has come.
    """
    wanted = {_feature(value) for value in any_of(needed)}
    return not wanted or not wanted.isdisjoint(map(_feature, betas))


def _feature(beta: str) -> str:
    return _DATE.sub("", beta)
