# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, new, some


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
        self._response = None
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._receive(data)
        self._extra = some(data, unknown) if unknown else None
        get = data.get
        value: Any
        value = get("cursor_position")
        self.cursor_position = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("double_click")
        self.double_click = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("hold_key")
        self.hold_key = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("key")
        self.key = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("left_click")
        self.left_click = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("left_click_drag")
        self.left_click_drag = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("left_mouse_down")
        self.left_mouse_down = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("left_mouse_up")
        self.left_mouse_up = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("middle_click")
        self.middle_click = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("mouse_move")
        self.mouse_move = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("right_click")
        self.right_click = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("screenshot")
        self.screenshot = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("scroll")
        self.scroll = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("triple_click")
        self.triple_click = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("type")
        self.type = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("wait")
        self.wait = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("zoom")
        self.zoom = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        return self
