"""What is not the API: the page at `/`, and the addresses below `/-/`, which control a running server from any language."""

from __future__ import annotations

from starlette.routing import Route

from claudewire.testing.state import State

from . import control, page


def routes(state: State) -> list[Route]:
    """Return the page and the addresses below `/-/`."""
    return [*page.routes(state), *control.routes(state)]


__all__ = ["routes"]
