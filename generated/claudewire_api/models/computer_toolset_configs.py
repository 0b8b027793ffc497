# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .. import models
from .._model import Model, new


@define(kw_only=True, repr=False, weakref_slot=False)
class ComputerToolsetConfigs(Model):
    """Settings of the tools of a computer, each by the name of the tool."""

    cursor_position: models.ToolsetToolConfig | None = None
    """Telling where the pointer is."""
    double_click: models.ToolsetToolConfig | None = None
    """Clicking twice."""
    hold_key: models.ToolsetToolConfig | None = None
    """Holding a key down."""
    key: models.ToolsetToolConfig | None = None
    """Pressing keys."""
    left_click: models.ToolsetToolConfig | None = None
    """Clicking."""
    left_click_drag: models.ToolsetToolConfig | None = None
    """Dragging."""
    left_mouse_down: models.ToolsetToolConfig | None = None
    """Pressing the left button."""
    left_mouse_up: models.ToolsetToolConfig | None = None
    """Releasing the left button."""
    middle_click: models.ToolsetToolConfig | None = None
    """Clicking with the middle button."""
    mouse_move: models.ToolsetToolConfig | None = None
    """Moving the pointer."""
    right_click: models.ToolsetToolConfig | None = None
    """Clicking with the right button."""
    screenshot: models.ToolsetToolConfig | None = None
    """Taking a picture of the screen."""
    scroll: models.ToolsetToolConfig | None = None
    """Scrolling by an amount."""
    triple_click: models.ToolsetToolConfig | None = None
    """Clicking three times."""
    type: models.ToolsetToolConfig | None = None
    """Typing text."""
    wait: models.ToolsetToolConfig | None = None
    """Waiting."""
    zoom: models.ToolsetToolConfig | None = None
    """Enlarging a part of the screen."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = new(cls)
        get = data.get
        value: Any
        value = get("cursor_position")
        self.cursor_position = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("double_click")
        self.double_click = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("hold_key")
        self.hold_key = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("key")
        self.key = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("left_click")
        self.left_click = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("left_click_drag")
        self.left_click_drag = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("left_mouse_down")
        self.left_mouse_down = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("left_mouse_up")
        self.left_mouse_up = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("middle_click")
        self.middle_click = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("mouse_move")
        self.mouse_move = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("right_click")
        self.right_click = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("screenshot")
        self.screenshot = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("scroll")
        self.scroll = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("triple_click")
        self.triple_click = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("type")
        self.type = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("wait")
        self.wait = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        value = get("zoom")
        self.zoom = models.ToolsetToolConfig._decode(value) if isinstance(value, dict) else value
        self._response = None
        try:
            self._keys, self._extra = self._shapes[tuple(data)]
        except KeyError:
            self._receive(data)
        return self
