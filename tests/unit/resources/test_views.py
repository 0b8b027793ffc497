"""Views of raw responses, as editors and type checkers see them."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from claudewire import AsyncClaude, Claude
from claudewire._resources import raw_methods
from claudewire_api import resources

KINDS = ("WithRawResponse", "WithStreamingResponse")
NAMES = {"MessagesBatches": "Batches"}


def described(cls: type[Any]) -> set[str]:
    """Names that a type of a view declares."""
    source = inspect.getsource(cls)
    assigned = {line.split("self.")[1].split(" ")[0] for line in source.splitlines() if "self." in line}
    return assigned | {name for name in vars(cls) if not name.startswith("_")}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prefix", ["", "Async"])
@pytest.mark.parametrize("name", ["Messages", "MessagesBatches", "Models", "Files", "Skills", "SkillsVersions"])
def test_types_of_the_views_have_every_generated_method(name: str, prefix: str, kind: str) -> None:
    methods = {method for method in vars(getattr(resources, prefix + name)) if not method.startswith("_")}

    assert methods <= described(getattr(raw_methods, f"{prefix}{NAMES.get(name, name)}{kind}"))


@pytest.mark.parametrize("make", [Claude, AsyncClaude])
def test_completion_lists_the_methods_of_a_view(make: Any) -> None:
    view = make(api_key="k").messages.with_raw_response

    assert {"create", "count_tokens", "parse", "batches"} <= set(dir(view))
    assert not {name for name in dir(view) if name.isupper() or name.startswith("_")}


@pytest.mark.parametrize("make", [Claude, AsyncClaude])
def test_completion_lists_no_names_in_capitals(make: Any) -> None:
    client = make(api_key="k")
    for resource in (client, client.messages, client.messages.batches, client.models, client.files, client.skills):
        assert [name for name in dir(resource) if name.isupper() and not name.startswith("_")] == []


@pytest.mark.parametrize("make", [Claude, AsyncClaude])
def test_wrong_arguments_of_stream_are_errors_of_stream(make: Any) -> None:
    messages = make(api_key="k").messages

    with pytest.raises(TypeError, match=r"stream\(\) got an unexpected keyword argument 'modle'"):
        messages.stream(modle="m", max_tokens=1, messages=[])
    with pytest.raises(TypeError, match=r"stream\(\) missing"):
        messages.stream(max_tokens=1)
