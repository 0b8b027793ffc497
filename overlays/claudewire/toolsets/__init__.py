"""Toolsets of the API that a driver of yours carries out: a computer and a browser.

    from claudewire.toolsets import BrowserToolset, ComputerToolset

`base` has what both share; `computer` and `browser` declare the actions, whose signatures are what the input of the model is checked
against; `shapes` has the types. Public: the names below. The package knows tools; it knows no client, no loop and no driver.
"""

from __future__ import annotations

from .base import Toolset
from .browser import BrowserToolset
from .computer import ComputerTool, ComputerToolset
from .shapes import BrowserState, ElementTarget, PointTarget, Tab, allow_web

__all__ = [
    "BrowserState",
    "BrowserToolset",
    "ComputerTool",
    "ComputerToolset",
    "ElementTarget",
    "PointTarget",
    "Tab",
    "Toolset",
    "allow_web",
]
