# Generated from spec/ by `python -m generator generate`. Do not edit: change spec/ and run it again.
"""Model of the schema `BrowserToolsetConfigs` (spec/schemas/listed_toolsets.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define

from .. import _decoders as decoders
from .. import models
from .._model import Model, _new_instance, _pick


@define(kw_only=True, repr=False, weakref_slot=False)
class BrowserToolsetConfigs(Model):
    """Settings of the tools of a browser, by their names. A tool that is absent or null keeps its default."""

    close_tab: models.ToolsetToolConfig | None = None
    """Settings of the tool that closes a tab of the browser."""
    double_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks twice at a place."""
    file_upload: models.ToolsetToolConfig | None = None
    """Settings of the tool that puts files into an upload field. Off by default."""
    find: models.ToolsetToolConfig | None = None
    """Settings of the tool that finds elements of the page by a description in words."""
    form_input: models.ToolsetToolConfig | None = None
    """Settings of the tool that sets the value of a form field."""
    get_page_text: models.ToolsetToolConfig | None = None
    """Settings of the tool that reads the text of the page."""
    hold_key: models.ToolsetToolConfig | None = None
    """Settings of the tool that holds a key down for some time."""
    hover: models.ToolsetToolConfig | None = None
    """Settings of the tool that rests the pointer on an element."""
    javascript_exec: models.ToolsetToolConfig | None = None
    """Settings of the tool that runs JavaScript in the page. Off by default."""
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
    list_tabs: models.ToolsetToolConfig | None = None
    """Settings of the tool that lists the open tabs."""
    middle_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks with the middle button."""
    mouse_move: models.ToolsetToolConfig | None = None
    """Settings of the tool that moves the pointer to a place."""
    navigate: models.ToolsetToolConfig | None = None
    """Settings of the tool that opens an address, or goes back or forward."""
    new_tab: models.ToolsetToolConfig | None = None
    """Settings of the tool that opens a new tab."""
    read_console: models.ToolsetToolConfig | None = None
    """Settings of the tool that reads the console of the page. Off by default."""
    read_network: models.ToolsetToolConfig | None = None
    """Settings of the tool that reads the network requests of the page. Off by default."""
    read_page: models.ToolsetToolConfig | None = None
    """Settings of the tool that reads the structure of the page (its accessibility tree)."""
    right_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks with the right button."""
    screenshot: models.ToolsetToolConfig | None = None
    """Settings of the tool that takes a picture of the page."""
    scroll: models.ToolsetToolConfig | None = None
    """Settings of the tool that scrolls by an amount."""
    scroll_to: models.ToolsetToolConfig | None = None
    """Settings of the tool that scrolls until an element is visible."""
    switch_tab: models.ToolsetToolConfig | None = None
    """Settings of the tool that makes another tab the active one."""
    triple_click: models.ToolsetToolConfig | None = None
    """Settings of the tool that clicks three times at a place."""
    type: models.ToolsetToolConfig | None = None
    """Settings of the tool that types a text."""
    wait: models.ToolsetToolConfig | None = None
    """Settings of the tool that waits for some time."""
    zoom: models.ToolsetToolConfig | None = None
    """Settings of the tool that takes a picture of a part of the page in full resolution."""

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
        value = get("close_tab")
        self.close_tab = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("double_click")
        self.double_click = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("file_upload")
        self.file_upload = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("find")
        self.find = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("form_input")
        self.form_input = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("get_page_text")
        self.get_page_text = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("hold_key")
        self.hold_key = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("hover")
        self.hover = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("javascript_exec")
        self.javascript_exec = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
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
        value = get("list_tabs")
        self.list_tabs = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("middle_click")
        self.middle_click = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("mouse_move")
        self.mouse_move = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("navigate")
        self.navigate = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("new_tab")
        self.new_tab = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("read_console")
        self.read_console = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("read_network")
        self.read_network = (
            decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        )
        value = get("read_page")
        self.read_page = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("right_click")
        self.right_click = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("screenshot")
        self.screenshot = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("scroll")
        self.scroll = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("scroll_to")
        self.scroll_to = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
        value = get("switch_tab")
        self.switch_tab = decoders.ToolsetToolConfig(value) if value is not None and isinstance(value, dict) else value
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
