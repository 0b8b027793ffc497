"""Every name against the conventions: the published package, and the list of what is newer."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import opentelemetry.semconv
import pytest

from claudewire.telemetry import names
from claudewire.telemetry.names import Metric

NEWER = json.loads((Path(__file__).parents[2] / "vectors" / "genai_names.json").read_text("utf-8"))


def published():
    """All names in the package: attributes, metrics, events."""
    found = set()
    root = Path(opentelemetry.semconv.__path__[0])
    for file in root.rglob("*.py"):  # some folders are no packages
        if file.parent.name in ("attributes", "metrics") and file.stem != "__init__":
            loaded = importlib.import_module(
                ".".join(("opentelemetry.semconv", *file.relative_to(root).with_suffix("").parts))
            )
            found |= {value for name, value in vars(loaded).items() if name.isupper() and isinstance(value, str)}
    return found


def used():
    """Constants of `names`, by kind."""
    metrics = {value.name for value in vars(names).values() if isinstance(value, Metric)}
    metrics |= {metric.name for metric in names.NEW_USAGE.values()}
    texts = {name: value for name, value in vars(names).items() if name.isupper() and isinstance(value, str)}
    events = {value for name, value in texts.items() if name.startswith("EVENT_")}
    on_spans = {value for name, value in texts.items() if name.startswith("SPAN_EVENT_")}
    return {
        "metrics": metrics,
        "events": events,
        "attributes": set(texts.values()) - events - on_spans,
        "on_spans": on_spans,
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kind", ["attributes", "metrics", "events"])
def test_every_name_is_one_of_the_conventions(kind):
    """O-7. A new name that the conventions do not have begins with `claudewire.`."""
    ours = {name for name in used()[kind] if not name.startswith("claudewire.")}
    assert ours
    assert ours <= published() | set(NEWER[kind])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_list_of_newer_names_has_none_that_was_published_since():
    assert not published() & {name for kind in ("attributes", "metrics", "events") for name in NEWER[kind]}


def test_every_newer_name_is_used():
    for kind in ("attributes", "metrics", "events"):
        assert set(NEWER[kind]) <= used()[kind]


def test_events_on_spans_are_the_exception_and_our_own():
    assert used()["on_spans"] == {"exception", "claudewire.attempt"}


def test_buckets_are_those_of_the_conventions():
    assert names.DURATION.buckets == pytest.approx(
        (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
    )
    assert names.TOKEN_USAGE.buckets[:3] == (1, 4, 16)
    assert names.TOKEN_USAGE.buckets[-1] == 67_108_864
    assert names.AGENT_DURATION.buckets == pytest.approx(
        (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6)
    )
