"""Data sets of the library `datasets`, whole and streamed, as a source of bulk runs: part of `make ray`, whose environment has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from claudewire import Claude, bulk
from claudewire.testing import LocalServer

datasets = pytest.importorskip("datasets", reason="datasets is not installed: `make ray` has an environment with it")

ROWS = [{"id": f"r{number}", "text": f"Review {number}", "stars": number % 5, "tags": ["new"]} for number in range(30)]


def rows() -> Iterator[dict[str, Any]]:
    yield from ROWS


FORMS = {
    "whole": lambda: datasets.Dataset.from_list(ROWS),
    "selected": lambda: datasets.Dataset.from_list(ROWS * 2).select(range(30)),
    "formatted for numpy": lambda: datasets.Dataset.from_list(ROWS).with_format("numpy"),
    "formatted for arrow": lambda: datasets.Dataset.from_list(ROWS).with_format("arrow"),
    "streamed": lambda: datasets.IterableDataset.from_generator(rows),
    "streamed and shuffled": lambda: datasets.Dataset.from_list(ROWS).to_iterable_dataset().shuffle(seed=1),
    "streamed and formatted": lambda: datasets.Dataset.from_list(ROWS).to_iterable_dataset().with_format("arrow"),
}


@pytest.mark.parametrize("form", FORMS)
def test_data_set_is_a_source(form: str) -> None:
    found: list[Any] = []
    with LocalServer() as server, Claude(api_key="sk-ant-local", base_url=server.url) as client:
        bulk.run(
            client, FORMS[form](), template="{text}: {stars} {tags}", model="claude-haiku-4-5", max_tokens=8, into=found
        )
        asked = {request.body["messages"][0]["content"] for request in server.requests}

    assert sorted(result.custom_id for result in found) == sorted(row["id"] for row in ROWS)
    assert asked == {f'Review {number}: {number % 5} ["new"]' for number in range(30)}


def test_dictionary_of_data_sets_names_its_parts() -> None:
    both = datasets.DatasetDict({"train": datasets.Dataset.from_list(ROWS)})

    with (
        Claude(api_key="sk-ant-local", base_url="http://127.0.0.1:9") as client,
        pytest.raises(bulk.BulkInvalid, match="train"),
    ):
        bulk.run(client, both, template="{text}", model="claude-haiku-4-5", max_tokens=8, into=[])
