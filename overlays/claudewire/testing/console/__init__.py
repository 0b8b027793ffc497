"""What is not the API: the page at `/` and the addresses below `/-/`, which control a running server."""

from __future__ import annotations

from .routes import routes

__all__ = ["routes"]
