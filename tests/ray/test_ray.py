"""`claudewire.ray` on a local cluster, and a plain function per partition for Dask and Spark: `make ray`, in an environment of its own."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from claudewire import Claude, bulk
from claudewire.testing import LocalServer

# A busy machine starts Ray's processes slowly; its own limits are 15 and 30 seconds.
os.environ.setdefault("RAY_agent_register_timeout_ms", "300000")
os.environ.setdefault("RAY_raylet_start_wait_time_s", "300")

ray = pytest.importorskip("ray", reason="Ray is not installed: `make ray` has an environment with it")

#: `RAY_REQUESTS=20000 make ray` is the full size.
REQUESTS = int(os.environ.get("RAY_REQUESTS", "2000"))
FIELDS: dict[str, Any] = {
    "template": "Question {number}",
    "id_column": "number",
    "model": "claude-haiku-4-5",
    "max_tokens": 8,
}


def client_of(url: str, pids: str | None = None) -> Claude:
    """Make a client, and note the process that it is made in."""
    if pids is not None:
        Path(pids, str(os.getpid())).touch()
    return Claude(api_key="sk-ant-local", base_url=url, allow_http=True)


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield
    ray.shutdown()


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def seen(server: LocalServer) -> Counter[str]:
    counter: Counter[str] = Counter()

    def note(body: dict[str, Any]) -> str:
        counter[body["messages"][0]["content"]] += 1
        return "Yes."

    server.reply(note, times=None)
    return counter


def test_dataset_goes_through_two_actors_and_one_limiter_while_one_is_killed(cluster, server, seen, tmp_path):
    from claudewire.ray import cluster_limiter, map_requests

    rate = 60_000
    (pids := tmp_path / "pids").mkdir()
    labels = map_requests(
        ray.data.range(REQUESTS).map_batches(lambda batch: {"number": batch["id"]}),
        actors=2,
        requests_per_minute=rate,
        limiter="test-limiter",
        checkpoint=tmp_path / "checkpoints",
        block_size=max(50, REQUESTS // 40),
        make_client=partial(client_of, server.url, str(pids)),
        concurrency=16,
        **FIELDS,
    )
    killed: list[int] = []

    def kill() -> None:
        while seen.total() < REQUESTS // 4:
            time.sleep(0.05)
        pid = int(next(pids.iterdir()).name)
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    begin = time.monotonic()
    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    rows = labels.take_all()
    seconds = time.monotonic() - begin
    killer.join(30)

    assert len(killed) == 1
    assert sorted(int(row["custom_id"]) for row in rows) == list(range(REQUESTS))
    assert {(row["status"], row["text"]) for row in rows} == {("succeeded", "Yes.")}
    granted = ray.get(cluster_limiter(rate, name="test-limiter").count.remote())
    repeated = seen.total() - REQUESTS
    figures = {
        "requests": REQUESTS,
        "seconds": round(seconds, 1),
        "repeated": repeated,
        "turns": granted,
        "killed": len(killed),
    }
    print(json.dumps(figures))
    assert len(seen) == REQUESTS
    assert repeated <= 64
    assert granted >= seen.total()


def test_second_run_reads_its_checkpoints_and_sends_nothing(cluster, server, seen, tmp_path):
    from claudewire.ray import map_requests

    def labels() -> Any:
        numbers = ray.data.from_items([{"number": number} for number in range(100)])
        return map_requests(
            numbers, checkpoint=tmp_path, block_size=20, make_client=partial(client_of, server.url), **FIELDS
        ).take_all()

    first, second = labels(), labels()

    assert sorted(first, key=str) == sorted(second, key=str)
    assert set(seen.values()) == {1}
    assert {path.suffix for path in Path(tmp_path).iterdir()} == {".parquet"}


def test_limiter_of_the_cluster_holds_its_rate(cluster):
    from claudewire.ray import cluster_limiter

    limiter = cluster_limiter(600, name="slow-limiter")
    begin = time.monotonic()
    taken = 0
    while taken < 615:  # 600 are there at the beginning; 10 come in each second
        taken += ray.get(limiter.take.remote(5))

    assert time.monotonic() - begin >= 1.4


def test_arguments_of_the_dataset_are_refused(cluster):
    from claudewire.ray import map_requests

    with pytest.raises(bulk.BulkInvalid, match="journal"):
        map_requests(ray.data.range(1), journal="run.sqlite")


def label(rows: Any, url: str, folder: str | None = None) -> Any:
    """The function per partition that the guide shows."""
    from claudewire.ray import partition_results

    with client_of(url) as client:
        return partition_results(rows, client, checkpoint=folder, **FIELDS).to_pandas()


def test_dask_calls_a_function_per_partition(server, seen):
    dask = pytest.importorskip("dask.dataframe")
    import pandas as pd

    frame = dask.from_pandas(pd.DataFrame({"number": range(100)}), npartitions=4)

    found = frame.map_partitions(
        label, server.url, meta=label(pd.DataFrame({"number": [0]}), server.url).head(0)
    ).compute(scheduler="threads", num_workers=2)

    assert sorted(map(int, found["custom_id"])) == list(range(100))
    assert len(seen) == 100


def test_spark_calls_a_function_per_partition(server, seen, monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)  # the Python of this environment, not that of the PATH
    pyspark = pytest.importorskip("pyspark.sql")
    spark = (
        pyspark.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    )  # fmt: skip
    url = server.url

    def partition(rows: Any) -> Any:
        from claudewire import Claude
        from claudewire.ray import partition_results

        with Claude(api_key="sk-ant-local", base_url=url) as client:
            table = partition_results([row.asDict() for row in rows], client, **FIELDS)
        return ((row["custom_id"], row["status"], row["text"]) for row in table.to_pylist())

    try:
        numbers = spark.createDataFrame([(number,) for number in range(60)], ["number"]).repartition(3)
        found = numbers.rdd.mapPartitions(partition).collect()
    finally:
        spark.stop()

    assert sorted(int(row[0]) for row in found) == list(range(60))
    assert {row[1:] for row in found} == {("succeeded", "Yes.")}
