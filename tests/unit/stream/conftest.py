"""How a stream is read: blocking, on asyncio, or on trio."""

from __future__ import annotations

import pytest

from tests.support.streams import (
    Mode,
)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def mode(request: pytest.FixtureRequest) -> Mode:
    return Mode(request.param)
