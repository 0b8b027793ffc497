"""The two kinds of pages that the API has. Lists are sorted newest first."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, Final

from claudewire.testing.responses.errors import invalid_request

#: Items of a page when the request does not say.
DEFAULT: Final = 20


def by_id(items: Sequence[dict[str, Any]], query: Mapping[str, Any]) -> dict[str, Any]:
    """Return the page after `after_id`, before `before_id`, or the first one."""
    limit = query.get("limit") or DEFAULT
    if query.get("after_id") and query.get("before_id"):
        raise invalid_request("Only one of after_id and before_id may be given")
    if query.get("before_id"):
        earlier = items[: _place(items, query["before_id"], "before_id")]
        page, more = earlier[-limit:], len(earlier) > limit
    else:
        later = items[_place(items, query["after_id"], "after_id") + 1 :] if query.get("after_id") else items
        page, more = later[:limit], len(later) > limit
    return {
        "data": list(page),
        "has_more": more,
        "first_id": page[0]["id"] if page else None,
        "last_id": page[-1]["id"] if page else None,
    }


def by_cursor(items: Sequence[dict[str, Any]], query: Mapping[str, Any]) -> dict[str, Any]:
    """Return the page that the opaque `page` names, or the first one."""
    limit = query.get("limit") or DEFAULT
    start = _decoded(query["page"], len(items)) if query.get("page") else 0
    page = items[start : start + limit]
    more = len(items) > start + limit
    # Counted from the oldest item, so that a new item does not make the next page repeat one.
    return {"data": list(page), "next_page": _encoded(len(items) - start - limit) if more else None}


def _place(items: Sequence[dict[str, Any]], id: str, name: str) -> int:
    for place, item in enumerate(items):
        if item["id"] == id:
            return place
    raise invalid_request(f"{name}: no such item in this list: {id}")


def _encoded(remaining: int) -> str:
    return "page_" + base64.urlsafe_b64encode(str(remaining).encode()).decode().rstrip("=")


def _decoded(cursor: str, total: int) -> int:
    text = cursor.removeprefix("page_")
    try:
        remaining = int(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        raise invalid_request("page: Invalid cursor") from None
    return max(0, total - remaining)
