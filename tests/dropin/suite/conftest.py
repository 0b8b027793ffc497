"""Fixtures of the official suites: clients of the stub server."""

import os

import pytest
import pytest_asyncio
from anthropic import Anthropic, AsyncAnthropic

URL = os.environ["TEST_API_BASE_URL"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "async_client" in item.fixturenames:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def client(request):
    with Anthropic(base_url=URL, api_key="my-anthropic-api-key") as client:
        yield client


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def async_client(request):
    async with AsyncAnthropic(base_url=URL, api_key="my-anthropic-api-key") as client:
        yield client
