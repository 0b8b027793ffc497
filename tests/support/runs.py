"""What the tests of tools and loops share: arguments of a loop, tools, values that they return, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from claudewire import Claude, Run, tool
from claudewire.testing import LocalServer

BASE: dict[str, Any] = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 200,
    "messages": [{"role": "user", "content": "Go"}],
}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 8


@dataclass
class Row:
    id: int
    at: dt.date


@tool
def echo(text: str) -> str:
    return text


def noting() -> tuple[Any, list[str]]:
    """Returns a tool `note`, and the list to which it adds the text of each call."""
    executed: list[str] = []

    @tool
    def note(text: str) -> str:
        executed.append(text)
        return text

    return note, executed


def user_turns(run: Run) -> list[Any]:
    return [message["content"] for message in run.messages if message["role"] == "user"]


@tool
def weather(city: str, days: int = 3) -> str:
    """Returns the weather of a city.

    Args:
        city: Name of the city,
            in English.
        days: How many days.

    Returns:
        A sentence.
    """
    return f"{city}: sun for {days} days"


def results(client: Claude, server: LocalServer, tools: list[Any], *calls: Any, **more: Any) -> list[dict[str, Any]]:
    """Returns the message that answers the calls."""
    server.reply(list(calls))
    server.reply("done")
    runner = client.messages.tool_runner(**BASE, tools=tools, **more)
    runner.until_done()
    content: list[dict[str, Any]] = runner.run.messages[2]["content"]
    assert server.requests[-1].body["messages"][2]["content"] == content
    return content
