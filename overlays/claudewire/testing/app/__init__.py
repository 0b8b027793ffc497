"""The ASGI application: from an HTTP request to an operation of the document, and back."""

from __future__ import annotations

from .routes import application

__all__ = ["application"]
