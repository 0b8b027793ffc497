"""Prompt caching with its numbers: the long part of a prompt is read once and found again."""

from claudewire import Claude
from claudewire.types import Message, MessageParam

#: A cached part must have 1,024 tokens or more (some models: 4,096).
MANUAL = "Chapter 1. The pump must be switched off before it is cleaned. " * 800


def ask(client: Claude, turns: list[MessageParam]) -> Message:
    return client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=300,
        system=[
            {"type": "text", "text": "You answer questions about a manual."},
            {"type": "text", "text": MANUAL, "cache_control": {"type": "ephemeral"}},  # everything up to here is kept
        ],
        messages=turns,
    )


def main() -> None:
    client = Claude()
    for question in ("May I clean the running pump?", "What comes first?", "Who may clean it?"):
        usage = ask(client, [{"role": "user", "content": question}]).usage
        written, read = usage.cache_creation_input_tokens or 0, usage.cache_read_input_tokens or 0
        # Writing costs 1.25 of the price of input, reading 0.1.
        paid = usage.input_tokens + 1.25 * written + 0.1 * read
        whole = usage.input_tokens + written + read
        print(
            f"{question:<32} {written:>6} written {read:>6} read {usage.input_tokens:>4} new: {paid / whole:.0%} of the price"
        )


if __name__ == "__main__":
    main()
