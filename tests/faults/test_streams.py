"""A part of the fault matrix of streams: `python -m tests.faults.streams` measures all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claudewire.testing import FAULTS
from tests.faults import streams
from tests.faults.streams import Cell, Servers

HTTP = [*streams.of_http(uses=["message"]), *streams.of_http(backends=["sync"], uses=["lines"])]
STREAMS = [cell for cell in streams.of_streams(uses=["message"]) if cell.fault.endswith("-3")]


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with Servers() as servers:
        yield servers


@pytest.mark.parametrize("cell", [*HTTP, *STREAMS], ids="-".join)
def test_cell(cell: Cell, servers: Servers) -> None:
    result = streams.run(cell, servers, clean_calls=2)
    assert result.good, result


def test_there_are_22_faults_and_more() -> None:
    assert len({cell.fault for cell in HTTP}) >= 22
    assert {cell.fault.partition("-")[0] for cell in STREAMS} == set(FAULTS)
