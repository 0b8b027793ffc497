"""The shapes of what a driver of a computer or a browser is given and gives back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict
from urllib.parse import urlsplit

#: Pixels from the left and from the top; the edges left, top, right and bottom.
Point: TypeAlias = tuple[int, int]
Region: TypeAlias = tuple[int, int, int, int]
Direction: TypeAlias = Literal["up", "down", "left", "right"]


class PointTarget(TypedDict):
    """A point of the page, in pixels from the left and from the top."""

    type: Literal["coordinate"]
    x: int
    y: int


class ElementTarget(TypedDict):
    """An element of the page, by the reference that `read_page` or `find` gave it."""

    type: Literal["ref"]
    ref: str


Target: TypeAlias = PointTarget | ElementTarget


class Tab(TypedDict):
    """An open tab. One of them is `active`."""

    tab_id: str
    title: str
    url: str
    active: NotRequired[bool]


class BrowserState(TypedDict):
    """The tabs after an action, and what it did besides: `tab_opened`, `download_started`, `download_completed`, `download_failed`."""

    tabs: list[Tab]
    state_changes: NotRequired[list[Mapping[str, Any]]]


def allow_web(url: str) -> bool:
    """Whether an address is one of the web: `http` or `https`, with a host.

    Args:
        url: The address.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
