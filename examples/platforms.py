"""One program on every platform: a message, a stream, a tool, a token count, and what the platform has.

    python examples/platforms.py bedrock://eu-central-1            # with your credentials, for a few cents
    python examples/platforms.py vertex://my-project/global foundry://my-resource
    python examples/platforms.py --local                           # all of them, against local servers: no cloud, no cost

Several URLs are one client that goes on with the next platform after an outage.
"""

from __future__ import annotations

import argparse
import os
from typing import Any

import claudewire
from claudewire import Claude, NotOnPlatform, tool
from claudewire.testing import LocalServer, Settings

#: AWS' own example of a key. The local server knows it, and checks signatures with it.
KEYS = {"access_key": "AKIDEXAMPLE", "secret_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
#: Platform → URL, what follows the host in a base URL, and credentials that the local server takes.
LOCAL: dict[str, tuple[str, str, dict[str, Any]]] = {
    "bedrock": ("bedrock://eu-central-1", "", KEYS),
    "bedrock-messages": ("bedrock-messages://eu-central-1", "/anthropic", KEYS),
    "bedrock-mantle": ("bedrock-mantle://eu-central-1", "/anthropic", KEYS),
    "aws": ("aws://us-west-2/wrkspc_1", "", KEYS),
    "vertex": ("vertex://my-project/global", "/v1", {"access_token": "local"}),
    "google-cloud": ("google-cloud://my-project/global/wrkspc_1", "", {"token_provider": lambda: "local"}),
    "foundry": ("foundry://", "/anthropic", {"api_key": "local"}),
}
MODEL = os.environ.get("ANTHROPIC_MODEL", "claude-haiku-4-5")


@tool
def get_weather(city: str) -> str:
    """Return the weather in a city."""
    return f"12 degrees and rain in {city}"


def main() -> None:
    parser = argparse.ArgumentParser(description="One program on every platform.")
    parser.add_argument("urls", nargs="*", help="such as bedrock://eu-central-1; default: CLAUDEWIRE_PLATFORM")
    parser.add_argument("--local", action="store_true", help="run on all platforms, against local servers")
    options = parser.parse_args()
    if not options.local:
        with claudewire.connect(*options.urls) as client:
            show(client)
        return
    for name, (url, path, credentials) in LOCAL.items():
        with (
            LocalServer(Settings(platform=name)) as server,
            claudewire.connect(url, base_url=server.url + path, **credentials) as client,
        ):
            show(client)


def show(client: Claude) -> None:
    """The program. Nothing in it knows the platform."""
    platform = client.platform
    print(f"{platform.title}: {MODEL} is {platform.model_id(MODEL)}")

    question: list[Any] = [{"role": "user", "content": "What is the weather in Lisbon?"}]
    message = client.messages.create(model=MODEL, max_tokens=200, messages=question)
    print(f"  message: {len(message.content)} block, {message.usage.output_tokens} tokens")

    with client.messages.stream(model=MODEL, max_tokens=200, messages=question) as stream:
        words = "".join(stream.text_stream)
        print(f"  stream: {len(words)} characters, then {stream.get_final_message().stop_reason}")

    runner = client.messages.tool_runner(model=MODEL, max_tokens=200, messages=question, tools=[get_weather])
    print(f"  tools: {runner.until_done().stop_reason}")

    tokens = client.messages.count_tokens(model=MODEL, messages=question)
    print(f"  count_tokens: {tokens.input_tokens}")

    try:
        batches = client.messages.batches.list(limit=1)
    except NotOnPlatform as error:
        print(f"  batches: {error}")
    else:
        print(f"  batches: {len(batches.data)}")


if __name__ == "__main__":
    main()
