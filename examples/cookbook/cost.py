"""Counting tokens before a call, and what it cost afterwards."""

from claudewire import Claude
from claudewire.types import MessageParam, Usage

#: Dollars for a million tokens: put in those of the price page for your model.
INPUT, OUTPUT = 3.00, 15.00
CACHE_WRITE, CACHE_READ = 1.25 * INPUT, 0.10 * INPUT
BUDGET = 0.05
MODEL = "claude-sonnet-5-5"


def dollars(usage: Usage) -> float:
    return (
        usage.input_tokens * INPUT
        + (usage.cache_creation_input_tokens or 0) * CACHE_WRITE
        + (usage.cache_read_input_tokens or 0) * CACHE_READ
        + usage.output_tokens * OUTPUT
    ) / 1_000_000


def main() -> None:
    client = Claude()
    turns: list[MessageParam] = [{"role": "user", "content": "Summarize: " + "The tide rises twice a day. " * 200}]
    counted = client.messages.count_tokens(model=MODEL, messages=turns).input_tokens
    most = (counted * INPUT + 500 * OUTPUT) / 1_000_000  # if all of max_tokens is used
    print(f"{counted} input tokens, at most ${most:.4f}")
    if most > BUDGET:
        print("too expensive")
        return
    message = client.messages.create(model=MODEL, max_tokens=500, messages=turns)
    print(f"{message.usage.output_tokens} output tokens, ${dollars(message.usage):.4f}")


if __name__ == "__main__":
    main()
