"""The figures of docs/reliability.md at a size that a test run can bear."""

import pytest

from tests.faults import matrix, measures, report, security
from tests.faults.server import FaultServer

CELLS = list(matrix.cells())


@pytest.fixture(scope="module")
def server():
    with FaultServer() as server:
        yield server


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: "-".join(cell))
def test_cell(cell, server):
    result = matrix.run(cell, server, clean_calls=2)
    assert result.good, result


def test_the_matrix_has_22_faults_on_every_client_and_call():
    assert len({cell.fault for cell in CELLS}) >= 22
    assert len(CELLS) == len({cell.fault for cell in CELLS}) * len(matrix.BACKENDS) * len(matrix.KINDS)


MEASURES = {
    "amplification": lambda: measures.amplification(2000, 20),
    # 100 ms are for a quiet machine and `make faults`. Here the deadline is only told from the timeout, ten seconds later.
    "deadline": lambda: measures.deadline_overshoot(24, limit=5),
    "exactly once": lambda: measures.exactly_once(400),
    "cancellations on asyncio": lambda: measures.cancellations(500, 50, "asyncio"),
    "cancellations on uvloop": lambda: measures.cancellations(500, 50, "uvloop"),
    "cancellations on trio": lambda: measures.cancellations(500, 50, "trio"),
    "threads": lambda: measures.threads_crossed(16, 800),
    "forks": lambda: measures.forks(200),
    "redirects": security.redirects,
    "header injection": security.header_injection,
    "uploads": lambda: measures.uploads(96 << 20),
    "downloads": lambda: measures.downloads(96 << 20),
    "gzip bomb": measures.bomb,
    "soak": lambda: measures.soak(300),
}


@pytest.mark.parametrize("name", MEASURES)
def test_figure(name):
    figure = MEASURES[name]()
    assert figure.good, f"{figure.what}: {figure.measured}, and should be {figure.limit}"


def test_page_begins_with_the_rules_that_the_report_writes():
    assert report.PAGE.read_text(encoding="utf-8").startswith(report.HEAD)
