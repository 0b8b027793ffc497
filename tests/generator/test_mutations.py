"""Every single edit of the document is called what it is, and none goes unnoticed."""

from __future__ import annotations

import gc
import marshal
import os
from pathlib import Path

import pytest

from generator import __main__ as cli
from generator import build, load
from generator.diff import compare
from tests.generator.mutations import BUMPS, CLASSES, LEVELS, everything

ROOT = Path(__file__).parents[2]
COUNT = 500


@pytest.fixture(scope="module")
def bundle(real_bundle):
    return real_bundle


@pytest.fixture
def no_collections():
    """Copying a large document 500 times, the collector would take longer than the copies."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="module")
def packed(bundle):
    """To be unpacked 500 times: nothing copies JSON faster."""
    return marshal.dumps(bundle.document)


@pytest.mark.usefixtures("no_collections")
def test_500_mutations_are_noticed_and_classified_as_the_oracle_says(bundle, packed):
    """`check` compares the bytes of the document first: a document that differs is a file that differs."""
    mutations = everything(bundle.document, COUNT)
    assert len(mutations) == COUNT
    assert len({mutation.name for mutation in mutations}) == COUNT
    wrong = []
    for mutation in mutations:
        mutated = mutation.applied(packed)
        assert mutated != bundle.document, mutation.name
        changes = compare(bundle.document, mutated)
        found = {(c.rule.id, LEVELS[c.impact.wire], BUMPS[c.impact.sdk]) for c in changes}
        if found != {(mutation.rule, mutation.wire, mutation.sdk)}:
            wrong.append((mutation.name, (mutation.rule, mutation.wire, mutation.sdk), found))
        elif mutation.owner and {c.place.owner for c in changes} != {mutation.owner}:
            wrong.append((mutation.name, mutation.owner, {c.place.owner for c in changes}))
    assert wrong == []


def test_every_class_of_edit_is_among_them(bundle):
    assert {mutation.name.partition(":")[0] for mutation in everything(bundle.document, COUNT)} == set(CLASSES)


@pytest.fixture(scope="module")
def output(real_files, tmp_path_factory):
    """What the unchanged document gives."""
    folder = tmp_path_factory.mktemp("generated")
    build.write(real_files, folder)
    return folder


#: The whole command takes seconds: one mutation here, one of each class with `make mutations`.
CHECKED = len(CLASSES) if os.environ.get("CLAUDEWIRE_MUTATIONS") == "all" else 1


@pytest.mark.parametrize("number", range(CHECKED))
def test_check_fails_on_a_mutation(bundle, packed, output, number, monkeypatch, capsys):
    mutation = everything(bundle.document, COUNT)[number]
    monkeypatch.setattr(load, "bundle", lambda _: load.Bundle(mutation.applied(packed), bundle.source_map))
    assert cli.main(["--output", str(output), "check"]) == 1, mutation.name
    assert len(capsys.readouterr().err.splitlines()) >= 1
