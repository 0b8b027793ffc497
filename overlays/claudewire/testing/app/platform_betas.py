"""Beta values that another platform refuses, by the table of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from claudewire_api.platforms import PLATFORMS


def beta_refusal(platform: str, betas: Iterable[str]) -> str | None:
    """Return the message with which a platform refuses a request for its beta values; None if it takes them.

    A platform refuses the whole request. Values that are in no table are left to the server behind: see `Settings.strict_betas`.

    Args:
        platform: Name of the platform, such as `bedrock`.
        betas: The beta values of the request.
    """
    rules: Mapping[str, Any] = PLATFORMS[platform].get("betas", {})
    unknown = {*rules.get("refused", ()), *rules.get("dropped", ()), *rules.get("renamed", {})}
    found = [beta for beta in betas if beta in unknown]
    if not found:
        return None
    if platform == "bedrock":
        return "invalid beta flag"
    return f"Unexpected value(s) `{'`, `'.join(found)}` for the `anthropic-beta` header."
