"""Bulk requests as a stage of Ray Data, with one limiter for the cluster. Nothing distributed of our own: Ray schedules and restarts.

    import ray
    from claudewire.ray import map_requests

    reviews = ray.data.read_parquet("s3://bucket/reviews/")
    labels = map_requests(reviews, template="Is this review positive? {text}", id_column="id", model="claude-haiku-4-5", max_tokens=50,
                          actors=8, requests_per_minute=4000, checkpoint="/shared/labels")
    labels.write_parquet("s3://bucket/labels/")

Each block of rows is a bulk run with a journal in the folder `checkpoint`. When an actor dies, Ray gives its block to another one, which
goes on in that journal; a block that is done is read from its checkpoint, also in a later run. Needs `ray[data]` and `claudewire[bulk]`.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Generator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from claudewire._call.middleware import MiddlewareCall
from claudewire._client import Claude
from claudewire._limiter.limiter import RateLimiter
from claudewire._outputs.request import output_schema
from claudewire._schema.schema import Schema

from .bulk.data.sources import needs
from .bulk.data.tables import ResultTable
from .bulk.errors import BulkInvalid, JournalBusy
from .bulk.runs import results, run

#: Seconds of turns that an actor fetches from the limiter of the cluster in one step, and the fewest.
_LEASE_SECONDS, _LEASE_LEAST = 0.5, 1
#: Seconds that the journal of a block is waited for: the process that had it may be about to end.
_PATIENCE: Final = 60.0


def _ray() -> Any:
    """Return Ray.

    Raises:
        BulkInvalid: it is not installed.
    """
    try:
        return import_module("ray")
    except ImportError as error:
        raise BulkInvalid("claudewire.ray needs Ray: pip install 'ray[data]' 'claudewire[bulk]'") from error


class ClusterLimiter:
    """The `RateLimiter` of a cluster: an actor with a name. Workers fetch turns from it.

    Args:
        requests_per_minute: Requests of the whole cluster.
    """

    def __init__(self, requests_per_minute: float) -> None:
        self._limiter = RateLimiter(requests_per_minute=requests_per_minute)
        self._per_lease = max(_LEASE_LEAST, int(requests_per_minute / 60 * _LEASE_SECONDS))
        self.granted: int = 0

    async def take(self, wanted: int) -> int:
        """Wait for turns. Returns how many were granted, at least 1 and at most `wanted`.

        Args:
            wanted: How many turns are wanted.
        """
        count = max(1, min(wanted, self._per_lease))
        for _ in range(count):
            await self._turn()
        self.granted += count
        return count

    async def _turn(self) -> None:
        from claudewire._limiter.queue import Cost
        from claudewire._limiter.waiters import AsyncWaiter

        await self._limiter.gate("").acquire(Cost(1.0), AsyncWaiter(), None)

    def count(self) -> int:
        """Return how many turns were granted."""
        return self.granted


class _Turns:
    """Turns that this process has fetched from the limiter of the cluster. A middleware: it waits before each call."""

    def __init__(self, actor: Any) -> None:
        self._actor = actor
        self._lock = threading.Lock()
        self._left = 0
        self._waiting = 0

    def around(self, call: MiddlewareCall) -> Generator[MiddlewareCall, Any, Any]:
        """Wait for a turn, then let the call go."""
        if call.operation == "messages.create":
            self._take()
        result: Any = yield call
        return result

    def _take(self) -> None:
        ray = _ray()
        self._waiting += 1
        with self._lock:
            if self._left == 0:
                self._left = ray.get(self._actor.take.remote(max(1, self._waiting)))
            self._left -= 1
            self._waiting -= 1


@frozen(kw_only=True)
class Settings:
    """What a worker needs to know. A value: Ray sends it to the actors."""

    checkpoint: str | None
    limiter: str | None
    make_client: Callable[[], Claude] | None
    output_format: Any
    arguments: Mapping[str, Any]


class Worker:
    """Runs blocks: one client for each actor. Ray Data calls it with a table and gets one back."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        make: Callable[[], Claude] = settings.make_client or Claude
        client = make()
        if settings.limiter is not None:
            ray = _ray()
            client = client.with_middleware(_Turns(ray.get_actor(settings.limiter)))  # type: ignore[arg-type]
        self._client = client
        schema: Schema[Any] | None = None
        if settings.output_format is not None:
            schema = output_schema(settings.output_format)
        self._table = ResultTable(schema)

    def __call__(self, table: Any) -> Any:
        """Return the results of a block, in its order.

        Raises:
            BulkError: the run of the block failed; what had finished is in its journal.
        """
        pa, pq = needs("pyarrow", "Ray Data"), needs("pyarrow.parquet", "Ray Data")
        schema = self._table.arrow_schema()
        if table.num_rows == 0:
            return schema.empty_table()
        name = self._name(table)
        folder = self._settings.checkpoint
        done = None if folder is None else Path(folder) / f"{name}.parquet"
        if done is not None and done.exists():
            return pq.read_table(done, schema=schema)
        if folder is None:
            found: list[Any] = []
            run(self._client, table, into=found, order="input", **self._run_arguments())
            return self._table.table(pa, schema, found)
        journal = Path(folder) / f"{name}.sqlite"
        self._run_block(table, journal)
        made = self._table.table(pa, schema, list(results(journal, output_format=self._settings.output_format)))
        if done is not None:
            draft = done.with_name(f".{name}.{os.getpid()}.tmp")
            pq.write_table(made, draft)
            draft.replace(done)
        for path in (journal, Path(f"{journal}-wal"), Path(f"{journal}-shm")):
            path.unlink(missing_ok=True)
        return made

    def _run_block(self, table: Any, journal: Path) -> None:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                run(self._client, table, journal=journal, **self._run_arguments())
                return
            except JournalBusy:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)

    def _run_arguments(self) -> dict[str, Any]:
        settings = self._settings
        return {**settings.arguments, "output_format": settings.output_format}

    def _name(self, table: Any) -> str:
        """Return the name of a block: a hash of its rows and of what is asked about them."""
        asked = json.dumps({name: repr(value) for name, value in self._settings.arguments.items()}, sort_keys=True)
        digest = hashlib.blake2b(f"{asked}{self._settings.output_format!r}".encode(), digest_size=16)
        for row in table.to_pylist():
            digest.update(json.dumps(row, sort_keys=True, default=str).encode("utf-8", "replace"))
        return f"block-{digest.hexdigest()}"


def cluster_limiter(requests_per_minute: float, *, name: str = "claudewire-limiter") -> Any:
    """Return the limiter of the cluster, and start it if it does not run. It lives as long as the cluster.

    Args:
        requests_per_minute: Requests of all actors together.
        name: Its name. Programs that give the same name share one limiter.
    """
    ray = _ray()
    made: Any = ray.remote(ClusterLimiter)
    return made.options(
        name=name,
        get_if_exists=True,
        lifetime="detached",
        num_cpus=0,
        max_restarts=-1,
        max_task_retries=-1,
        max_concurrency=1000,
    ).remote(requests_per_minute)


def map_requests(
    dataset: Any,
    *,
    actors: int = 2,
    requests_per_minute: float | None = None,
    limiter: str = "claudewire-limiter",
    checkpoint: str | os.PathLike[str] | None = None,
    block_size: int = 1_000,
    make_client: Callable[[], Claude] | None = None,
    output_format: Any = None,
    **arguments: Any,
) -> Any:
    """Return a dataset with the results for the rows of a dataset, in its order. Like every stage of Ray Data it runs when it is read.

    Args:
        dataset: A `ray.data.Dataset`.
        actors: Processes that send requests, each with a client of its own.
        requests_per_minute: Limit of all actors together; None for the limits of the clients.
        limiter: Name of the limiter's actor.
        checkpoint: Folder that all actors see. Blocks that are done, and the journals of those that are not.
        block_size: Rows of a block: what is read again from a checkpoint, and sent again without one.
        make_client: Makes the client in an actor. Default: `Claude()`, with the key of the actor's environment.
        output_format: The type of the results: a class that the actors can import.
        arguments: Arguments of `bulk.run`: `template`, `id_column`, `model`, `max_tokens`, `concurrency`, …

    Raises:
        BulkInvalid: an argument is the dataset's own business, such as `into` and `journal`, or Ray is not installed.
    """
    ray = _ray()
    own = sorted({"into", "journal", "order", "progress", "report", "retry_failed"} & set(arguments))
    if own:
        raise BulkInvalid(
            f"{own[0]} is no argument of map_requests: results are the rows of the dataset that it returns"
        )
    settings = Settings(
        checkpoint=None, limiter=None, make_client=make_client, output_format=output_format, arguments=dict(arguments)
    )
    if checkpoint is not None:
        Path(checkpoint).mkdir(parents=True, exist_ok=True)
        settings = evolve(settings, checkpoint=os.fspath(checkpoint))
    if requests_per_minute is not None:
        cluster_limiter(requests_per_minute, name=limiter)
        settings = evolve(settings, limiter=limiter)
    return dataset.map_batches(
        Worker,
        fn_constructor_args=(settings,),
        batch_size=block_size,
        batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=actors),
        num_cpus=0.5,
        max_restarts=-1,
        max_task_retries=-1,
    )


def partition_results(
    rows: Any, client: Claude, *, checkpoint: str | os.PathLike[str] | None = None, **arguments: Any
) -> Any:
    """Return the results for the rows of one partition as a table of pyarrow: the plain function that Dask and Spark call.

    Args:
        rows: A data frame, a table, or an iterable of rows.
        client: The client. Make it in the function that the cluster calls: connections are not sent between machines.
        checkpoint: Folder for the journal and the results of the partition.
        arguments: Arguments of `bulk.run`.

    Raises:
        BulkError: the run failed.
    """
    pa = needs("pyarrow", "partitions")
    output_format = arguments.pop("output_format", None)
    settings = Settings(
        checkpoint=None if checkpoint is None else os.fspath(checkpoint),
        limiter=None,
        make_client=lambda: client,
        output_format=output_format,
        arguments=arguments,
    )
    table = rows
    if hasattr(rows, "iloc"):
        table = pa.Table.from_pandas(rows, preserve_index=False)
    elif not hasattr(rows, "num_rows"):
        table = pa.Table.from_pylist([dict(row) for row in rows])
    return Worker(settings)(table)


__all__ = ["ClusterLimiter", "cluster_limiter", "map_requests", "partition_results"]
