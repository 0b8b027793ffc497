"""A program for the official SDK. Only its import is another one."""

from claudewire import Anthropic, RateLimitError  # was: from anthropic import …

client = Anthropic()
try:
    message = client.messages.create(
        model="claude-sonnet-5-5",
        max_tokens=200,
        messages=[{"role": "user", "content": "Hello, Claude"}],
    )
    for block in message.content:
        if block.type == "text":
            print(block.text)
    print(message.usage.output_tokens)
except RateLimitError as error:
    print(error.status_code, error.request_id)
