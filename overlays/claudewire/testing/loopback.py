"""The way from a test to its own local server, past a plugin that blocks the network."""

from __future__ import annotations

import _socket
import socket
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest


@contextmanager
def reachable(url: str) -> Generator[None]:
    """Let clients of this process reach one address, and no other, where `socket.socket.connect` was replaced to block the network."""
    address = urlsplit(url)
    allowed = (address.hostname, address.port)
    with pytest.MonkeyPatch.context() as patch:
        for method in ("connect", "connect_ex"):
            installed: Any = getattr(socket.socket, method)
            original: Any = getattr(_socket.socket, method)
            if installed is not original:
                patch.setattr(socket.socket, method, _past(installed, original, allowed))
        yield


def _past(installed: Any, original: Any, allowed: tuple[str | None, int | None]) -> Any:
    def connect(self: socket.socket, address: Any, *rest: Any) -> Any:
        is_allowed = isinstance(address, tuple) and address[:2] == allowed
        return (original if is_allowed else installed)(self, address, *rest)

    return connect
