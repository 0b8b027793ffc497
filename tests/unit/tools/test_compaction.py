"""`messages.compact`: a conversation replaced by its summary."""

from __future__ import annotations

import asyncio
from typing import Any

from claudewire import AsyncClaude, Claude
from claudewire.testing import LocalServer

CONVERSATION: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 200,
    "messages": [
        {"role": "user", "content": "Name a city"},
        {"role": "assistant", "content": "Oslo"},
        {"role": "user", "content": "Another one"},
    ],
}


def summary(text: str | None) -> dict[str, Any]:
    return {"type": "message", "content": [{"type": "compaction", "content": text}], "stop_reason": "compaction"}


def test_summary_takes_the_place_of_the_conversation(client: Claude, server: LocalServer) -> None:
    server.script([summary("Oslo was named."), "Rome"])

    short = client.messages.compact(**CONVERSATION, instructions="Keep cities.", stop_sequences=["x"])
    answer: Any = client.messages.create(
        model="claude-sonnet-5-5", max_tokens=50, messages=[*short.messages, {"role": "user", "content": "Go on"}]
    )

    assert short.summary == "Oslo was named."
    assert short.message.usage.output_tokens > 0
    assert answer.content[0].text == "Rome"
    first, second = (request.body for request in server.requests)
    assert first["compaction"] == {"type": "summarize", "instructions": "Keep cities."}
    assert first["messages"] == CONVERSATION["messages"]
    assert "stop_sequences" not in first
    assert second["messages"][0]["content"][0]["type"] == "compaction"


def test_conversation_stays_if_there_is_no_summary(server: LocalServer) -> None:
    server.script(
        [{"type": "message", "content": [{"type": "compaction", "content": None}], "stop_reason": "compaction"}]
    )

    async def main() -> Any:
        async with AsyncClaude(base_url=server.url, api_key="sk-ant-local") as client:
            return await client.beta.messages.compact(**CONVERSATION)

    short = asyncio.run(main())

    assert short.messages == CONVERSATION["messages"]
    assert short.summary is None
