"""Auto-instrumentation, and what happens without OpenTelemetry."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import httpx
import pytest

from claudewire import Claude
from claudewire.telemetry import ClaudewireInstrumentor, instrument
from tests.support.traced_calls import ASK, ok
from tests.unit.telemetry.conftest import KEY


@pytest.fixture
def instrumentor(recorded):
    instrumentor = ClaudewireInstrumentor()
    instrumentor.instrument(**recorded.options)
    yield instrumentor
    if instrumentor.is_instrumented_by_opentelemetry:
        instrumentor.uninstrument()


def ask(**options):
    with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
        Claude(api_key=KEY, http_client=http, **options).messages.create(**ASK)


def test_the_entry_point_is_the_standard_one():
    (entry,) = entry_points(group="opentelemetry_instrumentor", name="claudewire")
    assert entry.load() is ClaudewireInstrumentor


def test_all_clients_of_the_process_are_recorded_until_the_end(recorded, instrumentor):
    ask()
    ask()
    assert len(recorded.spans) == 2
    instrumentor.uninstrument()
    ask()
    assert len(recorded.spans) == 2


def test_a_client_that_was_in_use_before_the_end_is_recorded_no_more(recorded, instrumentor):
    with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
        client = Claude(api_key=KEY, http_client=http)
        client.messages.create(**ASK)
        instrumentor.uninstrument()
        client.messages.create(**ASK)
    assert len(recorded.spans) == 1


@pytest.mark.usefixtures("instrumentor")
def test_a_client_that_is_instrumented_by_itself_too_records_once(recorded):
    with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as http:
        instrument(Claude(api_key=KEY, http_client=http), **recorded.options).messages.create(**ASK)
    assert len(recorded.spans) == 1


BLOCKED = """
import sys
sys.modules["opentelemetry"] = None
from claudewire import Claude, ConfigurationError
try:
    from claudewire.telemetry import {name}
except ConfigurationError as error:
    print(error)
"""


@pytest.mark.parametrize("name", ["instrument", "Telemetry"])
def test_without_the_extra_the_error_says_what_to_install(name):
    """O-6"""
    done = subprocess.run([sys.executable, "-c", BLOCKED.format(name=name)], capture_output=True, text=True, check=True)
    assert done.stdout == f"claudewire.telemetry.{name} needs OpenTelemetry: pip install 'claudewire[otel]'\n"


def test_a_client_without_telemetry_loads_nothing_of_opentelemetry():
    code = "import sys, claudewire; c = claudewire.Claude(api_key='k'); c.messages; print([m for m in sys.modules if 'telemetry' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
