"""Names of the tools of MCP servers as the API takes them. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

#: Characters of a name that the API takes.
MAX_NAME: Final = 128
_REFUSED: Final = re.compile(r"[^a-zA-Z0-9_-]")
_HASH: Final = 6


def tool_names(tools: Sequence[tuple[int, str]], prefixes: Sequence[str]) -> list[str]:
    """Returns a name for each tool: valid, and no two alike. The same tools get the same names in every run.

    A name that is valid stays as it is. Other characters become `_`. Where two tools would have one name, the first that had it
    unchanged keeps it, and the others get a hash of their own name at the end.

    Args:
        tools: Number of the server, and name of the tool there.
        prefixes: For each server, what its names begin with. If a name is too long, the prefix is cut first.
    """
    wanted = [_joined(_REFUSED.sub("_", prefixes[server]), _REFUSED.sub("_", name)) for server, name in tools]
    unchanged = [name == wanted[n].removeprefix(prefixes[server]) != "" for n, (server, name) in enumerate(tools)]
    order = sorted(range(len(tools)), key=lambda n: (not unchanged[n], *tools[n]))
    taken: set[str] = set()
    out = [""] * len(tools)
    for n in order:
        server, name = tools[n]
        found = wanted[n]
        attempt = 0
        while not found or found in taken:
            found = _hashed(wanted[n], f"{server}/{name}/{attempt}" if attempt else f"{server}/{name}")
            attempt += 1
        taken.add(found)
        out[n] = found
    return out


def _joined(prefix: str, name: str) -> str:
    if len(name) > MAX_NAME:
        return _hashed(name, name)
    return prefix[: MAX_NAME - len(name)] + name


def _hashed(name: str, raw: str) -> str:
    digest = sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
    return f"{name[: MAX_NAME - _HASH - 1] or 'tool'}_{digest}"
