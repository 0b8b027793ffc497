"""The Message Batches API. The progress of a batch follows from the clock: nothing runs in the background."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, Final

from attrs import frozen

from claudewire.testing.checks.validate import first_problem
from claudewire.testing.clock import timestamp
from claudewire.testing.responses.errors import APIErrorResponse, invalid_request, not_found
from claudewire.testing.responses.steps import Steps, json_response, jsonl_response
from claudewire.testing.state import Handler, State, ValidRequest

from . import messages
from .pages import by_id

#: Seconds until a batch that has not ended expires, and until results are removed.
EXPIRY: Final = 24 * 3600
RETENTION: Final = 29 * 24 * 3600
#: The most seconds from a cancellation to the end.
CANCELING: Final = 1.0
_PARAMS: Final = "MessageCreateParamsNonStreaming"


@frozen(kw_only=True)
class Progress:
    """The progress of a batch at a moment."""

    status: str
    ended_at: float
    #: What became of each request, by its place in the batch, if the batch ends as it is going to.
    fates: tuple[str, ...]


def progress(batch: Mapping[str, Any], now: float) -> Progress:
    """Return the progress of a batch. Its requests are done one after the other, evenly over its time."""
    created, seconds, results = batch["created"], batch["seconds"], batch["results"]
    canceled = batch["canceled"]
    expires = created + EXPIRY
    ended_at = min(created + seconds, expires)
    if canceled is not None and canceled < ended_at:
        ended_at = min(ended_at, canceled + min(seconds / 4, CANCELING))
    fates: list[str] = []
    for place, result in enumerate(results):
        done = created + seconds * (place + 1) / len(results)
        if canceled is not None and done > canceled:
            fates.append("canceled")
        else:
            fates.append("expired" if done > expires else result["result"]["type"])
    status = "ended" if now >= ended_at else "in_progress" if canceled is None else "canceling"
    return Progress(status=status, ended_at=ended_at, fates=tuple(fates))


def create(state: State, request: ValidRequest) -> Steps:
    state.limits.admit()
    names = Counter(item["custom_id"] for item in request.body["requests"])
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise invalid_request(
            f"requests: custom_id must be unique within a batch; found more than once: {', '.join(twice[:5])}"
        )
    batch: dict[str, Any] = {
        "id": state.ids.new("msgbatch_01"),
        "created": state.clock.now(),
        "seconds": state.settings.batch_seconds,
        "canceled": None,
        "results": [
            {"custom_id": item["custom_id"], "result": _result(state, request, item["params"])}
            for item in request.body["requests"]
        ],
    }
    state.store.put("batch", batch["id"], batch)
    return json_response(_shape(state, request, batch))


def list_batches(state: State, request: ValidRequest) -> Steps:
    return json_response(by_id([_shape(state, request, batch) for batch in state.store.newest("batch")], request.query))


def retrieve(state: State, request: ValidRequest) -> Steps:
    batch = _found(state, request)
    left = progress(batch, state.clock.now()).ended_at - state.clock.now()
    headers = {"retry-after": str(min(60, math.ceil(left)))} if left > 0 else {}
    return json_response(_shape(state, request, batch), headers=headers)


def cancel(state: State, request: ValidRequest) -> Steps:
    batch = _found(state, request)
    if progress(batch, state.clock.now()).status == "ended":
        raise invalid_request(f"Message Batch {batch['id']} cannot be canceled because it has ended.")
    if batch["canceled"] is None:
        batch["canceled"] = state.clock.now()
        state.store.put("batch", batch["id"], batch)
    return json_response(_shape(state, request, batch))


def delete(state: State, request: ValidRequest) -> Steps:
    batch = _found(state, request)
    if progress(batch, state.clock.now()).status != "ended":
        raise invalid_request(
            f"Message Batch {batch['id']} cannot be deleted while it is being processed; cancel it first."
        )
    state.store.delete("batch", batch["id"])
    return json_response({"id": batch["id"], "type": "message_batch_deleted"})


def results(state: State, request: ValidRequest) -> Steps:
    batch = _found(state, request)
    now = state.clock.now()
    if progress(batch, now).status != "ended" or now >= batch["created"] + RETENTION:
        raise not_found(f"Message Batch {batch['id']} has no available results.")
    return jsonl_response(
        _lines(batch, now), {"content-disposition": f'attachment; filename="{batch["id"]}_results.jsonl"'}
    )


def _result(state: State, request: ValidRequest, params: dict[str, Any]) -> dict[str, Any]:
    """Return the result of one request; it is checked here, not when the batch is created."""
    try:
        problem = first_problem(state.document, state.document.schemas[_PARAMS], params, request.betas)
        if problem:
            raise invalid_request(problem)
        return {"type": "succeeded", "message": messages.write(state, params, batched=True)}
    except APIErrorResponse as refusal:
        return {"type": "errored", "error": refusal.body(None)}


def _lines(batch: Mapping[str, Any], now: float) -> Iterator[dict[str, Any]]:
    """Yield the results in random order: a client has to match them by `custom_id`."""
    pairs = list(zip(batch["results"], progress(batch, now).fates, strict=True))
    Random(batch["id"]).shuffle(pairs)  # noqa: S311 - repeatable, not secret
    for result, fate in pairs:
        yield (
            result if fate == result["result"]["type"] else {"custom_id": result["custom_id"], "result": {"type": fate}}
        )


def _found(state: State, request: ValidRequest) -> dict[str, Any]:
    name = request.path["message_batch_id"]
    batch = state.store.get("batch", name)
    if batch is None:
        raise not_found(f"Message Batch {name} not found.")
    return batch


def _shape(state: State, request: ValidRequest, batch: Mapping[str, Any]) -> dict[str, Any]:
    now = state.clock.now()
    at = progress(batch, now)
    ended = at.status == "ended"
    counts = Counter(at.fates) if ended else Counter(processing=len(at.fates))
    archived = batch["created"] + RETENTION
    return {
        "id": batch["id"],
        "type": "message_batch",
        "processing_status": at.status,
        "request_counts": {
            kind: counts[kind] for kind in ("processing", "succeeded", "errored", "canceled", "expired")
        },
        "ended_at": timestamp(at.ended_at) if ended else None,
        "created_at": timestamp(batch["created"]),
        "expires_at": timestamp(batch["created"] + EXPIRY),
        "archived_at": timestamp(archived) if now >= archived else None,
        "cancel_initiated_at": None if batch["canceled"] is None else timestamp(batch["canceled"]),
        "results_url": f"{request.base_url}/v1/messages/batches/{batch['id']}/results"
        if ended and now < archived
        else None,
    }


HANDLERS: Final[Mapping[str, Handler]] = {
    "messages.batches.create": create,
    "messages.batches.list": list_batches,
    "messages.batches.retrieve": retrieve,
    "messages.batches.cancel": cancel,
    "messages.batches.delete": delete,
    "messages.batches.results": results,
}
