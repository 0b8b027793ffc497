# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `ComputerToolsetConfigs` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class ComputerToolsetConfigs(Model):
    """Settings of the tools of a computer, by their names. A tool that is absent or null keeps its default."""

    cursor_position: models.ToolsetToolConfig | None = None
    """Settings of the tool that tells where the pointer is."""
    double_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks twice at a place."""
    hold_key: models.ToolsetToolConfig | None = None
    """Settings of the tool that holds a key down for some time."""
    key: models.ToolsetToolConfig | None = None
    """Settings of the tool that presses a key or a combination of keys."""
    left_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks with the left button."""
    left_click_drag: models.ToolsetToolConfig | None = None
    """Settings of the tool that drags with the left button from one place to another."""
    left_mouse_down: models.ToolsetToolConfig | None = None
    """Settings of the tool that presses the left button and holds it."""
    left_mouse_up: models.ToolsetToolConfig | None = None
    """Settings of the tool that releases the left button."""
    middle_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks with the middle button."""
    mouse_move: models.ToolsetToolConfig | None = None
    """Settings of the tool that moves the pointer to a place."""
    right_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks with the right button."""
    screenshot: models.ToolsetToolConfig | None = None
    """Settings of the tool that takes a picture of the screen."""
    scroll: models.ToolsetToolConfig | None = None
    """Settings of the tool that scrolls by an amount."""
    triple_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks three times at a place."""
    type: models.ToolsetToolConfig | None = None
    """Settings of the tool that types a text."""
    wait: models.ToolsetToolConfig | None = None
    """Settings of the tool that waits for some time."""
    zoom: models.ToolsetToolConfig | None = None
    """Settings of the tool that takes a picture of a part of the screen in full resolution."""

    @classmethod
    def _decode(cls, data: Mapping[str, Any]) -> Self:
        self = _new_instance(cls)
        self._response = None
        # Which keys arrived, and which of them no field holds: the same for all objects of one shape.
        try:
            self._keys, unknown = cls._shapes[tuple(data)]
        except KeyError:
            data, unknown = self._learn_shape(data)
        self._extra = _pick(data, unknown) if unknown else None
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
