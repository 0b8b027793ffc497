"""The official SDK, unmodified, as a client of `serve --platform`. `make platforms` runs it in environments of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anthropic

from claudewire.testing import LocalServer, Settings

KEYS = {
    "aws_access_key": "AKIDEXAMPLE",
    "aws_secret_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "aws_region": "us-east-1",
}
CALL: dict[str, Any] = {"max_tokens": 20, "messages": [{"role": "user", "content": "Hello"}]}
CASES: list[tuple[str, str, Callable[[str], Any], str]] = [
    (
        "AnthropicBedrock",
        "bedrock",
        lambda url: anthropic.AnthropicBedrock(base_url=url, **KEYS),
        "anthropic.claude-haiku-4-5-20251001-v1:0",
    ),
    (
        "AnthropicVertex",
        "vertex",
        lambda url: anthropic.AnthropicVertex(
            base_url=f"{url}/v1", region="us-east5", project_id="p", access_token="token-of-a-test"
        ),
        "claude-haiku-4-5@20251001",
    ),
    (
        "AnthropicFoundry",
        "foundry",
        lambda url: anthropic.AnthropicFoundry(base_url=f"{url}/anthropic", api_key="key-of-a-test"),
        "claude-haiku-4-5-20251001",
    ),
]


def main() -> None:
    for name, platform, make, model in CASES:
        with LocalServer(Settings(platform=platform)) as server:
            client = make(server.url)
            assert client.messages.create(model=model, **CALL).content[0].text
            with client.messages.stream(model=model, **CALL) as stream:
                assert stream.get_final_message().content[0].text
        print(f"{anthropic.__version__}: {name} ✓")


if __name__ == "__main__":
    main()
