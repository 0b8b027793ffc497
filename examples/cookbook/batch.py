"""A batch of 10,000 requests, with progress, that goes on where it was when the program starts again."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from claudewire import Claude
from claudewire.types import BatchRequestParam, MessageBatch

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
STATE = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("batch.json")  # the IDs of the batches
RESULTS = STATE.with_suffix(".jsonl")


def requests() -> Iterator[BatchRequestParam]:
    for number in range(COUNT):
        yield {
            "custom_id": f"review-{number}",  # results come in any order: this says whose they are
            "params": {
                "model": "claude-haiku-5-5",
                "max_tokens": 16,
                "messages": [{"role": "user", "content": f"Praise or complaint? Review number {number}."}],
            },
        }


def progress(batch: MessageBatch) -> None:
    counts = batch.request_counts
    done = counts.succeeded + counts.errored + counts.canceled + counts.expired
    print(f"{batch.id}: {done:,} of {done + counts.processing:,}", file=sys.stderr)


def main() -> None:
    client = Claude()
    if STATE.exists():
        ids: list[str] = json.loads(STATE.read_text(encoding="utf-8"))
        print(f"going on with {len(ids)} batches", file=sys.stderr)
    else:
        ids = [batch.id for batch in client.messages.batches.submit(requests())]
        STATE.write_text(json.dumps(ids), encoding="utf-8")

    succeeded = failed = 0
    with RESULTS.open("w", encoding="utf-8") as file:
        for batch_id in ids:
            client.messages.batches.wait(batch_id, on_progress=progress)
            with client.messages.batches.results(batch_id) as results:
                for result in results:
                    file.write(json.dumps(result.to_dict()) + "\n")
                    if result.result.type == "succeeded":
                        succeeded += 1
                    else:  # errored, canceled, expired
                        failed += 1
    print(f"{succeeded:,} succeeded, {failed:,} failed, written to {RESULTS}")


if __name__ == "__main__":
    main()
