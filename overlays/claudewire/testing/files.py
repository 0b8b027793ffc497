"""The Files API."""

from __future__ import annotations

from typing import Any

from .clock import timestamp
from .state import State


def keep(
    state: State, filename: str, content: bytes, media_type: str, *, downloadable: bool = False, expires_in: float | None = None
) -> dict[str, Any]:
    """Store a file. Only files that tools made can be downloaded."""
    now = state.clock.now()
    file = {
        "type": "file",
        "id": state.ids.new("file_011C")[:28],
        "filename": filename,
        "mime_type": media_type or "application/octet-stream",
        "size_bytes": len(content),
        "created_at": timestamp(now),
        "downloadable": downloadable,
        "expires_at": None if expires_in is None else timestamp(now + expires_in),
    }
    state.store.put("file", file["id"], file, content)
    return file
