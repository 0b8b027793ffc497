"""Extended thinking: the model thinks before it responds, and the thinking goes back with the next turn."""

from claudewire import Claude
from claudewire.types import MessageParam

PROBLEM = "A bat and a ball cost 1.10 together. The bat costs 1.00 more than the ball. What does the ball cost?"


def main() -> None:
    client = Claude()
    turns: list[MessageParam] = [{"role": "user", "content": PROBLEM}]
    with client.messages.stream(
        model="claude-sonnet-5-5",
        max_tokens=8000,
        thinking={"type": "adaptive", "display": "summarized"},
        messages=turns,
    ) as stream:
        for event in stream:
            if event.type == "thinking":
                print(event.thinking, end="", flush=True)
            elif event.type == "text":
                print(event.text, end="", flush=True)
        message = stream.get_final_message()
    details = message.usage.output_tokens_details
    print(f"\n{details.thinking_tokens if details else 0} tokens of thinking, of {message.usage.output_tokens}")

    # Thinking blocks are signed: send `content` back unchanged.
    turns.append({"role": "assistant", "content": message.content})
    turns.append({"role": "user", "content": "And if both cost 2.20?"})
    message = client.messages.create(
        model="claude-sonnet-5-5", max_tokens=8000, thinking={"type": "adaptive"}, messages=turns
    )
    print("".join(block.text for block in message.content if block.type == "text"))


if __name__ == "__main__":
    main()
