"""Typed records out of 1,000 texts, many at a time. A record that does not fit is asked for again, with the reason.

export ANTHROPIC_API_KEY=…    # or ANTHROPIC_BASE_URL of `claudewire serve`
python examples/agents/extract.py 1000
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from claudewire import AsyncClaude, OutputInvalid

TOGETHER = 16


@dataclass
class Order:
    """An order in a mail."""

    number: int
    day: date
    kind: Literal["new", "change", "cancel"]
    cents: Annotated[int, "the total"]

    def __post_init__(self) -> None:
        if self.cents < 0:
            raise ValueError("cents are not negative")


def mails(count: int) -> list[str]:
    """Returns texts to read."""
    return [f"Order {n} of 2026-11-{n % 28 + 1:02}: new, {n * 5} cents." for n in range(count)]


async def main(count: int) -> None:
    """Reads all texts."""
    room = asyncio.Semaphore(TOGETHER)
    ends, tokens = Counter[str](), 0
    orders: dict[str, Order] = {}

    async def read(client: AsyncClaude, text: str) -> None:
        nonlocal tokens
        async with room:
            try:
                message = await client.messages.parse(
                    model="claude-sonnet-5-5",
                    max_tokens=200,
                    messages=[{"role": "user", "content": text}],
                    output_format=Order,
                    repair=2,
                )
            except OutputInvalid as error:  # the message is there: what it cost is counted, too
                ends[error.reason] += 1
                tokens += (error.usage_total or {}).get("output_tokens", 0)
                return
        tokens += message.usage_total["output_tokens"]
        if message.parsed_output is None:
            ends["refusal"] += 1
        else:
            orders[text] = message.output
            ends["repaired" if message.usage_total["output_tokens"] > message.usage.output_tokens else "read"] += 1

    async with AsyncClaude() as client, asyncio.TaskGroup() as tasks:
        for text in mails(count):
            tasks.create_task(read(client, text))

    right = sum(int(re.findall(r"\d+", text)[0]) == order.number for text, order in orders.items())
    print(f"{count} texts: {dict(sorted(ends.items()))}, {right} right, {tokens} output tokens")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
