"""Cassettes: recorded against the local server (or the real API), replayed with the network blocked.

`make record` records them anew; `make record LIVE=1` does so against the real API with your key.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from vcr.serializers import yamlserializer

from claudewire import Claude
from claudewire.testing import LocalServer, Settings
from claudewire.testing.vcr import guard, safe_config
from tests.cassettes.stage import Stage

API = "https://api.anthropic.com"
LIVE = os.environ.get("CLAUDEWIRE_RECORD") == "live"
ORIGIN = "the real API" if LIVE else "the local server of claudewire: canned answers, no model"


class _WithOrigin:
    """YAML whose first line says where the cassette was recorded."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        return f"# Recorded against {ORIGIN}.\n{yamlserializer.serialize(cassette)}"

    deserialize = staticmethod(yamlserializer.deserialize)


def _json(request: Any) -> Any:
    is_json = request.body and request.headers.get("content-type") == "application/json"
    return json.loads(request.body) if is_json else None


def _same_json(first: Any, second: Any) -> None:
    """JSON bodies are equal by value. Forms have a new boundary each time: their path and order must do."""
    assert _json(first) == _json(second)


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    vcr.register_serializer("yaml", _WithOrigin)
    vcr.register_matcher("json", _same_json)
    guard(vcr)


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    safe = safe_config()
    clean = safe.pop("before_record_request")

    def as_api(request: Any) -> Any:
        """The local server stands in for the API: its address, new each time, is not part of what was said."""
        request = clean(request)
        request.uri = re.sub(r"^http://127\.0\.0\.1:\d+", API, request.uri)
        return request

    return {
        **safe,
        "before_record_request": as_api,
        "match_on": ["method", "scheme", "host", "path", "query", "json"],
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    return str(Path(__file__).parent / "recorded")


@pytest.fixture
def default_cassette_name(request: pytest.FixtureRequest) -> str:
    """One cassette for a behaviour, whoever replays it."""
    name: str = request.getfixturevalue("behaviour")
    return name


@pytest.fixture
def stage(record_mode: str, vcr: Any) -> Iterator[Stage]:
    if record_mode == "none":
        with Claude(api_key="sk-ant-replayed", base_url=API, max_retries=0) as client:
            yield Stage(client)
    elif LIVE:
        with Claude(max_retries=0) as client:
            yield Stage(client)
    else:
        with (
            LocalServer(settings=Settings(strict_betas=True), batch_seconds=50_000, seed=1) as server,
            Claude(api_key="sk-ant-recorded", base_url=server.url, max_retries=0) as client,
        ):
            yield Stage(client, server)
