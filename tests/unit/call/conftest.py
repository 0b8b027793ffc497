"""How a call is made: blocking, on asyncio, or on trio."""

import pytest

from tests.support.pipelines import Async, Sync


@pytest.fixture(params=["sync", "asyncio", "trio"])
def run(request):
    """`run(answer, …, option=…)` gives a runner with a scripted server behind it."""
    if request.param == "sync":
        return Sync
    return lambda *answers, **options: Async(request.param, *answers, **options)
