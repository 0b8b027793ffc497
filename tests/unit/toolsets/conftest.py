"""The server and the client of the tests of tools."""

from tests.unit.tools.conftest import client, running, server

__all__ = ["client", "running", "server"]
