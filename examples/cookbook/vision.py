"""A picture and a question about it."""

import sys
from base64 import b64encode
from pathlib import Path

from claudewire import Claude

#: One red pixel, for a run without arguments.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"


def main() -> None:
    data = b64encode(Path(sys.argv[1]).read_bytes()).decode() if len(sys.argv) > 1 else PIXEL
    message = Claude().messages.create(
        model="claude-sonnet-5-5",
        max_tokens=500,
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}},
                    {"type": "text", "text": "What is in this picture?"},
                ],
            }
        ],
    )
    for block in message.content:
        if block.type == "text":
            print(block.text)
    print(f"{message.usage.input_tokens} input tokens, the picture included")


if __name__ == "__main__":
    main()
