"""The server that breaks on demand."""

import pytest

from tests.faults.server import FaultServer


@pytest.fixture
def server():
    with FaultServer() as server:
        yield server
