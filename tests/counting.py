"""What work costs, counted instead of timed: the same on every machine, however busy it is.

`make bench` times what only a clock can show.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Any


def steps(action: Callable[[], Any]) -> int:
    """Lines that `action` runs, and functions, written in Python or in C, that it calls."""
    count = 0

    def line(frame: Any, event: str, arg: Any) -> Any:
        nonlocal count
        count += 1
        return line

    def call(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event == "c_call"

    tracer, profiler = sys.gettrace(), sys.getprofile()
    gc.disable()  # else the finalizers of what others left behind might be counted
    sys.setprofile(call)
    sys.settrace(line)
    try:
        action()
    finally:
        sys.settrace(tracer)
        sys.setprofile(profiler)
        gc.enable()
    return count


def growth(cost: Callable[[int], int], size: int) -> float:
    """How many times as much four times the size costs: 4 if the cost is linear, 16 if it is quadratic."""
    cost(size)  # what is done once, at the first time, is no part of it
    return cost(4 * size) / cost(size)


class Bytes(bytearray):
    """A bytearray that counts the bytes that are copied or looked at."""

    touched = 0

    def __iadd__(self, more: Any) -> Any:
        Bytes.touched += len(more)
        return super().__iadd__(more)

    def __add__(self, more: Any) -> Any:
        Bytes.touched += len(self) + len(more)
        return type(self)(super().__add__(more))

    def __getitem__(self, key: Any) -> Any:
        part = super().__getitem__(key)
        Bytes.touched += len(part) if isinstance(key, slice) else 1
        return part

    def find(self, part: Any, start: int = 0, end: int | None = None) -> int:
        end = len(self) if end is None else end
        place = super().find(part, start, end)
        Bytes.touched += (end if place < 0 else place + 1) - start
        return place

    def decode(self, *args: Any, **kwargs: Any) -> str:
        Bytes.touched += len(self)
        return super().decode(*args, **kwargs)
