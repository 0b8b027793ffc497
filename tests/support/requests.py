"""Small valid requests for tests that do not care what is asked."""

from __future__ import annotations

from typing import Any

MESSAGES: list[Any] = [{"role": "user", "content": "Hello"}]
#: Arguments of `messages.create`.
HELLO: dict[str, Any] = {"model": "m", "max_tokens": 10, "messages": MESSAGES}
