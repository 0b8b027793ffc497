"""The same program on the Claude API, Amazon Bedrock, Google Vertex AI and Microsoft Foundry."""

import sys

from claudewire import Claude, NotOnPlatform, connect


def ask(client: Claude) -> str:
    message = client.messages.create(
        model="claude-sonnet-5-5",  # translated into the name that the platform has for it
        max_tokens=300,
        messages=[{"role": "user", "content": "Why is the sky blue?"}],
    )
    return "".join(block.text for block in message.content if block.type == "text")


def main() -> None:
    # For instance "bedrock:eu-central-1", "vertex:my-project@europe-west1", "foundry:my-resource"; nothing is the Claude API.
    client = connect(sys.argv[1]) if len(sys.argv) > 1 else Claude()
    with client:
        print(ask(client))
        try:
            print(sum(1 for _ in client.messages.batches.list()), "batches")
        except NotOnPlatform as error:  # before anything is sent
            print(error)


if __name__ == "__main__":
    main()
