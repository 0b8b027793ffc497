"""Errors, retries and deadlines: what a program does about each kind of failure."""

from claudewire import (
    APIConnectionError,
    APIError,
    APIStatusError,
    Claude,
    DeadlineExpired,
    OverloadedError,
    RateLimitError,
    RequestInvalid,
)
from claudewire.types import Message

client = Claude(max_retries=3)  # 429, 5xx and lost connections, with growing pauses


def ask(text: str) -> Message | None:
    try:
        return client.messages.create(
            model="claude-sonnet-5-5",
            max_tokens=500,
            messages=[{"role": "user", "content": text}],
            deadline=60.0,  # seconds for everything: attempts, pauses, reading
        )
    except RequestInvalid as error:  # a mistake of this program; nothing was sent
        print("not sent:", error)
    except RateLimitError as error:
        print(f"too fast: come back in {error.retry_after or 60:.0f} s")
    except OverloadedError:
        print("the API is busy; all attempts are spent")
    except DeadlineExpired as error:
        print("too slow:", error)
    except APIConnectionError as error:  # no complete response
        print("no connection:", error.__cause__)
    except APIStatusError as error:  # 400, 401, 404, …: another attempt does not help
        print(f"refused: {error.status_code} {error.error_type}, request {error.request_id}")
    return None


def ask_aloud(text: str) -> str:
    """A stream that breaks keeps what had arrived."""
    try:
        with client.messages.stream(
            model="claude-sonnet-5-5", max_tokens=500, messages=[{"role": "user", "content": text}]
        ) as stream:
            return stream.get_final_text()
    except APIError as error:
        partial = error.partial_message
        received = "".join(b.text for b in partial.content if b.type == "text") if partial else ""
        print(f"{type(error).__name__} after {len(received)} characters")
        return received


if __name__ == "__main__":
    if message := ask("Why is the sky blue?"):
        print(f"answered at attempt {message.response.attempts}")
    print(len(ask_aloud("Count to three.")), "characters")
