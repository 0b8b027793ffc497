"""A conversation in the terminal: the text appears while it arrives."""

from claudewire import APIError, Claude
from claudewire.types import MessageParam

MODEL = "claude-sonnet-5-5"


def main() -> None:
    client = Claude()
    turns: list[MessageParam] = []
    while text := ask():
        turns.append({"role": "user", "content": text})
        try:
            with client.messages.stream(model=MODEL, max_tokens=1000, messages=turns) as stream:
                for piece in stream.text_stream:
                    print(piece, end="", flush=True)
                message = stream.get_final_message()
        except APIError as error:
            turns.pop()  # the turn got no complete response: it can be asked again
            print(f"\n[{error}]")
            continue
        print()
        turns.append({"role": "assistant", "content": message.content})


def ask() -> str | None:
    try:
        return input("> ").strip()
    except EOFError:  # Ctrl-D
        return None


if __name__ == "__main__":
    main()
