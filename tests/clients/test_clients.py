"""Third-party clients complete their programs against the local server. `make clients` makes their environments."""

from __future__ import annotations

import pytest

from tests.clients.run import CHECKS, CLIENTS, Client, run_program

pytestmark = pytest.mark.skipif(
    not any(client.prepared for client in CLIENTS), reason="third-party clients are installed by `make clients`"
)


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_client_completes_its_program(client: Client) -> None:
    if not client.prepared:
        pytest.skip(f"{client.name} is not installed: `make clients` installs it")

    found = run_program(client)

    assert {check: found[check] for check in CHECKS if not found[check]["ok"]} == {}
