"""A span as the current one of a block."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from opentelemetry.context import Context, attach, detach, get_current


@contextmanager
def current(context: Context) -> Generator[None]:
    """Make a context the current one inside the block. A block that ends in another task or thread changes nothing there."""
    token = attach(context)
    try:
        yield
    finally:
        if get_current() is context:
            detach(token)
