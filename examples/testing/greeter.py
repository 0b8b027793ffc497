"""A small program of a user: it greets people, in their language if it knows it."""

from __future__ import annotations

from claudewire import Claude, OverloadedError


def greet(client: Claude, name: str) -> str:
    """One greeting; a plain one where the API has no room."""
    try:
        message = client.messages.create(
            model="claude-haiku-5-5",
            max_tokens=50,
            messages=[{"role": "user", "content": f"Greet {name} in one short line."}],
        )
    except OverloadedError:
        return f"Hello, {name}!"
    return "".join(block.text for block in message.content if block.type == "text")


def greet_aloud(client: Claude, name: str) -> list[str]:
    """The same, word by word as it is written."""
    with client.messages.stream(
        model="claude-haiku-5-5",
        max_tokens=50,
        messages=[{"role": "user", "content": f"Greet {name} in one short line."}],
    ) as stream:
        return list(stream.text_stream)
