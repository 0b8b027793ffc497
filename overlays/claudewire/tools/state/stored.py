"""The JSON form of a `Run`: its version, and the fields of a run that was stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from claudewire import _json
from claudewire.tools.errors import RunInvalid

from .steps import ToolCall, ToolRules

#: Version of the JSON form. A run of a newer version is refused.
VERSION: Final = 1

#: Fields that are JSON values already.
_PLAIN: Final = (
    "params", "messages", "limits", "approve_all", "keep_tool_choice", "turns", "tool_calls", "uses", "usage", "container",
    "last_message", "reason", "limit", "id", "version", "appended", "summarize", "seconds",
)  # fmt: skip


def parse_stored(text: str | bytes) -> Mapping[str, Any]:
    """Return the object in the JSON text of a run.

    Raises:
        RunInvalid: the text is not JSON, or not an object.
    """
    try:
        data = _json.loads(text.encode() if isinstance(text, str) else text)
    except (ValueError, RecursionError) as error:
        raise RunInvalid(f"this is not the JSON of a run: {error}") from error
    if not isinstance(data, Mapping):
        raise RunInvalid("this is not the JSON of a run: it is not an object")
    return cast("Mapping[str, Any]", data)


def stored_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of `Run` that a stored run holds.

    Raises:
        RunInvalid: the version is missing, or newer than this package.
        TypeError, AttributeError: a field has another form.
    """
    version = data.get("version")
    if not isinstance(version, int) or version < 1:
        raise RunInvalid("this is not the JSON of a run: it has no version")
    if version > VERSION:
        raise RunInvalid(f"the run has version {version}; this version of claudewire reads up to {VERSION}")
    values: dict[str, Any] = {name: data[name] for name in _PLAIN if name in data}
    values["_ended"] = bool(data.get("ended", False))
    values["rules"] = {name: ToolRules(**rules) for name, rules in data.get("rules", {}).items()}
    for name in ("calls", "early"):
        values[name] = [ToolCall(**call) for call in data.get(name, ())]
    return values
